import ArgumentParser
import ControlAPI
import WandClient

struct LogCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Download the pump's event log or fault log.",
        discussion: """
            With --output the entries are kept as lines of JSON; called again with the same file it goes on where it ended, \
            also after it was interrupted. What the pump no longer has is said, never passed over.

            Examples:
              wandctl log
              wandctl log faults --output faults.jsonl
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "events or faults.", completion: .list(API.LogName.allCases.map(\.rawValue)))
    var log: String = API.LogName.events.rawValue
    @Option(help: "The pump's serial; the one in range when it is left out.", completion: .pumps) var pump: String?
    @Option(help: "Entries after this number.") var after: UInt32?
    @Option(
        help: ArgumentHelp("Keep the entries there, and go on where the file ends.", valueName: "file"),
        completion: .file())
    var output: String?

    func validate() throws {
        guard API.LogName(rawValue: log) != nil else {
            throw ValidationError("'\(log)' is no log: give events or faults.")
        }
        guard output == nil || after == nil else { throw ValidationError("--after and --output exclude each other.") }
    }

    func run(_ session: Session) async throws {
        let serial = try await session.pumpSerial(pump)
        let name = API.LogName(rawValue: log) ?? .events
        let file = try output.map { try LogFile(path: $0, pump: serial, log: name) }
        var position = file?.last ?? after ?? 0
        var progress = Progress()
        defer { progress.clear() }
        while true {
            let page = try await session.client.log(name, of: serial, after: position)
            if page.oldest > position &+ 1, position > 0 || after != nil {
                session.say("entries \(position &+ 1) to \(page.oldest - 1) are no longer in the pump")
            }
            for entry in page.entries {
                if let file { try file.append(entry) } else { try session.tell(entry) }
            }
            try file?.flush()
            guard let last = page.entries.last?.number else { break }
            position = last
            progress.show(Int64(last), of: Int64(page.newest))
            if last >= page.newest { break }
        }
        progress.clear()
        if let file { session.say("\(file.path): \(name.rawValue) of pump \(serial) up to \(position)") }
    }
}

extension Session {
    /// One entry: a line of JSON, or of text.
    fileprivate func tell(_ entry: API.LogEntry) throws {
        try answer(entry) { _ in "\(entry.number)  \(Amounts.time(entry.at))  \(Amounts.printable(entry.text[...]))" }
    }
}
