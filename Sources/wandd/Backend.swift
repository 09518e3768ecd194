import CommandQueue
import ControlServer
import PumpModel
import WandService

/// The desks as what the control API asks.
struct Backend: ControlBackend {
    let directory: WandDirectory
    let cardPolicy: RegistrationCard.Policy

    func wands() async -> [WandSnapshot] { await directory.wands() }
    func pumps() async -> [PumpSnapshot] { await directory.pumps() }
    func pump(_ serial: PumpSerial) async -> PumpSnapshot? { await directory.pump(serial) }
    func uptimeMilliseconds() async -> Int64 { await directory.uptimeMilliseconds() }

    func interrogate(wand: String) async throws(Refusal) -> PumpSnapshot? {
        try await directory.interrogate(wand: wand)
    }

    func propose(_ request: CommandRequest) async throws(Refusal) -> Proposal {
        try await directory.propose(request)
    }

    func submit(_ request: CommandRequest) async throws(Refusal) -> Command {
        try await directory.submit(request)
    }

    func confirm(_ id: TransactionID, digest: String, userID: UInt32) async throws(Refusal) -> Command {
        try await directory.confirm(id, digest: digest, userID: userID)
    }

    func cancel(_ id: TransactionID, userID: UInt32) async throws(Refusal) -> Command {
        try await directory.cancel(id, userID: userID)
    }

    func stop(_ pump: PumpSerial, origin: Command.Origin) async throws(Refusal) -> Command {
        try await directory.stop(pump, origin: origin)
    }

    func command(
        _ id: TransactionID, after version: UInt32?, waitMilliseconds: Int64
    ) async throws(Refusal) -> Command {
        try await directory.command(id, after: version, waitMilliseconds: waitMilliseconds)
    }

    func commands(pump: PumpSerial?) async -> [Command] { await directory.commands(pump: pump) }
}
