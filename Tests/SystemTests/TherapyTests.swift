import ControlAPI
import ControlClient
import Testing

/// The main job with real processes: the pump's own count decides what was applied.
@Suite(.timeLimit(.minutes(3)))
struct TherapyTests {
    @Test("a dose is changed once, read back, and counted once by the pump")
    func change() async throws {
        let stand = try Stand()
        let command = try await stand.confirm(try await stand.stage("110"))
        #expect(command.state == .succeeded)
        #expect(try await stand.client.interrogate(wand: "bench").program.doseMicrogramsPerDay == "110")
        #expect(try stand.pumpMemory().appliedCount == 1)
        await stand.client.close()
    }

    @Test("a commit whose answer is lost is asked about, never sent again")
    func lostAnswer() async throws {
        let stand = try Stand()
        let staged = try await stand.stage("110")
        try stand.tell("drop-answer", "commit", "1")
        let command = try await stand.confirm(staged)
        #expect(command.history.map(\.state).contains(.inDoubt))
        #expect(command.state == .succeeded)
        #expect(try stand.pumpMemory().appliedCount == 1)
        await stand.client.close()
    }

    @Test("a commit that the pump never heard is found out and called failed")
    func lostRequest() async throws {
        let stand = try Stand()
        let staged = try await stand.stage("110")
        try stand.tell("lose-request", "commit", "1")
        let command = try await stand.confirm(staged)
        #expect(command.history.map(\.state).contains(.inDoubt))
        #expect(command.state == .failed)
        #expect(command.outcome.certainty == .notApplied)
        #expect(try stand.pumpMemory().appliedCount == 0)
        await stand.client.close()
    }

    @Test("a stop passes a command in doubt, and both end in what is true")
    func stopInDoubt() async throws {
        let stand = try Stand()
        let staged = try await stand.stage("110")
        try stand.tell("drop-answer", "commit", "1")
        let digest = try #require(staged.proposal).digest
        let committing = try await stand.client.confirm(staged.id, API.Confirmation(digest: digest))
        let stop = try await stand.end(
            of: try await stand.client.stop(
                committing.pumpSerial, API.StopRequest(operator: "Tester", reason: "system test"), idempotencyKey: nil))
        #expect(stop.state == .succeeded)
        let command = try await stand.end(of: committing)
        // which of the two reached the pump first is the wand's to say; neither may be reported as what it is not
        let count = try stand.pumpMemory().appliedCount
        #expect(command.state == (count == 2 ? .superseded : .failed))
        #expect(try await stand.client.interrogate(wand: "bench").program.mode == .stopped)
        await stand.client.close()
    }

    @Test("a wand that restarts between stage and commit loses nothing that matters")
    func reboot() async throws {
        let stand = try Stand()
        let staged = try await stand.stage("110")
        try stand.tell("reboot")
        let command = try await stand.confirm(staged)
        #expect(command.state == .succeeded || command.outcome.certainty == .notApplied)
        #expect(try stand.pumpMemory().appliedCount == (command.state == .succeeded ? 1 : 0))
        await stand.client.close()
    }
}
