import Foundation
import Testing

/// What the documentation shows works: each example changes a dose, or tells what there is to tell, by its own words.
@Suite(.serialized) struct ExampleTests {
    private static func path(_ name: String) -> String {
        Program.repository.appendingPathComponent("docs/examples/\(name)").path
    }

    @Test(
        arguments: [
            ["curl.sh", "bench"],
            ["change_dose.py", "bench", "105", "--operator", "Tester", "--reason", "example", "--yes"],
        ])
    func changesTheDose(_ line: [String]) async throws {
        try await Stand.with { stand in
            let (code, output, error) = try await Program.run(
                Self.path(line[0]), Array(line.dropFirst()), environment: ["WANDD_SOCKET": stand.socket])
            #expect(code == 0, "\(error)")
            #expect(output.contains("read back as asked"))
            #expect(try await stand.pumpMemory().appliedCount == 1)
        }
    }

    @Test func theSwiftExampleChangesTheDose() async throws {
        try await Stand.with { stand in
            let (code, output, error) = try await Program.run(
                "wandd-example", ["bench", "105"], environment: ["WANDD_SOCKET": stand.socket])
            #expect(code == 0, "\(error)")
            #expect(output.contains("new: simple continuous 105 mcg/day"))
            #expect(try await stand.pumpMemory().appliedCount == 1)
        }
    }

    /// What happened before it listened, over a restart of the daemon.
    @Test func alarmsAreHeardWithoutAGap() async throws {
        try await Stand.with { stand in
            _ = try await stand.confirm(try await stand.stage("105"))
            await stand.killDaemon()
            try await stand.startDaemon()
            let (code, output, _) = try await Program.run(
                Self.path("watch_alarms.py"), ["--after", "0", "--count", "2"],
                environment: ["WANDD_SOCKET": stand.socket])
            #expect(code == 0)
            let lines = output.split(separator: "\n").map {
                $0.split(separator: " ").dropFirst(3).joined(separator: " ")
            }
            #expect(lines == ["session open", "session closed"])
        }
    }

    @Test func theNightlyCheckReadsAndProves() async throws {
        try await Stand.with { stand in
            let folder = stand.path("kept")
            let (_, output, error) = try await Program.run(
                Self.path("nightly-check.sh"), [folder],
                environment: [
                    "WANDD_SOCKET": stand.socket, "WANDCTL": Program.directory.appendingPathComponent("wandctl").path,
                ])
            #expect(output.contains("bench: read"), "\(output) \(error)")
            #expect(FileManager.default.fileExists(atPath: folder + "/audit.jsonl"))
            #expect(FileManager.default.fileExists(atPath: folder + "/bench.json"))
        }
    }

    /// Every piece of Swift in the client's documentation stands in the example, which is compiled.
    @Test func theDocumentationShowsWhatIsCompiled() throws {
        let article = try text("Sources/WandClient/WandClient.docc/WandClient.md")
        let example = Self.lines(try text("docs/examples/swift/Example.swift")[...])
        let pieces = article.components(separatedBy: "```swift\n").dropFirst()
        #expect(pieces.count == 4)
        for piece in pieces {
            let lines = Self.lines(piece.components(separatedBy: "```")[0][...])
            let isThere = example.indices.contains { example[$0...].starts(with: lines) }
            #expect(isThere, "\(lines)")
        }
    }

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Program.repository.appendingPathComponent(path), encoding: .utf8)
    }

    /// Without what they are indented by.
    private static func lines(_ text: Substring) -> [String] {
        text.split(separator: "\n").map { String($0.drop { $0 == " " }) }
    }
}
