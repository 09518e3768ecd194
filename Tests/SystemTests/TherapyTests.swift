import ControlAPI
import WandClient
import Testing

/// The main job with real processes: the pump's own count decides what was applied.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct TherapyTests {
    @Test("a dose is changed once, read back, and counted once by the pump")
    func change() async throws {
        try await Stand.with { stand in
            let command = try await stand.confirm(try await stand.stage("110"))
            #expect(command.state == .succeeded)
            #expect(try await stand.client.interrogate(wand: "bench").program.doseMicrogramsPerDay == "110")
            #expect(try await stand.pumpMemory().appliedCount == 1)
        }
    }

    @Test("a commit whose answer is lost is asked about, never sent again")
    func lostAnswer() async throws {
        try await Stand.with { stand in
            let staged = try await stand.stage("110")
            try await stand.tell("drop-answer", "commit", "1")
            let command = try await stand.confirm(staged)
            #expect(command.history.map(\.state).contains(.inDoubt))
            #expect(command.state == .succeeded)
            #expect(try await stand.pumpMemory().appliedCount == 1)
        }
    }

    @Test("a commit that the pump never heard is found out and called failed")
    func lostRequest() async throws {
        try await Stand.with { stand in
            let staged = try await stand.stage("110")
            try await stand.tell("lose-request", "commit", "1")
            let command = try await stand.confirm(staged)
            #expect(command.history.map(\.state).contains(.inDoubt))
            #expect(command.state == .failed)
            #expect(command.outcome.certainty == .notApplied)
            #expect(try await stand.pumpMemory().appliedCount == 0)
        }
    }

    @Test("a stop passes a command in doubt, and both end in what is true")
    func stopInDoubt() async throws {
        try await Stand.with { stand in
            let staged = try await stand.stage("110")
            try await stand.tell("drop-answer", "commit", "1")
            let digest = try #require(staged.proposal).digest
            let committing = try await stand.client.confirm(staged.id, API.Confirmation(digest: digest))
            let stop = try await stand.end(
                of: try await stand.client.stop(
                    committing.pumpSerial, API.StopRequest(operator: "Tester", reason: "system test"),
                    idempotencyKey: nil))
            #expect(stop.state == .succeeded)
            let command = try await stand.end(of: committing)
            // which of the two reached the pump first is the wand's to say; neither may be reported as what it is not
            let count = try await stand.pumpMemory().appliedCount
            #expect(command.state == (count == 2 ? .superseded : .failed))
            #expect(try await stand.client.interrogate(wand: "bench").program.mode == .stopped)
        }
    }

    @Test("a wand that restarts between stage and commit loses nothing that matters")
    func reboot() async throws {
        try await Stand.with { stand in
            let staged = try await stand.stage("110")
            try await stand.tell("reboot")
            let command = try await stand.confirm(staged)
            #expect(command.state == .succeeded || command.outcome.certainty == .notApplied)
            #expect(try await stand.pumpMemory().appliedCount == (command.state == .succeeded ? 1 : 0))
        }
    }
}
