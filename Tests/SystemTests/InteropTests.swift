import ControlAPI
import WandClient
import Testing

/// A wand that was written from the protocol document in another language.
@Suite(.timeLimit(.minutes(2)))
struct InteropTests {
    @Test("the Python wand is interrogated, its dose is changed, and it is stopped")
    func python() async throws {
        try await Stand.with(python: "wand.py") { stand in
            try await stand.setUp()
            let before = try await stand.client.interrogate(wand: "bench")
            let dose = try #require(before.program.doseNanogramsPerDay)
            // 10 % more, in micrograms
            let text = try #require(before.program.doseMicrogramsPerDay)
            let command = try await stand.confirm(try await stand.stage(String((Int64(text) ?? 0) * 11 / 10)))
            #expect(command.state == .succeeded)
            let after = try await stand.client.interrogate(wand: "bench")
            #expect(after.program.doseNanogramsPerDay == dose * 11 / 10)
            #expect(after.revision == before.revision + 1)
            let stop = try await stand.end(
                of: try await stand.client.stop(
                    after.serial, API.StopRequest(operator: "Tester", reason: "interoperation"), idempotencyKey: nil))
            #expect(stop.state == .succeeded)
            #expect(try await stand.client.interrogate(wand: "bench").program.mode == .stopped)
        }
    }
}
