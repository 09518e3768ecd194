import AuditTrail
import Foundation

/// The verifier in Python, as a program and as what it finds in many trails at once.
enum PythonVerifier {
    struct Case: Encodable {
        let lines: [String]
        let after: String?
        let head: String?
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Interop")

    private static let manyCases = """
        import json, sys
        sys.path.insert(0, sys.argv[1])
        from verify_audit import read, verify
        def head(text):
            return text and (int(text.split(":")[0]), text.split(":")[1])
        for case in json.load(open(sys.argv[2], "rb")):
            records = [read(line.encode()) for line in case["lines"]]
            print(json.dumps(verify(records, head(case.get("after")), head(case.get("head")))))
        """

    /// The findings in each of the trails, without what stands behind the colon.
    static func findings(in cases: [Case]) throws -> [[String]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().uuidString).json")
        try JSONEncoder().encode(cases).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let output = try run(["-c", manyCases, folder.path, file.path], input: "").output
        return try output.split(separator: "\n").map { line in
            try JSONDecoder().decode([String].self, from: Data(line.utf8)).map { String($0.prefix { $0 != ":" }) }
        }
    }

    /// Runs the program on an export, which has to fit into a pipe's buffer.
    static func run(export: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        try run([folder.appending(path: "verify_audit.py").path] + arguments, input: export)
    }

    private static func run(_ arguments: [String], input: String) throws -> (status: Int32, output: String) {
        let (process, toProcess, fromProcess) = (Process(), Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B"] + arguments
        process.standardInput = toProcess
        process.standardOutput = fromProcess
        try process.run()
        try toProcess.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try toProcess.fileHandleForWriting.close()
        let output = try fromProcess.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
