import Foundation
import Testing

/// What a newcomer runs first.
@Suite(.timeLimit(.minutes(2)))
struct DemoTests {
    @Test("the demo ends by itself, shows what it should, and leaves nothing behind")
    func demo() async throws {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("demo-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let script = Program.repository.appendingPathComponent("Tests/Sandbox/demo.sh").path
        let (code, output, error) = try await Program.run(
            "/bin/bash", [script, Program.directory.path], environment: ["TMPDIR": scratch.path])
        #expect(code == 0, "\(output)\(error)")
        for words in ["300 mcg/day", "330 mcg/day", "refill", "no alarms", "maintenance"] {
            #expect(output.lowercased().contains(words), "'\(words)' in the demo")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path).isEmpty)
        // every process of the demo names its folder in its arguments
        #expect(try Self.processes(naming: scratch.path).isEmpty)
    }

    private static func processes(naming text: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { entry in
            guard Int(entry) != nil, Int32(entry) != getpid() else { return false }
            let arguments = FileManager.default.contents(atPath: "/proc/\(entry)/cmdline") ?? Data()
            return String(decoding: arguments, as: UTF8.self).contains(text)
        }
    }
}
