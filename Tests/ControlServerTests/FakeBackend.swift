import Access
import AlarmDesk
import AuditTrail
import CommandQueue
import ControlAPI
import ControlServer
import Dosing
import PumpModel
import Synchronization
import WandProtocol
import WandService

/// A backend that answers what a test tells it to, and remembers what it was asked.
final class FakeBackend: ControlBackend {
    struct Script: Sendable {
        var wands: [WandSnapshot] = [Sample.wand()]
        var pumps: [PumpSnapshot] = [Sample.pump()]
        var commands: [Command] = [Sample.command()]
        /// What every call that can refuse does.
        var refusal: Refusal?
        var proposal: Proposal? = Sample.proposal
        var trail = Sample.trail
        /// The record before the trail's first one.
        var anchor = AuditHead.beginning
        /// What every question about the trail is answered with.
        var unavailable: AuditUnavailable?
        var journalProblem: String?
        var rules = DosingRules.bench
        var alarms: [ListedAlarm] = []
        /// What an acknowledgement or a silence comes to.
        var alarmActions: [AlarmAction] = []
        var logPage: LogPage?
        var contact: String?
        /// Of the configuration.
        var mistakes: String?
        /// What happens while the trail is read, before the page is.
        var whilePaging: (@Sendable () async -> Void)?
    }

    /// What was asked, in order.
    enum Asked: Equatable, Sendable {
        case interrogate(String)
        case propose(CommandRequest)
        case submit(CommandRequest)
        case confirm(TransactionID, digest: String, userID: UInt32)
        case cancel(TransactionID, userID: UInt32)
        case stop(PumpSerial, Command.Origin)
        case command(TransactionID, after: UInt32?, waitMilliseconds: Int64)
        case audit(after: Int64, limit: Int, AuditQuery)
        case explain(CommandRequest)
        case readLog(LogRequest)
        case alarm(AlarmEvent)
    }

    private let script: Mutex<Script>
    private let log = Mutex<[Asked]>([])
    private let kept = Mutex<[AccessNote]>([])
    let clock = TestClock()
    /// Yields once per call that waits for a change.
    let waits: AsyncStream<Void>
    private let didWait: AsyncStream<Void>.Continuation

    init(_ script: Script = Script()) {
        self.script = Mutex(script)
        (waits, didWait) = AsyncStream.makeStream()
    }

    convenience init(refusing refusal: Refusal) {
        var script = Script()
        script.refusal = refusal
        self.init(script)
    }

    var asked: [Asked] { log.withLock { $0 } }
    /// What the audit trail was told of who came.
    var notes: [AccessNote] { kept.withLock { $0 } }
    @Sendable func keep(_ notes: [AccessNote]) { kept.withLock { $0 += notes } }
    /// The number of the trail's newest record.
    var head: Int64 { script.withLock { $0.trail.last?.sequence ?? $0.anchor.sequence } }

    /// From now on it answers something else.
    func rewrite(_ body: (inout sending Script) -> Void) { script.withLock { body(&$0) } }

    func settings() -> API.Settings {
        let level = API.Setting(
            key: "log.level", value: "info", origin: .file, line: 7, needsRestart: false)
        return API.Settings(file: "/etc/wandd/wandd.yaml", settings: [level])
    }

    func reload(by userID: UInt32) async throws(SettingsRefused) -> API.Reload {
        if let mistakes = script.withLock({ $0.mistakes }) { throw SettingsRefused(mistakes) }
        return API.Reload(applied: ["log.level"], needsRestart: [])
    }

    private func note(_ asked: Asked) throws(Refusal) -> Script {
        log.withLock { $0.append(asked) }
        let now = script.withLock { $0 }
        if let refusal = now.refusal { throw refusal }
        return now
    }

    private func first(_ script: Script) throws(Refusal) -> Command {
        guard let command = script.commands.first else { throw .unknownCommand(Sample.id) }
        return command
    }

    var cardPolicy: RegistrationCard.Policy { RegistrationCard.Policy() }
    var contact: String? { script.withLock { $0.contact } }
    func wands() async -> [WandSnapshot] { script.withLock { $0.wands } }
    func pumps() async -> [PumpSnapshot] { script.withLock { $0.pumps } }
    func pump(_ serial: PumpSerial) async -> PumpSnapshot? {
        script.withLock { $0.pumps.first { $0.known.report.identity.serial == serial } }
    }
    func commands(pump: PumpSerial?) async -> [Command] {
        script.withLock { script in script.commands.filter { pump == nil || $0.pump == pump } }
    }
    func uptimeMilliseconds() async -> Int64 { 1_234 }
    func journalProblem() async -> String? { script.withLock { $0.journalProblem } }

    func auditBounds() async throws(AuditUnavailable) -> (anchor: AuditHead, head: AuditHead) {
        let now = script.withLock { $0 }
        if let unavailable = now.unavailable { throw unavailable }
        return (now.anchor, now.trail.last.map { AuditHead(sequence: $0.sequence, hash: $0.hash) } ?? now.anchor)
    }

    /// Filters by nothing: that is the store's to do.
    func audit(after: Int64, limit: Int, filter: AuditQuery) async throws(AuditUnavailable) -> [AuditRecord] {
        log.withLock { $0.append(.audit(after: after, limit: limit, filter)) }
        await script.withLock { $0.whilePaging }?()
        let now = script.withLock { $0 }
        if let unavailable = now.unavailable { throw unavailable }
        return Array(now.trail.filter { $0.sequence > after }.prefix(limit))
    }

    func interrogate(wand: String) async throws(Refusal) -> PumpSnapshot? {
        let script = try note(.interrogate(wand))
        return script.wands.contains { $0.name == wand } ? script.pumps.first : nil
    }
    func propose(_ request: CommandRequest) async throws(Refusal) -> Proposal {
        guard let proposal = try note(.propose(request)).proposal else { throw .unknownPump(request.pump) }
        return proposal
    }
    func explain(_ request: CommandRequest) async throws(Refusal) -> Judgement {
        let now = try note(.explain(request))
        guard let known = now.pumps.first?.known else { throw .unknownPump(request.pump) }
        return now.rules.judge(request.change, on: known.report, history: .unknown, at: known.readAt.utc)
    }
    func readLog(_ request: LogRequest) async throws(Refusal) -> LogPage {
        guard let page = try note(.readLog(request)).logPage else { throw .noAnswer }
        return page
    }
    var rules: DosingRules { script.withLock { $0.rules } }
    func alarms() async -> (listed: [ListedAlarm], sounding: Sounding?) { (script.withLock { $0.alarms }, nil) }
    func isWatched(_ pump: PumpSerial) async -> Bool { await self.pump(pump) != nil }
    func alarm(_ event: AlarmEvent) async -> [AlarmAction] {
        log.withLock { $0.append(.alarm(event)) }
        return script.withLock { $0.alarmActions }
    }
    func submit(_ request: CommandRequest) async throws(Refusal) -> Command { try first(note(.submit(request))) }
    func confirm(_ id: TransactionID, digest: String, userID: UInt32) async throws(Refusal) -> Command {
        try first(note(.confirm(id, digest: digest, userID: userID)))
    }
    func cancel(_ id: TransactionID, userID: UInt32) async throws(Refusal) -> Command {
        try first(note(.cancel(id, userID: userID)))
    }
    func stop(_ pump: PumpSerial, origin: Command.Origin) async throws(Refusal) -> Command {
        try first(note(.stop(pump, origin)))
    }

    /// A wait lasts until its task is cancelled: nothing here ever changes by itself.
    func command(
        _ id: TransactionID, after version: UInt32?, waitMilliseconds: Int64
    ) async throws(Refusal) -> Command {
        let script = try note(.command(id, after: version, waitMilliseconds: waitMilliseconds))
        if waitMilliseconds > 0 {
            didWait.yield()
            let never = AsyncStream<Void>.makeStream()
            for await _ in never.stream {}
        }
        return try first(script)
    }
}
