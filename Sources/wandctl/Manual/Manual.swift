import ArgumentParser
import ControlAPI
import Glibc
import PumpModel

struct Manual: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Write the manual pages, from the same definition as the help texts.",
        discussion: """
            With --output the page of every command, as wandctl.1, wandctl-dose.1 and so on; without it the one page that is \
            named, for man or a printer. Works without the daemon.

            They bear today's date, or that of SOURCE_DATE_EPOCH.

            Examples:
              wandctl manual dose | man -l -
              wandctl manual --output man1
            """)
    @Argument(help: "The command: 'dose', 'audit export'; wandctl itself when it is left out.") var command: [String] =
        []
    @Option(
        help: ArgumentHelp("Write all pages into this folder, which is made if there is none.", valueName: "folder"),
        completion: .directory)
    var output: String?

    func validate() throws {
        guard output == nil || command.isEmpty else {
            throw ValidationError("--output writes the pages of all commands: name none.")
        }
        guard try Self.pages().contains(where: { Array($0.command.path.dropFirst()) == command }) else {
            throw ValidationError("'\(command.joined(separator: " "))' is no command: 'wandctl help' lists them.")
        }
    }

    func run() throws {
        let pages = try Self.pages()
        guard let output else {
            let named = pages.first { Array($0.command.path.dropFirst()) == command }
            return Terminal.print(named.map { String($0.roff().dropLast()) } ?? "")
        }
        do {
            try Self.write(pages, to: output)
        } catch {
            error.tell()
            throw ExitCode(error.status.rawValue)
        }
    }

    /// One page for each command that is shown.
    static func pages() throws -> [ManPage] {
        let root = try JSONText.decode(HelpTree.self, from: Wandctl._dumpHelp().utf8).command
        return root.all.map { ManPage(command: $0, version: Wandctl.version, date: date, root: root) }
    }

    /// Today, or the day that a build which is to be repeatable names.
    private static var date: String {
        let seconds = Terminal.environment("SOURCE_DATE_EPOCH").flatMap { Int64($0) }
        let bounded = seconds.map { min(max($0, 0), Timestamp.range.upperBound / 1_000) }
        return (bounded.map { Timestamp(clamping: $0 * 1_000) } ?? Session.now).dateText
    }

    static func write(_ pages: [ManPage], to folder: String) throws(Failure) {
        guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw unusable(folder) }
        for page in pages {
            let path = "\(folder)/\(page.fileName)"
            let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard descriptor >= 0 else { throw unusable(path) }
            defer { close(descriptor) }
            var bytes = Array(page.roff().utf8)[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw unusable(path) }
                bytes.removeFirst(count)
            }
        }
        Terminal.print("\(pages.count) pages in \(folder)")
    }

    private static func unusable(_ path: String) -> Failure {
        Failure(.other, "\(path) can not be written: \(String(cString: strerror(errno)))")
    }
}
