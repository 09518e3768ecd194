import ArgumentParser
import ControlAPI
import WandClient

/// What every change of a pump takes besides what is changed: who, why, and how it is confirmed.
struct ChangeOptions: ParsableArguments {
    @Option(help: "The pump's serial; the one in range when it is left out.", completion: .pumps) var pump: String?
    @Option(name: .customLong("operator"), help: "Who changes it.") var operatorName: String
    @Option(help: "Why.") var reason: String
    @Option(name: .customLong("override"), help: "Passes soft limits, for this reason.") var overrideReason: String?
    @Option(help: "Seconds in which it may be applied.") var lifetime: Int64?
    @Option(help: "Names this change, so that it can be sent again.") var idempotencyKey: String?
    @Option(help: "Follow it for so many seconds after the confirmation.") var wait: Int = 180
    @Flag(help: "Show what would change, with its digest; submit nothing.") var dryRun = false
    @Flag(help: "Confirm without asking; needs --digest.") var yes = false
    @Option(help: "The digest that --dry-run printed.") var digest: String?

    func validate() throws {
        if dryRun { return }
        guard yes == (digest != nil) else {
            throw ValidationError("--yes and --digest belong together: --dry-run prints the digest.")
        }
        guard yes || Terminal.isInputInteractive else {
            throw ValidationError(
                "Without a terminal nobody can confirm: run with --dry-run first, then with --yes --digest HEX.")
        }
    }
}

/// What a change is made of; at least one of them.
struct ChangeContent {
    var program: API.Program?
    var refill: API.Refill?
    var setUp: API.SetUp?
    var clockCorrectionMilliseconds: Int64?
    /// For people, before anything is submitted: where the numbers come from.
    var explanation: [String] = []
}

/// A command that changes a pump: reads it, has it hold the change without applying it, shows old and new side by side, and
/// applies it once it was confirmed.
protocol ChangeCommand: DaemonCommand {
    var change: ChangeOptions { get }
    /// What is to be changed on the pump as it was just read.
    func content(on pump: API.Pump, _ session: Session) async throws -> ChangeContent
}

extension ChangeCommand {
    /// What is to be known before anything is planned: above all that the pump delivers nothing.
    static func warnings(about pump: API.Pump, by wand: API.Wand, _ style: Style) -> [String] {
        (wand.isUnpaired ? [style.alert("*** UNPAIRED wand: for the bench only")] : []) + pump.dangers(style)
    }

    func run(_ session: Session) async throws {
        let (wand, serial) = try Session.choose(reaching: change.pump, from: try await session.client.wands())
        let report = try await session.client.interrogate(wand: wand.name)
        guard report.serial == serial else {
            throw Failure(.refused, "the wand now reaches pump \(report.serial), not \(serial)")
        }
        for line in Self.warnings(about: report, by: wand, session.style) { session.say(line) }
        let content = try await content(on: report, session)
        for line in content.explanation { session.say(line) }
        try await ChangeFlow(options: change, session: session, pump: report).carry(
            API.CommandSubmission(
                pumpSerial: serial, baseRevision: report.revision, program: content.program, refill: content.refill,
                setUp: content.setUp, clockCorrectionMilliseconds: content.clockCorrectionMilliseconds,
                operator: change.operatorName, reason: change.reason, overrideReason: change.overrideReason,
                lifetimeSeconds: change.lifetime))
    }
}
