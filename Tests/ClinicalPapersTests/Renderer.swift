import Foundation
import Testing

/// Runs the tool that renders the papers, as whoever prints them does.
enum Renderer {
    struct Missing: Error, CustomStringConvertible {
        let description = "rsvg-convert is missing: sudo apt-get install librsvg2-bin fonts-dejavu-core"
    }

    struct Refused: Error, CustomStringConvertible {
        let description: String
    }

    /// - Parameter format: "png" or "pdf".
    static func render(_ papers: [String], as format: String) throws -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("papers-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try papers.enumerated().map { index, paper in
            let file = folder.appendingPathComponent("\(index).svg")
            try Data(paper.utf8).write(to: file)
            return file.path
        }
        guard
            let tool = ["/usr/bin", "/usr/local/bin"].map({ $0 + "/rsvg-convert" })
                .first(where: FileManager.default.isExecutableFile)
        else { throw Missing() }
        let out = folder.appendingPathComponent("out").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["-f", format, "-o", out] + files
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0, said.isEmpty else { throw Refused(description: said) }
        return Array(try Data(contentsOf: URL(fileURLWithPath: out)))
    }
}
