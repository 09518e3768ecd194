/// The tool's own description of itself, as the argument parser writes it: the one definition that pages are made from.
struct HelpTree: Decodable {
    var command: Command

    struct Command: Decodable {
        var commandName: String
        /// From the outermost on.
        var superCommands: [String]?
        var shouldDisplay: Bool
        var abstract: String?
        var discussion: String?
        var defaultSubcommand: String?
        var subcommands: [Command]?
        var arguments: [Argument]?

        /// "wandctl audit export".
        var path: [String] { (superCommands ?? []) + [commandName] }
        var shownSubcommands: [Command] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }
        var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }
        /// This one and all below it.
        var all: [Command] { [self] + shownSubcommands.flatMap(\.all) }
    }

    struct Argument: Decodable {
        var kind: Kind
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var defaultValue: String?
        var abstract: String?
        var discussion: String?

        enum Kind: String, Decodable { case positional, option, flag }
    }

    struct Name: Decodable {
        var kind: Kind
        var name: String

        enum Kind: String, Decodable { case long, short, longWithSingleDash }

        /// As it is typed.
        var text: String { (kind == .long ? "--" : "-") + name }
    }
}

extension HelpTree.Argument {
    private var longest: String { names?.max { $0.name.count < $1.name.count }?.text ?? "" }

    /// "--socket <path>", "<pump>": as the synopsis and its list call it.
    var term: String {
        switch kind {
        case .positional: "<\(valueName ?? "value")>"
        case .option: (names ?? []).map(\.text).joined(separator: ", ") + " <\(valueName ?? "value")>"
        case .flag: (names ?? []).map(\.text).joined(separator: ", ")
        }
    }

    /// "[--socket <path>]", with `...` where it may be repeated.
    var usage: String {
        let base =
            switch kind {
            case .positional: "<\(valueName ?? "value")>"
            case .option: "\(longest) <\(valueName ?? "value")>"
            case .flag: longest
            }
        return (isOptional ? "[\(base)]" : base) + (isRepeating ? " ..." : "")
    }
}
