/// One page of the manual, in the language of man(7).
struct ManPage {
    private static let section = 1

    let command: HelpTree.Command
    /// Of the tool.
    let version: String
    /// The day on which it is made: "2026-11-23".
    let date: String
    /// Its whole tree, for the pages that belong together.
    let root: HelpTree.Command

    /// "wandctl-audit-export".
    var name: String { command.path.joined(separator: "-") }
    var fileName: String { "\(name).\(Self.section)" }

    func roff() -> String {
        var page = Roff()
        page.title(
            name, section: Self.section, date: date, source: "wandctl \(version)", manual: "Drug pump programmer wand")
        page.section("NAME")
        page.text("\(name) - \(Self.lowered(command.abstract ?? ""))")
        synopsis(&page)
        let discussion = Discussion(command.discussion ?? "")
        page.section("DESCRIPTION")
        page.text(command.abstract ?? "")
        discussion.paragraphs.forEach { page.paragraph($0) }
        arguments(&page)
        subcommands(&page)
        if !discussion.examples.isEmpty {
            page.section("EXAMPLES")
            page.literal(discussion.examples)
        }
        page.section("EXIT STATUS")
        for ending in Ending.allCases { page.item("\(ending.rawValue)", ending.meaning) }
        surroundings(&page)
        page.section("SEE ALSO")
        page.references(related.map { ($0, Self.section) })
        return page.text
    }

    private func synopsis(_ page: inout Roff) {
        page.section("SYNOPSIS")
        let words = command.shownArguments.map(\.usage)
        page.synopsis(
            command.path.joined(separator: " "), words + (command.shownSubcommands.isEmpty ? [] : ["<subcommand>"]))
    }

    private func arguments(_ page: inout Roff) {
        let shown = command.shownArguments
        for (title, part) in [
            ("ARGUMENTS", shown.filter { $0.kind == .positional }),
            ("OPTIONS", shown.filter { $0.kind != .positional }),
        ] where !part.isEmpty {
            page.section(title)
            for argument in part {
                let standard = argument.defaultValue.map { " Standard: \($0)." } ?? ""
                let text = [argument.abstract, argument.discussion].compactMap { $0 }.joined(separator: " ")
                page.item(argument.term, text + standard)
            }
        }
    }

    private func subcommands(_ page: inout Roff) {
        guard !command.shownSubcommands.isEmpty else { return }
        page.section("SUBCOMMANDS")
        for subcommand in command.shownSubcommands {
            let isStandard = subcommand.commandName == command.defaultSubcommand
            page.item(
                subcommand.commandName,
                (subcommand.abstract ?? "") + (isStandard ? " This is what happens when none is named." : ""))
        }
    }

    private func surroundings(_ page: inout Roff) {
        page.section("ENVIRONMENT")
        page.item("WANDD_SOCKET", "The daemon's socket, unless --socket names one.")
        page.item("NO_COLOR", "When it is set and not empty, nothing is coloured.")
        page.item(
            "LC_ALL, LC_CTYPE, LANG", "Without UTF-8 in the first one that is set, 'wandctl watch' draws with ASCII.")
        page.section("FILES")
        page.item("/run/wandd/wandd.sock", "The daemon's socket.")
        page.item("/etc/wandd/wandd.yaml", "The daemon's configuration: who may do what stands there under 'access'.")
    }

    /// The page above and those below; of the tool itself, the daemon.
    private var related: [String] {
        let above = command.path.dropLast().isEmpty ? [] : [command.path.dropLast().joined(separator: "-")]
        let below = command.shownSubcommands.map { $0.path.joined(separator: "-") }
        let beside = root.all.filter { $0.path.dropLast() == command.path.dropLast() && $0.path != command.path }
            .map { $0.path.joined(separator: "-") }
        return above + (below.isEmpty ? beside : below)
    }

    /// The first letter small and no full stop, as the line under NAME is written; what is in capitals stays.
    private static func lowered(_ text: String) -> String {
        var text = text.hasSuffix(".") ? String(text.dropLast()) : text
        let second = text.dropFirst().first
        if second?.isUppercase != true { text = text.prefix(1).lowercased() + text.dropFirst() }
        return text
    }
}
