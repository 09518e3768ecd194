import Foundation
import Testing

/// What the fuzz target found once, and what it starts from, replayed by every test run.
struct SavedFailureTests {
    @Test func savedCasesHold() throws {
        let folder = Vectors.root.appending(path: "FuzzTesting/saved")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files where file.lastPathComponent != "README.md" {
            let input = Array(try Data(contentsOf: file))
            #expect(CodecCheck.failure(of: input) == nil, "\(file.lastPathComponent)")
        }
    }

    @Test func vectorsHoldInEveryMode() {
        let inputs =
            Vectors.all.messages.map(\.body.bytes) + Vectors.all.frames.map(\.wire.bytes)
            + Vectors.all.invalidFrames.map(\.wire.bytes)
            + Vectors.all.cobs.flatMap { [$0.plain.bytes, $0.stuffed.bytes] }
        for input in inputs where input.count <= 600 {
            for mode: UInt8 in 0..<5 { #expect(CodecCheck.failure(of: [mode] + input) == nil) }
            for kind: UInt8 in 0..<8 { #expect(CodecCheck.failure(of: [1, kind] + input) == nil) }
        }
    }

    @Test(arguments: 0..<10)
    func randomInputsHold(seed: Int) {
        var seeded = Seeded(UInt64(seed))
        for _ in 0..<300 {
            let count = seeded.number(0...400)
            #expect(CodecCheck.failure(of: seeded.bytes(count)) == nil)
        }
    }
}
