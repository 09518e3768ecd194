import ArgumentParser
import AuditTrail
import ControlAPI

struct AuditVerify: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Compute every hash anew; ends with 8 when the trail is not intact.",
        discussion: """
            Verifies the daemon's trail, or an export of a whole trail, which needs no daemon. A head that was kept \
            elsewhere also shows an end that was cut off, and a trail that was written anew.

            Examples:
              wandctl audit verify
              wandctl audit verify --head "$(tail -n 1 /mnt/elsewhere/heads)"
              wandctl audit verify --file audit-2026-11-23.jsonl
              zcat audit.jsonl.gz | wandctl audit verify --file - --json
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("An export instead of the daemon's trail; '-' for standard input.", valueName: "file"))
    var file: String?
    @Option(
        help: ArgumentHelp(
            "A head that was kept elsewhere, as 'wandctl audit head' printed it.", valueName: "sequence:hash"))
    var head: String?

    func validate() throws {
        guard let head, AuditHead(text: head) == nil else { return }
        throw ValidationError("--head '\(head)' is not a head: a number, ':' and 64 hexadecimal digits in lower case.")
    }

    func run(_ session: Session) async throws {
        let kept = head.flatMap(AuditHead.init(text:))
        let report =
            if let file {
                try Self.verify(file: file, kept)
            } else {
                try await Self.verify(TrailReader(pages: session.client), kept)
            }
        try session.answer(report) { report.text($0) }
        if !report.isIntact { throw ExitCode(Ending.notIntact.rawValue) }
    }

    static func verify(file: String, _ kept: AuditHead?) throws(Failure) -> TrailReport {
        var check = TrailCheck(file: file, kept: kept)
        var progress = Progress()
        defer { progress.clear() }
        var count: Int64 = 0
        try TrailLines.read(file) { line in
            check.take(line)
            count += 1
            if count.isMultiple(of: 1_024) { progress.show(count) }
        }
        return check.report()
    }

    static func verify(_ reader: TrailReader, _ kept: AuditHead?) async throws -> TrailReport {
        var check = TrailCheck(after: .beginning, head: .beginning, kept: kept)
        var progress = Progress()
        defer { progress.clear() }
        var (done, total): (Int64, Int64) = (0, 0)
        try await reader.read { step in
            switch step {
            case .begin(let anchor, let head):
                check = TrailCheck(after: anchor, head: head, kept: kept)
                (done, total) = (0, head.sequence - anchor.sequence)
            case .records(let records):
                for record in records { check.take(record) }
                done += Int64(records.count)
                progress.show(done, of: total)
            }
        }
        return check.report()
    }
}
