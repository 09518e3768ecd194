internal import ArgumentParser

/// The virtual wand with a virtual pump behind it.
@main
struct WandSim: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "wandsim",
        abstract: "A virtual programmer wand with a virtual drug pump behind it, on a serial line.",
        discussion: """
            Exit codes: 0 ended by quit, SIGTERM or SIGINT; 1 a port, file or socket failed, or a control command \
            was refused; 64 wrong arguments; 65 the state file is damaged, foreign, or another pump's.
            """,
        subcommands: [Run.self, Control.self], defaultSubcommand: Run.self)
}
