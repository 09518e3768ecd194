package import AlarmDesk
package import AuditTrail
package import ControlAPI
package import CommandQueue
package import Dosing
package import PumpModel
package import WandProtocol
package import WandService

/// What the control API asks of the daemon. The routes know this and nothing below it.
package protocol ControlBackend: Sendable {
    /// All configured wands, by name.
    func wands() async -> [WandSnapshot]
    /// The last report of every pump that was read, by serial.
    func pumps() async -> [PumpSnapshot]
    func pump(_ serial: PumpSerial) async -> PumpSnapshot?
    /// How pessimistic the dates of a registration card are.
    var cardPolicy: RegistrationCard.Policy { get }
    /// Who families and rescuers call: the line for card and report; nil when the site names nobody.
    var contact: String? { get }

    /// Reads the pump in range of a wand, sharing a flight that is under way. Nil for an unknown wand.
    func interrogate(wand: String) async throws(Refusal) -> PumpSnapshot?

    /// The alarms in order of occurrence, and what is to be heard.
    func alarms() async -> (listed: [ListedAlarm], sounding: Sounding?)
    /// Whether anything is known of a pump that could raise one.
    func isWatched(_ pump: PumpSerial) async -> Bool
    /// Acknowledges or silences one.
    func alarm(_ event: AlarmEvent) async -> [AlarmAction]

    /// Every rule and what it says of a request; nothing is submitted.
    func explain(_ request: CommandRequest) async throws(Refusal) -> Judgement
    /// What therapy is judged by.
    var rules: DosingRules { get }

    /// A page of a pump's log.
    func readLog(_ request: LogRequest) async throws(Refusal) -> LogPage

    /// Old and new side by side, without submitting anything.
    func propose(_ request: CommandRequest) async throws(Refusal) -> Proposal
    /// Accepts a command; returns once it is durable.
    func submit(_ request: CommandRequest) async throws(Refusal) -> Command
    /// Confirms what the pump holds, by the digest of the proposal.
    func confirm(_ id: TransactionID, digest: String, userID: UInt32) async throws(Refusal) -> Command
    func cancel(_ id: TransactionID, userID: UInt32) async throws(Refusal) -> Command
    /// Emergency stop.
    func stop(_ pump: PumpSerial, origin: Command.Origin) async throws(Refusal) -> Command

    /// A command; with `after`, waits up to `milliseconds` until its version is higher or it has ended.
    func command(_ id: TransactionID, after version: UInt32?, waitMilliseconds: Int64) async throws(Refusal) -> Command
    /// The commands that are known, newest first; only those of `pump` if it is named.
    func commands(pump: PumpSerial?) async -> [Command]
    /// The record before the oldest of the audit trail, and the newest.
    func auditBounds() async throws(AuditUnavailable) -> (anchor: AuditHead, head: AuditHead)
    /// The audit records after number `after` that match, oldest first, at most `limit` of them (up to
    /// `Limits.auditPageRecords` and one more).
    func audit(after: Int64, limit: Int, filter: AuditQuery) async throws(AuditUnavailable) -> [AuditRecord]
    /// Why the journal takes nothing, and what to do; nil when it works.
    func journalProblem() async -> String?

    /// What is in force, and where each value comes from.
    func settings() -> API.Settings
    /// Reads the configuration again; nothing changes when it is not acceptable.
    func reload(by userID: UInt32) async throws(SettingsRefused) -> API.Reload

    /// Milliseconds since the daemon started.
    func uptimeMilliseconds() async -> Int64
}

/// The configuration is not acceptable: all its mistakes, a line each.
package struct SettingsRefused: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
    package init(_ description: String) { self.description = description }
}
