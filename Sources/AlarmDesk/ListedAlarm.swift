package import PumpModel

/// Names one occurrence of an alarm: an alarm that returns has a new one. Ascending, never reused in one run.
package struct AlarmID: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let number: UInt64
    package init(_ number: UInt64) { self.number = number }
    /// The one after it; the last one has none after it, and no run comes near it.
    var next: AlarmID { AlarmID(number == .max ? number : number + 1) }
    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    package var description: String { String(number) }
}

/// An alarm as people see it: of one pump (or of the desk itself) and one name, there is at most one.
///
/// ```
///             silence                   acknowledge
/// sounding  ----------> silenced      ---------------> acknowledged
///    ^  |  <----------     |                                |
///    |  |   time, link,    | acknowledge                    | worse; or, of a critical one, an hour passed
///    |  |   worse          +-----------> acknowledged       +-----------> sounding
///    |  |
///    |  +-- cause ends --> critical: cleared; else: gone      (likewise from silenced; from acknowledged: gone)
///    |                        |  acknowledge --> gone
///    +---- cause returns -----+
/// ```
package struct ListedAlarm: Hashable, Sendable {
    package let id: AlarmID
    /// nil for an alarm of the desk itself.
    package let pump: PumpSerial?
    package let name: AlarmName
    package internal(set) var priority: AlarmPriority
    /// When the cause began: by the pump's word where it has one, on the daemon's clocks. Fixed for one occurrence.
    package let since: Moment
    /// When the desk learned of it.
    package let raisedAt: Moment
    /// How often the cause of a critical alarm came without anybody acknowledging it; else 1.
    package let occurrences: Int
    package internal(set) var state: State
    /// The pump's own word on `since`; nil while only the daemon says so. Another word is another occurrence.
    var pumpSince: Timestamp?

    package init(
        id: AlarmID, pump: PumpSerial?, name: AlarmName, priority: AlarmPriority, since: Moment, raisedAt: Moment,
        occurrences: Int, state: State
    ) {
        self.id = id
        self.pump = pump
        self.name = name
        self.priority = priority
        self.since = since
        self.raisedAt = raisedAt
        self.occurrences = occurrences
        self.state = state
    }

    package enum State: Hashable, Sendable {
        /// The cause stands and nobody has acknowledged it.
        case sounding
        /// The cause stands; quiet until the moment given, or until the link is lost, or it gets worse.
        case silenced(until: Moment, by: UInt32)
        /// The cause stands and somebody knows. A critical one sounds again at `lapsesAt`; nil: never by time.
        case acknowledged(by: UInt32, at: Moment, lapsesAt: Moment?)
        /// The cause of a critical alarm is gone before anybody acknowledged it: it does not sound, and stays.
        case cleared(at: Moment)

        /// The stable name used in JSON.
        package var name: String {
            switch self {
            case .sounding: "sounding"
            case .silenced: "silenced"
            case .acknowledged: "acknowledged"
            case .cleared: "clearedNotAcknowledged"
            }
        }
    }

    package var alarmClass: AlarmClass { name.alarmClass }
    package var isSounding: Bool { state == .sounding }

    /// Whether its cause stands.
    package var isStanding: Bool {
        switch state {
        case .sounding, .silenced, .acknowledged: true
        case .cleared: false
        }
    }

    /// The end of its silence; nil when it is not silenced.
    package var silencedUntil: Moment? {
        switch state {
        case .silenced(let until, _): until
        case .sounding, .acknowledged, .cleared: nil
        }
    }

    /// When time alone changes its state, in monotonic milliseconds.
    var nextChange: Int64? {
        switch state {
        case .silenced(let until, _): until.uptimeMilliseconds
        case .acknowledged(_, _, let lapsesAt): lapsesAt?.uptimeMilliseconds
        case .sounding, .cleared: nil
        }
    }

    /// The order of occurrence: by `since` on the monotonic clock, which no setting of the wall clock turns round; ties
    /// by arrival.
    static func occursBefore(_ left: Self, _ right: Self) -> Bool {
        (left.since.uptimeMilliseconds, left.id) < (right.since.uptimeMilliseconds, right.id)
    }
}
