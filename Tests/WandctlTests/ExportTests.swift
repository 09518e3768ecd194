import ArgumentParser
import AuditTrail
import ControlAPI
import Glibc
import Testing

@testable import wandctl

struct ExportTests {
    /// Runs `body` in a directory of its own.
    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        var template = Array("/tmp/wandctl-XXXXXX".utf8CString)
        let directory = try #require(mkdtemp(&template).map { String(cString: $0) })
        defer {
            for name in Self.names(directory) { unlink(directory + "/" + name) }
            rmdir(directory)
        }
        try await body(directory)
    }

    private static func names(_ directory: String) -> [String] {
        guard let handle = opendir(directory) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func content(_ path: String) -> String {
        var text = ""
        try? TrailLines.read(path) { line in
            if case .text(let bytes) = line { text += String(decoding: bytes, as: UTF8.self) + "\n" }
        }
        return text
    }

    private static func write(_ text: String, to path: String) throws {
        let output = try ExportOutput(path: path, isReplacing: true)
        for line in text.split(separator: "\n") { try output.write(String(line)) }
        try output.finish()
    }

    private func export(_ pages: FakePages, to path: String, isReplacing: Bool = false) async throws
        -> AuditExport.Summary
    {
        try await AuditExport.write(TrailReader(pages: pages), to: path, isReplacing: isReplacing)
    }

    @Test func theWholeTrailIsWrittenLineByLine() async throws {
        try await withDirectory { directory in
            let path = directory + "/x.jsonl"
            let summary = try await export(FakePages(), to: path)
            #expect(Self.content(path) == Trail.text(Trail.records))
            #expect(
                summary
                    == .init(file: path, count: 12, anchor: AuditHead.beginning.text, head: Trail.head.text))
            #expect(Self.names(directory) == ["x.jsonl"])
            var status = stat()
            #expect(lstat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(try AuditVerify.verify(file: path, Trail.head).isIntact)
        }
    }

    @Test func aReadingThatBeginsAnewLeavesNothingOfTheOldOne() async throws {
        try await withDirectory { directory in
            let path = directory + "/x.jsonl"
            let summary = try await export(FakePages(droppings: 2), to: path)
            #expect(summary.count == 12)
            #expect(Self.content(path) == Trail.text(Trail.records))
        }
    }

    @Test func whatIsTakenBackWasNeverThere() async throws {
        try await withDirectory { directory in
            let output = try ExportOutput(path: directory + "/x", isReplacing: false)
            // more than is held back, so that some of it is in the file
            for _ in 0..<3 { try output.write(String(repeating: "old", count: 30_000)) }
            try output.restart()
            try output.write("new")
            try output.finish()
            #expect(Self.content(directory + "/x") == "new\n")
        }
    }

    @Test func aFileIsReplacedOnlyWhenThatIsAskedFor() async throws {
        try await withDirectory { directory in
            let path = directory + "/x.jsonl"
            try Self.write("mine", to: path)
            let error = await #expect(throws: Failure.self) { try await export(FakePages(), to: path) }
            #expect(error?.status == .usage)
            #expect(error?.message.contains(path) == true)
            #expect(Self.content(path) == "mine\n")
            _ = try await export(FakePages(), to: path, isReplacing: true)
            #expect(Self.content(path) == Trail.text(Trail.records))
            #expect(Self.names(directory) == ["x.jsonl"])
        }
    }

    @Test func aFileThatComesMeanwhileIsLeftAlone() async throws {
        try await withDirectory { directory in
            let path = directory + "/x"
            let output = try ExportOutput(path: path, isReplacing: false)
            try output.write("new")
            try Self.write("mine", to: path)
            #expect(throws: Failure.self) { try output.finish() }
            output.discard()
            #expect(Self.content(path) == "mine\n")
            #expect(Self.names(directory) == ["x"])
        }
    }

    @Test func whatIsNoFileIsLeftAlone() async throws {
        try await withDirectory { directory in
            for path in [directory, "/dev/null"] {
                let error = #expect(throws: Failure.self) { try ExportOutput(path: path, isReplacing: true) }
                #expect(error?.message.contains(path) == true)
            }
            let error = #expect(throws: Failure.self) {
                try ExportOutput(path: directory + "/none/x", isReplacing: false)
            }
            #expect(error?.message.contains("No such file") == true)
        }
    }

    @Test func afterAFailureNoFileIsLeft() async throws {
        try await withDirectory { directory in
            await #expect(throws: Failure.self) {
                try await export(FakePages(isStuck: true), to: directory + "/x")
            }
            #expect(Self.names(directory) == [])
        }
    }

    @Test func theTrailIsVerifiedFromItsFileWithTheExitCodesOfTheTool() async throws {
        try await withDirectory { directory in
            let path = directory + "/x"
            func status(_ arguments: String...) async throws -> Int32 {
                var command = try AuditVerify.parse(["--file", path, "--json"] + arguments)
                do { try await command.run() } catch let code as ExitCode { return code.rawValue }
                return 0
            }
            #expect(try await status() == 1)  // there is no file yet
            try Self.write(Trail.text(Trail.records), to: path)
            #expect(try await status() == 0)
            #expect(try await status("--head", Trail.head.text) == 0)
            #expect(try await status("--head", AuditHead(sequence: 12, hash: .beginning).text) == 8)
            try Self.write(Trail.text(Trail.removing(12...12)), to: path)
            #expect(try await status() == 0)
            #expect(try await status("--head", Trail.head.text) == 8)
            try Self.write(Trail.text(Trail.replacing(3, with: Trail.changed(3))), to: path)
            #expect(try await status() == 8)
        }
    }
}
