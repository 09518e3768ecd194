import ArgumentParser
import AuditTrail
import ControlAPI

struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show, export and verify the audit trail: who changed what, when, why, and how it ended.",
        discussion: """
            Each record carries the hash of the one before, so a changed or missing record is found. Whoever can write \
            the daemon's files can write all of it anew: keep the head elsewhere, now and then, and verify against it.

            Examples:
              wandctl audit --pump ITB-4711 --since 2026-11-23
              wandctl audit head >> /mnt/elsewhere/heads
              wandctl audit verify --head "$(tail -n 1 /mnt/elsewhere/heads)"
            """,
        subcommands: [AuditList.self, AuditExport.self, AuditVerify.self, AuditHeadCommand.self],
        defaultSubcommand: AuditList.self)
}

struct AuditList: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the newest records, newest last.",
        discussion: """
            Examples:
              wandctl audit list --limit 20
              wandctl audit list --pump ITB-4711 --kind stop
              wandctl audit list --user rexample --since 2026-11-23T08:00 --until 2026-11-23 --json
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var filter: AuditFilterOptions
    @Option(help: "At most so many, up to 1000.") var limit: Int = 50

    func validate() throws {
        guard (1...1_000).contains(limit) else { throw ValidationError("--limit \(limit) is not 1 to 1000.") }
    }

    func run(_ session: Session) async throws {
        let page = try await TrailReader(pages: session.client).newest(limit, filter.filter())
        session.answer(json: page.text) { page.text($0) }
    }
}

struct AuditHeadCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "head", abstract: "Print SEQUENCE:HASH of the newest record, to be kept elsewhere.",
        discussion: "Examples:\n  wandctl audit head >> /mnt/elsewhere/heads\n  wandctl audit head --json")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let (anchor, head) = try await TrailReader(pages: session.client).bounds()
        try session.answer(API.AuditBounds(anchor: anchor.text, head: head.text)) { _ in head.text }
    }
}
