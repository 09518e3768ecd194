import AlarmDesk
import AuditTrail
import CommandQueue
import ControlAPI
import ControlServer
import DaemonConfiguration
import Dosing
import PumpModel
import SQLiteJournal
import WandProtocol
import WandService

/// The desks and the journal as what the control API asks.
struct Backend: ControlBackend {
    let directory: WandDirectory
    let database: JournalDatabase
    let alarmStation: AlarmStation
    let rules: DosingRules
    let live: LiveSettings
    /// Reads the configuration again, for that user.
    let reloading: @Sendable (UInt32) async throws(SettingsRefused) -> API.Reload

    var cardPolicy: RegistrationCard.Policy { live.configuration.card }
    var contact: String? { live.configuration.contact }
    func settings() -> API.Settings { live.settings }
    func reload(by userID: UInt32) async throws(SettingsRefused) -> API.Reload { try await reloading(userID) }

    func wands() async -> [WandSnapshot] { await directory.wands() }
    func pumps() async -> [PumpSnapshot] { await directory.pumps() }
    func pump(_ serial: PumpSerial) async -> PumpSnapshot? { await directory.pump(serial) }
    func uptimeMilliseconds() async -> Int64 { await directory.uptimeMilliseconds() }

    func interrogate(wand: String) async throws(Refusal) -> PumpSnapshot? {
        try await directory.interrogate(wand: wand)
    }

    func alarms() async -> (listed: [ListedAlarm], sounding: Sounding?) { alarmStation.alarms() }
    func isWatched(_ pump: PumpSerial) async -> Bool { alarmStation.isWatched(pump) }
    func alarm(_ event: AlarmEvent) async -> [AlarmAction] { alarmStation.handle(event) }

    func explain(_ request: CommandRequest) async throws(Refusal) -> Judgement { try await directory.explain(request) }

    func readLog(_ request: LogRequest) async throws(Refusal) -> LogPage { try await directory.readLog(request) }

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

    func journalProblem() async -> String? {
        database.isWritable ? await directory.journalProblem() : "\(database.path) can not be written"
    }

    func auditBounds() async throws(AuditUnavailable) -> (anchor: AuditHead, head: AuditHead) {
        do {
            return try await database.auditBounds()
        } catch {
            throw AuditUnavailable("\(error)")
        }
    }

    func audit(after: Int64, limit: Int, filter: AuditQuery) async throws(AuditUnavailable) -> [AuditRecord] {
        let wanted = AuditFilter(
            pump: filter.pump, command: filter.command, kind: filter.kind, user: filter.userID,
            since: filter.since?.millisecondsSince1970, until: filter.until?.millisecondsSince1970)
        do {
            return try await database.audit(after: after, limit: limit, filter: wanted)
        } catch {
            throw AuditUnavailable("\(error)")
        }
    }
}
