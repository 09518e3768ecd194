import ArgumentParser

/// What runs on virtual time: faults from seeds, when nothing else is said, and stories from files.
@main struct SimulateTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "Runs wandd's therapy path against a virtual wand on virtual time.",
        subcommands: [Simulate.self, StoryCommand.self], defaultSubcommand: Simulate.self)
}
