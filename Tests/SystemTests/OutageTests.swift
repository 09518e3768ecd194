import ControlAPI
import WandClient
import SerialFixtures
import Testing

/// The cable goes and comes back; the daemon stays.
@Suite(.serialized, .timeLimit(.minutes(2)))
struct OutageTests {
    @Test("socat is killed and started again: the daemon recovers by itself and idles meanwhile")
    func cable() async throws {
        try await Stand.with { stand in
            _ = try await stand.client.interrogate(wand: "bench")
            stand.pullCable()
            // a refusal at once: nobody waits for a port that is not there
            await #expect(throws: ControlClientError.self) { try await stand.client.interrogate(wand: "bench") }
            let gone = try await stand.client.wand("bench").port
            #expect(gone.state == .closed && gone.reason != nil)

            let before = try stand.daemon.cpuTicks()
            // wandsim's own start is the time that passes
            for _ in 0..<5 { _ = try await Program.run("wandsim", ["--help"]) }
            #expect(try stand.daemon.cpuTicks() - before <= 5)

            try await stand.plugCable()
            try await stand.untilInSession()
            #expect(try await stand.client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
            #expect(stand.daemon.isRunning)
        }
    }

    @Test("no pump in range is told as such, and passes")
    func range() async throws {
        try await Stand.with(wandsim: ["--out-of-range"]) { stand in
            do throws(ControlClientError) {
                _ = try await stand.client.interrogate(wand: "bench")
                Issue.record("a pump out of range was read")
            } catch {
                guard case .problem(let problem) = error else { throw error }
                #expect(problem.type == "urn:wandd:problem:no-pump-in-range")
            }
            try await stand.tell("range", "in")
            #expect(try await stand.client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
        }
    }
}
