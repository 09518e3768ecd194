import Foundation

/// The tree that these tests stand in, as text.
struct Repository: Sendable {
    /// Without a slash at its end.
    let root: String

    static let own: Repository = {
        let file = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        let root = file.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return Repository(root: root.path)
    }()

    static let table = Result { try own.text("docs/safety-requirements.md") }

    /// The functions and types of the whole tree; read once.
    static let index = Result { try own.index() }

    func text(_ path: String) throws -> String { try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8) }

    func hasFile(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: "\(root)/\(path)", isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// The Swift files below a folder, as paths from the root, in order.
    func swiftFiles(below folder: String) throws -> [String] {
        let found = try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
        return found.filter { $0.hasSuffix(".swift") }.sorted().map { "\(folder)/\($0)" }
    }

    private func index() throws -> SourceIndex {
        var index = SourceIndex()
        for file in try swiftFiles(below: "Tests") { index.addTests(of: try text(file), in: Self.target(of: file)) }
        for file in try swiftFiles(below: "Sources") { index.addTypes(of: try text(file), in: Self.target(of: file)) }
        return index
    }

    /// "Tests/PumpModelTests/AlarmTests.swift" belongs to "PumpModelTests".
    private static func target(of file: String) -> String { String(file.split(separator: "/")[1]) }
}
