import ArgumentParser
import AuditTrail
import ControlAPI

struct AuditExport: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the whole trail, one JSON record per line.",
        discussion: """
            A file appears under its name only once it is whole, and only its owner may read it. 'wandctl audit verify \
            --file' verifies it anywhere, without the daemon.

            Examples:
              wandctl audit export --output audit-2026-11-23.jsonl
              wandctl audit export | gzip > audit.jsonl.gz
            """)
    @OptionGroup var global: GlobalOptions
    @Option(
        help: ArgumentHelp("The file; standard output when it is left out.", valueName: "file"), completion: .file())
    var output: String?
    @Flag(help: "Replace the file if there is one.") var force = false

    func validate() throws {
        if output == "" { throw ValidationError("--output is empty.") }
        if force, output == nil { throw ValidationError("--force belongs to --output.") }
    }

    /// What was written.
    struct Summary: Encodable, Equatable {
        var file: String
        var count: Int64 = 0
        var anchor = AuditHead.beginning.text
        /// Of the last record that was written; the anchor's when there is none.
        var head = AuditHead.beginning.text
    }

    func run(_ session: Session) async throws {
        let (client, path, isReplacing) = (session.client, output, force)
        let summary = try await interruptible {
            try await Self.write(TrailReader(pages: client), to: path, isReplacing: isReplacing)
        }
        let text =
            "\(summary.count) \(summary.count == 1 ? "record" : "records") to \(summary.file), head \(summary.head)"
        if path == nil {
            Terminal.printError(text)
        } else {
            try session.answer(summary) { _ in text }
        }
    }

    /// Leaves no part of a file behind, however it ends.
    static func write(_ reader: TrailReader, to path: String?, isReplacing: Bool) async throws -> Summary {
        let output = try ExportOutput(path: path, isReplacing: isReplacing)
        defer { output.discard() }
        var summary = Summary(file: path ?? "standard output")
        var progress = Progress()
        defer { progress.clear() }
        var total: Int64 = 0
        try await reader.read { step in
            try Task.checkCancellation()
            switch step {
            case .begin(let anchor, let head):
                if summary.count > 0 { try output.restart() }
                total = head.sequence - anchor.sequence
                summary = Summary(file: summary.file, anchor: anchor.text, head: anchor.text)
            case .records(let records):
                for record in records { try output.write(record.line()) }
                summary.count += Int64(records.count)
                if let last = records.last {
                    summary.head = AuditHead(sequence: last.sequence, hash: last.hash).text
                }
                progress.show(summary.count, of: total)
            }
        }
        try output.finish()
        return summary
    }
}
