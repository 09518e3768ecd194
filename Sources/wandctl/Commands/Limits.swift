import ArgumentParser
import ControlAPI
import WandClient

struct LimitsCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "limits", abstract: "Explain which rules a change would meet or break, and why; change nothing.",
        discussion: """
            Takes the same program as 'wandctl dose'. Without one it shows the drug library. Ends with 3 when the change \
            would be refused, or needs an override.

            Examples:
              wandctl limits
              wandctl limits 180
              wandctl limits --bolus 200 --over 10m
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var order: DoseOrder
    @Option(help: "The pump's serial; the one in range when it is left out.", completion: .pumps) var pump: String?
    @Flag(help: "Every rule, also those that the change has nothing to do with.") var all = false

    func run(_ session: Session) async throws {
        guard order.isGiven else {
            let library = try await session.client.library()
            return try session.answer(library) { library.text($0) }
        }
        let (wand, serial) = try Session.choose(reaching: pump, from: try await session.client.wands())
        let report = try await session.client.interrogate(wand: wand.name)
        guard report.serial == serial else {
            throw Failure(.refused, "the wand now reaches pump \(report.serial), not \(serial)")
        }
        let limits = try await session.client.explain(
            API.CommandSubmission(
                pumpSerial: serial, baseRevision: report.revision, program: try order.program(on: report),
                operator: "wandctl limits", reason: "a question"))
        try session.answer(limits) { limits.text($0, all: all) }
        if limits.verdict != .accepted { throw ExitCode(Ending.refused.rawValue) }
    }
}
