import ControlAPI
import PumpModel
import WandClient

/// All that the live view knows, and from when it is. Pure: inputs and the time go in, effects come out.
///
/// The line: connecting (nothing was heard yet) -> catchingUp (the stream stands, and what is shown is from before) -> live -> lost
/// -> catchingUp, again and again. What was heard before a loss stays and is never shown as current.
struct WatchModel: Sendable {
    enum Line: Hashable, Sendable {
        case connecting
        case catchingUp
        case live
        /// - Parameter retryAt: on the clock that never jumps.
        case lost(reason: String, retryAtMilliseconds: Int64)
    }

    /// What the keys mean at the moment.
    enum Mode: Hashable, Sendable {
        case watching
        case help
        /// The reason for an emergency stop of this pump is being typed.
        case reason(pump: String, text: String)
    }

    struct HeardPump: Hashable, Sendable {
        var pump: API.Pump
        var heardAt: Moment
        /// What its age and its countdown lacked already when it was heard, in milliseconds.
        var lackMilliseconds: Int64 = 0
    }

    /// Silence after which nothing is current any more: more than two looks at the daemon went unanswered.
    static let silenceMilliseconds: Int64 = 12_000

    let socketPath: String
    private(set) var now: Moment
    private(set) var line = Line.connecting
    /// The last sign of life.
    private(set) var heardAt: Moment?
    var caller: API.Caller?
    private(set) var version: String?
    private(set) var health: API.Health?
    /// Why the last look found nothing.
    private(set) var unread: String?
    private(set) var wands: [API.Wand] = []
    private(set) var pumps: [HeardPump] = []
    private(set) var alarms: API.AlarmList?
    /// Newest first.
    private(set) var commands: [API.Command] = []
    var mode = Mode.watching
    var notice: WatchNotice?
    var selectedAlarm: UInt64?
    var selectedPump: String?

    init(socketPath: String, now: Moment) {
        self.socketPath = socketPath
        self.now = now
    }

    mutating func handle(_ input: WatchInput, at now: Moment) -> [WatchEffect] {
        self.now = now
        switch input {
        case .tick: return []
        case .key(let key): return press(key)
        case .told(let text):
            notice = WatchNotice(content: text, at: now.utc)
            return [.read]
        case .lost(let reason, let milliseconds):
            line = .lost(reason: reason, retryAtMilliseconds: now.uptimeMilliseconds + milliseconds)
            return []
        case .unread(let reason):
            unread = reason
            // what an event told of could not be read: nothing is current before it was
            if line == .live { line = .catchingUp }
            return []
        case .read(let reading):
            (heardAt, unread) = (now, nil)
            take(reading)
            return []
        case .heard(let content):
            heardAt = now
            return hear(content)
        }
    }

    /// Since when what is shown is not current; nil while it is.
    var staleSince: Moment? {
        guard let heardAt else { return nil }
        switch line {
        case .live:
            return now.uptimeMilliseconds - heardAt.uptimeMilliseconds > Self.silenceMilliseconds ? heardAt : nil
        case .connecting, .catchingUp, .lost: return heardAt
        }
    }

    /// Whether everything that is shown is as the daemon has it now.
    var isCurrent: Bool { line == .live && staleSince == nil }

    private mutating func hear(_ content: ServerEvent.Content) -> [WatchEffect] {
        switch content {
        case .hello(let hello):
            version = hello.version
            line = .catchingUp
            return [.read]
        case .bye: return []
        case .wand(let wand):
            if let index = wands.firstIndex(where: { $0.name == wand.name }) {
                wands[index] = wand
            } else {
                wands.append(wand)
            }
            return []
        case .pump(let pump):
            // an event is as old as what it tells of, and its ages are from then
            guard !pumps.contains(where: { $0.pump.serial == pump.serial && $0.pump.readAt == pump.readAt }) else {
                return []
            }
            let age = Timestamp(pump.readAt).map { now.utc.milliseconds(since: $0) } ?? 0
            take(pump, lackMilliseconds: age > pump.ageMilliseconds ? age - max(0, pump.ageMilliseconds) : 0)
            return []
        case .change(let change):
            notice = WatchNotice(content: .init(text: change.text, emphasis: .alert), at: now.utc)
            return [.read]
        case .command, .alarm, .session: return [.read]
        case .other: return []
        }
    }

    private mutating func take(_ reading: WatchReading) {
        caller = reading.caller
        version = reading.version
        health = reading.health
        wands = reading.wands
        // a pump that the daemon has not read since its start is not known any more; its alarms are
        pumps.removeAll { heard in !reading.pumps.contains { $0.serial == heard.pump.serial } }
        for pump in reading.pumps { take(pump) }
        alarms = reading.alarms
        commands = reading.commands
        if line == .catchingUp { line = .live }
        if selectedAlarm.map({ id in !reading.alarms.alarms.contains { $0.id == id } }) ?? true {
            selectedAlarm = reading.alarms.byUrgency.first?.id
        }
    }

    /// What was read later stays, in whatever order it arrives.
    private mutating func take(_ pump: API.Pump, lackMilliseconds: Int64 = 0) {
        let heard = HeardPump(pump: pump, heardAt: now, lackMilliseconds: lackMilliseconds)
        guard let index = pumps.firstIndex(where: { $0.pump.serial == pump.serial }) else {
            pumps.append(heard)
            pumps.sort { $0.pump.serial < $1.pump.serial }
            return
        }
        // by their ages: a wall clock can be set back between two readings
        let known = pumps[index]
        if pump.readAt == known.pump.readAt || heard.ageMilliseconds(at: now) <= known.ageMilliseconds(at: now) {
            pumps[index] = heard
        }
    }
}

extension WatchModel.HeardPump {
    /// Time since the reading.
    func ageMilliseconds(at now: Moment) -> Int64 {
        let (age, overflow) = max(0, pump.ageMilliseconds).addingReportingOverflow(sinceHeard(now))
        return overflow ? .max : age
    }

    private func sinceHeard(_ now: Moment) -> Int64 {
        max(0, now.uptimeMilliseconds - heardAt.uptimeMilliseconds) + lackMilliseconds
    }

    /// The countdown as it stands now.
    func withdrawal(at now: Moment) -> API.Withdrawal? {
        pump.withdrawal.map { heard in
            let (elapsed, overflow) = max(0, heard.elapsedSeconds).addingReportingOverflow(sinceHeard(now) / 1_000)
            return API.Withdrawal(
                stoppedSince: heard.stoppedSince, elapsedSeconds: overflow ? .max : elapsed,
                isAlarmRaised: heard.critical)
        }
    }
}

extension API.ChangeEvent {
    /// Loud, for people.
    var text: String {
        let revisions = [fromRevision, toRevision].compactMap { $0.map { "\($0)" } }.joined(separator: " to ")
        let what = revisions.isEmpty ? "" : ", revision \(revisions)"
        guard let command else {
            return "!! PUMP \(pumpSerial) WAS CHANGED\(what) by something that no command here explains: interrogate it"
        }
        return
            "!! PUMP \(pumpSerial): command \(command) WAS APPLIED AFTER ALL\(what), though it was called not applied"
    }
}
