import Foundation
import FHIRExport
import Testing

/// A Python that has what the first lines of Tests/Interop/check_fhir.py ask for.
private let outsidePython = ProcessInfo.processInfo.environment["FHIR_PYTHON"]

/// Holds the samples against validators from outside, by way of that script. Runs where the environment's
/// `FHIR_PYTHON` names such a Python; it needs no network.
@Suite(.enabled(if: outsidePython != nil, "FHIR_PYTHON names no Python"))
struct OutsideValidatorTests {
    @Test func theSamplesAreGoodAndSpoiltOnesAreNot() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "fhir-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = try SampleRecords.all.map { name, record in
            let file = folder.appending(path: name + ".json")
            try Data(FHIRExport.bundle(of: record)).write(to: file)
            return file.path
        }
        let good = try check(files)
        #expect(good.status == 0, "\(good.output)")
        #expect(good.output.split(separator: "\n").count == files.count)
        let spoilt = try check(["--teeth", files[0]])
        #expect(spoilt.status == 0, "\(spoilt.output)")
    }

    private func check(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Interop/check_fhir.py")
        let process = Process()
        process.executableURL = URL(filePath: try #require(outsidePython))
        process.arguments = [script.path] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}
