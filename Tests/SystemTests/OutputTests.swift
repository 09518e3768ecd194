import Foundation
import Testing

/// What the tool says of its own output.
@Suite(.timeLimit(.minutes(1)))
struct OutputTests {
    /// A full disk must not look like an answer; a reader that left early wanted no more.
    @Test(arguments: [("> /dev/full", 1, "could not be written"), ("> /dev/null", 0, ""), ("| true", 0, "")])
    func whatIsNotWrittenIsNoSuccess(target: String, code: Int32, words: String) async throws {
        let tool = Program.directory.appendingPathComponent("wandctl").path
        let found = try await Program.run("/bin/bash", ["-o", "pipefail", "-c", "'\(tool)' manual \(target)"])
        #expect(found.code == code)
        #expect(words.isEmpty ? found.error.isEmpty : found.error.contains(words))
    }
}
