import ControlAPI
import ControlClient
import SerialFixtures
import Testing

/// The cable goes and comes back; the daemon stays.
@Suite(.timeLimit(.minutes(2)))
struct OutageTests {
    @Test("socat is killed and started again: the daemon recovers by itself and idles meanwhile")
    func cable() async throws {
        let stand = try Stand()
        _ = try await stand.client.interrogate(wand: "bench")
        stand.pullCable()
        // a refusal at once: nobody waits for a port that is not there
        await #expect(throws: ControlClientError.self) { try await stand.client.interrogate(wand: "bench") }
        let gone = try await stand.client.wand("bench").port
        #expect(gone.state == .closed && gone.reason != nil)

        let before = try stand.daemon.cpuTicks()
        // wandsim's own start is the time that passes
        for _ in 0..<5 { _ = try Program.run("wandsim", ["--help"]) }
        #expect(try stand.daemon.cpuTicks() - before <= 5)

        try stand.plugCable()
        try await stand.untilInSession()
        #expect(try await stand.client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
        #expect(stand.daemon.isRunning)
        await stand.client.close()
    }

    @Test("no pump in range is told as such, and passes")
    func range() async throws {
        let stand = try Stand(wandsim: ["--out-of-range"])
        do throws(ControlClientError) {
            _ = try await stand.client.interrogate(wand: "bench")
            Issue.record("a pump out of range was read")
        } catch {
            guard case .problem(let problem) = error else { throw error }
            #expect(problem.type == "urn:wandd:problem:no-pump-in-range")
        }
        try stand.tell("range", "in")
        #expect(try await stand.client.interrogate(wand: "bench").serial == "SIM-PUMP-1")
        await stand.client.close()
    }
}

extension Stand {
    /// Waits for the port to be open again, by asking: a closed port refuses at once.
    func untilInSession() async throws {
        for _ in 0..<2_000 {
            let wand = try await client.wand("bench")
            if wand.session != nil { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Missing(what: "a session")
    }
}
