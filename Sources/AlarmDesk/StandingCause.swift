internal import PumpModel

/// A cause that stands now, whether or not anybody was told.
struct StandingCause: Hashable, Sendable {
    var name: AlarmName
    var priority: AlarmPriority
    var since: Moment
    /// `since` by the pump's own word; nil where only the daemon says so.
    var pumpSince: Timestamp?
}

/// The causes that stand at one moment, each name at most once, and the next moment at which time alone changes them.
struct StandingCauses: Sendable {
    let now: Moment
    private(set) var causes: [StandingCause] = []
    /// In monotonic milliseconds; later than `now`.
    private(set) var nextChange: Int64?

    init(_ now: Moment) { self.now = now }

    /// Adds a cause; the first one of a name counts.
    mutating func add(
        _ name: AlarmName, since: Moment, pumpSince: Timestamp? = nil, priority: AlarmPriority? = nil
    ) {
        guard !causes.contains(where: { $0.name == name }) else { return }
        causes.append(
            StandingCause(
                name: name, priority: priority ?? name.firstPriority, since: since, pumpSince: pumpSince))
    }

    /// Whether `moment` has come; notes it as a change if not.
    mutating func hasCome(_ moment: Moment) -> Bool {
        if moment.hasCome(now) { return true }
        note(moment.uptimeMilliseconds)
        return false
    }

    mutating func note(_ uptimeMilliseconds: Int64?) {
        guard let uptimeMilliseconds else { return }
        nextChange = min(nextChange ?? .max, uptimeMilliseconds)
    }
}
