import AlarmDesk
import PumpModel

/// A desk with its clocks, and what it has told.
final class DeskBench {
    var desk: AlarmDesk
    var now = DeskBench.start
    /// All that was told.
    var told: [AlarmAction] = []
    /// What the last event told.
    var last: [AlarmAction] = []

    static let minute: Int64 = 60_000
    static let hour = 60 * minute
    static let day = 24 * hour
    /// 2026-03-01T12:00Z, after 100 days of uptime.
    static let start = Moment(uptimeMilliseconds: 100 * day, utc: Timestamp(clamping: 1_772_366_400_000))
    static let pump = PumpSerial(checked: "PUMP-1")
    static let other = PumpSerial(checked: "PUMP-2")
    static let wand = WandSerial(checked: "WAND-1")
    static let otherWand = WandSerial(checked: "WAND-2")
    static let nurse: UInt32 = 1_001

    init(_ policy: AlarmPolicy = AlarmPolicy(), limit: Int = 8, firstID: UInt64 = 1) {
        desk = AlarmDesk(policy: policy, limit: limit, firstID: firstID)
    }

    func handle(_ event: AlarmEvent) {
        last = []
        desk.handle(event, at: now, into: &last)
        told += last
    }

    func pass(_ milliseconds: Int64) {
        now.uptimeMilliseconds += milliseconds
        now.utc = now.utc.advanced(byMilliseconds: milliseconds)
    }

    /// Lets time pass, and ticks once, at its end.
    func tick(after milliseconds: Int64) {
        pass(milliseconds)
        handle(.tick)
    }

    /// A reading taken now. `alarms` as causes and how long ago each began; times of the pump in milliseconds ago, dates
    /// in milliseconds ahead.
    func facts(
        _ alarms: [AlarmCause: Int64] = [:], of pump: PumpSerial = DeskBench.pump, wand: WandSerial? = DeskBench.wand,
        stoppedFor: Int64? = nil, staged: Bool = false, refillIn: Int64? = nil, lowIn: Int64? = nil,
        emptyIn: Int64? = nil, clockAhead: Int64 = 0, readAgo: Int64 = 0
    ) -> PumpFacts {
        let readAt = Moment(
            uptimeMilliseconds: now.uptimeMilliseconds - readAgo, utc: now.utc.advanced(byMilliseconds: -readAgo))
        let clock = readAt.utc.advanced(byMilliseconds: clockAhead)
        return PumpFacts(
            serial: pump, wand: wand, readAt: readAt, clock: clock,
            alarms: alarms.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                Alarm(cause: $0.key, since: clock.advanced(byMilliseconds: -$0.value))
            },
            nothingFlowsSince: stoppedFor.map { clock.advanced(byMilliseconds: -$0) }, holdsStagedProgram: staged,
            lowReservoirDate: lowIn.map { readAt.utc.advanced(byMilliseconds: $0) },
            refillBy: refillIn.map { readAt.utc.advanced(byMilliseconds: $0) },
            emptyDate: emptyIn.map { readAt.utc.advanced(byMilliseconds: $0) })
    }

    func read(
        _ alarms: [AlarmCause: Int64] = [:], of pump: PumpSerial = DeskBench.pump, stoppedFor: Int64? = nil
    ) {
        handle(.read(facts(alarms, of: pump, stoppedFor: stoppedFor)))
    }

    func alarm(_ name: AlarmName, of pump: PumpSerial? = DeskBench.pump) -> ListedAlarm? {
        desk.shown.first { $0.name == name && $0.pump == pump }
    }

    func acknowledge(_ name: AlarmName, of pump: PumpSerial? = DeskBench.pump) {
        handle(.acknowledge(alarm(name, of: pump)?.id ?? AlarmID(0), by: DeskBench.nurse))
    }

    func silence(_ name: AlarmName, of pump: PumpSerial? = DeskBench.pump) {
        handle(.silence(alarm(name, of: pump)?.id ?? AlarmID(0), by: DeskBench.nurse))
    }

    /// The session latch of a pump.
    func session(_ pump: PumpSerial = DeskBench.pump) -> SessionLatch? { desk.session(of: pump) }

    var names: [AlarmName] { desk.shown.map(\.name) }
}

extension AlarmAction {
    /// One word for what it tells; exhaustive on purpose: a new action has to be thought about here. None may ask for
    /// anything that a pump does.
    var word: String {
        switch self {
        case .raised(let alarm): "raised \(alarm.name)"
        case .worsened(let alarm, let from): "worsened \(alarm.name) \(from)>\(alarm.priority)"
        case .eased(let alarm, let from): "eased \(alarm.name) \(from)>\(alarm.priority)"
        case .cleared(let alarm, let stays): "cleared \(alarm.name)\(stays ? " stays" : "")"
        case .acknowledged(let alarm, let user): "acknowledged \(alarm.name) by \(user)"
        case .acknowledgementLapsed(let alarm, let user): "lapsed \(alarm.name) of \(user)"
        case .silenced(let alarm, let user): "silenced \(alarm.name) by \(user)"
        case .silenceEnded(let alarm, let end): "silenceEnded \(alarm.name) \(end)"
        case .sounding(let sounding): "sounding \(sounding.map { $0.alarmClass.rawValue } ?? "nothing")"
        case .refused(let id, let refusal, let user): "refused \(id) \(refusal) to \(user)"
        case .repeatedStopStart(let pump, let name): "repeatedStopStart \(pump) \(name)"
        case .session(let pump, let change): "session \(pump) \(change)"
        case .forgotten(let pump, let user): "forgotten \(pump) by \(user)"
        case .dropped(let pump): "dropped \(pump)"
        case .turnedAway(let pump): "turnedAway \(pump)"
        }
    }
}
