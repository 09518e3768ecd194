import ControlAPI
import WandClient
import Foundation
import Testing

/// What outlives the daemon: commands, their truth, keys, the audit trail.
@Suite(.serialized, .timeLimit(.minutes(3)))
struct RestartTests {
    @Test("a commit in doubt when the daemon dies is asked about by the next one, not sent again")
    func doubt() async throws {
        try await Stand.with { stand in
            let staged = try await stand.stage("110")
            try await stand.tell("drop-answer", "commit", "1")
            let digest = try #require(staged.proposal).digest
            let committing = try await stand.client.confirm(staged.id, API.Confirmation(digest: digest))
            #expect(committing.state == .committing)
            await stand.killDaemon()
            try await stand.startDaemon()
            let command = try await stand.end(of: try await stand.client.command(staged.id))
            // whether the first byte of the commit had left is for the pump to say
            let count = try await stand.pumpMemory().appliedCount
            #expect(command.state == (count == 1 ? .succeeded : .failed))
            #expect(command.history.map(\.state).contains(.inDoubt))
        }
    }

    @Test("a program that was left staged is dropped by the next daemon, and the command shown as cancelled")
    func staged() async throws {
        try await Stand.with { stand in
            let staged = try await stand.stage("110")
            await stand.killDaemon()
            try await stand.startDaemon()
            let command = try await stand.client.command(staged.id)
            #expect(command.state == .cancelled && command.outcome.certainty == .notApplied)
            // the pump refuses a second stage while it holds the first: this one shows that it was dropped
            #expect(try await stand.confirm(try await stand.stage("112")).state == .succeeded)
            #expect(try await stand.pumpMemory().appliedCount == 1)
        }
    }

    @Test("a repeated submission is the same command after a restart; other content under its key is refused")
    func key() async throws {
        try await Stand.with { stand in
            let submission = try await stand.submission("110")
            let first = try await stand.client.submit(submission, idempotencyKey: "k-1")
            await stand.killDaemon()
            try await stand.startDaemon()
            #expect(try await stand.client.submit(submission, idempotencyKey: "k-1").id == first.id)
            var other = submission
            other.reason = "another"
            do throws(ControlClientError) {
                _ = try await stand.client.submit(other, idempotencyKey: "k-1")
                Issue.record("taken")
            } catch {
                guard case .problem(let problem) = error else { throw error }
                #expect(problem.status == 422)
            }
        }
    }

    @Test("a stop is remembered, and every status says since when nothing flows")
    func stop() async throws {
        try await Stand.with { stand in
            let pump = try await stand.client.interrogate(wand: "bench").serial
            let stop = try await stand.end(
                of: try await stand.client.stop(
                    pump, API.StopRequest(operator: "Tester", reason: "system test"), idempotencyKey: nil))
            #expect(stop.state == .succeeded)
            #expect(try await stand.client.pump(pump).withdrawal != nil)
            try await stand.tell("range", "out")
            await stand.killDaemon()
            try await stand.startDaemon()
            // no wand has read it since: the journal knows
            #expect(try await stand.client.wand("bench").stoppedPumps.map(\.pumpSerial) == [pump])
            let (_, text, _) = try await stand.wandctl("wands")
            #expect(text.contains(pump) && text.contains("NO DRUG"))
        }
    }

    @Test("an alarm that nobody acknowledged sounds after a crash, before any wand has read the pump again")
    func alarms() async throws {
        try await Stand.with { stand in
            try await stand.tell("stall", "on")
            _ = try await stand.client.interrogate(wand: "bench")
            func stall() async throws -> API.ListedAlarm? {
                try await stand.client.alarms().alarms.first { $0.name == "motorStall" }
            }
            let before = try #require(try await stall())
            // written beside the answer, not before it
            while try await !stand.wandctl("audit", "list", "--json").output.contains("motorStall") {}
            try await stand.tell("range", "out")
            await stand.killDaemon()
            try await stand.startDaemon()
            let after = try #require(try await stall())
            #expect(after.id == before.id && after.state == .sounding && after.since == before.since)
            #expect(try await stand.wandctl("alarms", "list").output.contains("Motor stall"))
        }
    }

    @Test("the audit trail goes on over a crash, and verifies; its export is verified by another program")
    func audit() async throws {
        try await Stand.with { stand in
            #expect(try await stand.confirm(try await stand.stage("110")).state == .succeeded)
            let (_, head, _) = try await stand.wandctl("audit", "head")
            await stand.killDaemon()
            try await stand.startDaemon()
            #expect(try await stand.confirm(try await stand.stage("112")).state == .succeeded)
            let kept = head.trimmingCharacters(in: .whitespacesAndNewlines)
            let verified = try await stand.wandctl("audit", "verify", "--head", kept)
            #expect(verified.code == 0, "\(verified)")
            let export = stand.path("audit.jsonl")
            #expect(try await stand.wandctl("audit", "export", "--output", export).code == 0)
            let script = Program.repository.appendingPathComponent("Tests/Interop/verify_audit.py").path
            func outside() async throws -> Int32 {
                try await Program.run("/usr/bin/env", ["python3", "-B", script, "--head", kept, export]).code
            }
            #expect(try await outside() == 0)
            let text = try String(contentsOfFile: export, encoding: .utf8)
            try text.replacingOccurrences(of: "110000", with: "111000").write(
                toFile: export, atomically: true, encoding: .utf8)
            #expect(try await outside() == 1)
            #expect(try await stand.wandctl("audit", "verify", "--file", export).code != 0)
        }
    }

    @Test("a journal that is none is refused with what to do, and left as it is")
    func foreign() async throws {
        try await Stand.with { stand in
            await stand.killDaemon()
            for name in try FileManager.default.contentsOfDirectory(atPath: stand.path("state")) {
                try FileManager.default.removeItem(atPath: stand.path("state/" + name))
            }
            let file = stand.path("state/journal.sqlite")
            let text = String(repeating: "not a journal, and somebody needs it\n", count: 50)
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            let (code, _, error) = try await Program.run("wandd", ["--config", stand.configuration])
            #expect(code == 5)
            #expect(error.contains(file) && error.contains("move it away"), "\(error)")
            #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
        }
    }

    @Test(
        "a full disk refuses therapy with the reason; interrogations and stop go on; with room all is well again",
        .enabled(if: getuid() == 0, "needs the right to mount"))
    func fullDisk() async throws {
        let disk = "/tmp/wandd-disk-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: disk) }
        let (code, _, error) = try await Program.run(
            "/usr/bin/env", ["mount", "-t", "tmpfs", "-o", "size=1m", "wandd", disk])
        guard code == 0 else { return print("not shown: mount is not allowed here: \(error)") }
        do {
            try await Stand.with(state: disk) { try await Self.fullDisk($0, disk) }
        } catch {
            _ = try await Program.run("/usr/bin/env", ["umount", "-l", disk])
            throw error
        }
        _ = try await Program.run("/usr/bin/env", ["umount", "-l", disk])
    }

    private static func fullDisk(_ stand: Stand, _ disk: String) async throws {
        #expect(try await stand.confirm(try await stand.stage("110")).state == .succeeded)
        let ballast = disk + "/ballast"
        #expect(FileManager.default.createFile(atPath: ballast, contents: nil))
        let handle = try #require(FileHandle(forWritingAtPath: ballast))
        while (try? handle.write(contentsOf: Data(count: 512))) != nil {}
        try? handle.close()
        var refusal: API.Problem?
        // the log has some room of its own: the first few may still find place in it
        for _ in 0..<64 where refusal == nil {
            let submission = try await stand.submission("112")
            do throws(ControlClientError) {
                let command = try await stand.client.submit(submission, idempotencyKey: nil)
                _ = try await stand.client.cancel(command.id)
            } catch {
                if case .problem(let problem) = error, problem.status == 503 { refusal = problem }
            }
        }
        let problem = try #require(refusal)
        #expect(problem.type == "urn:wandd:problem:journal" && problem.detail.contains("room"), "\(problem)")
        #expect(try await stand.client.health().journal.problem != nil)
        let pump = try await stand.client.interrogate(wand: "bench")
        var stop = try await stand.client.stop(
            pump.serial, API.StopRequest(operator: "Tester", reason: "system test"), idempotencyKey: nil)
        while try await stand.client.interrogate(wand: "bench").program.mode != .stopped {}
        try FileManager.default.removeItem(atPath: ballast)
        stop = try await stand.end(of: stop)
        #expect(stop.state == .succeeded)
        let (code, _, _) = try await stand.wandctl("audit", "verify")
        #expect(code == 0)
    }
}
