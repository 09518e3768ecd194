internal import PumpModel

/// Watches one pump for the same alert, a stop and a start, three times in ten minutes.
///
/// It goes by the readings alone: every change is read back, so none that the daemon made escapes it. An alert counts if
/// the pump reported it at any time between the last start and the stop; the three starts must lie within the window.
/// That is the more sensitive way to read the rule. A stop and start between two readings shows by another
/// `nothingFlowsSince` and counts as well.
struct StopStartWatch: Hashable, Sendable {
    /// The repetition that was found last.
    struct Repetition: Hashable, Sendable {
        var cause: AlarmCause
        /// The start that made it three.
        var since: Moment
        /// It stands until a whole window has passed without another start into the alert.
        var until: Moment
    }

    private enum Flow: Hashable, Sendable {
        case unknown
        /// Flowing; the alerts since the last start.
        case flowing(alerts: Set<AlarmCause>)
        /// Stopped; the alerts before the stop.
        case stopped(since: Timestamp, after: Set<AlarmCause>)
    }

    private var flow: Flow = .unknown
    /// The last starts into each alert, at most `AlarmPolicy.repetitions` of them.
    private var starts: [AlarmCause: [Moment]] = [:]
    private(set) var repetition: Repetition?

    /// Takes a reading; returns the alert that has just been repeated too often.
    mutating func take(_ facts: PumpFacts) -> AlarmCause? {
        let alerts = Set(facts.alarms.map(\.cause))
        var found: AlarmCause?
        switch (flow, facts.nothingFlowsSince) {
        case (.unknown, nil): flow = .flowing(alerts: alerts)
        // what came before an unseen stop is not known: what stands now is the best guess
        case (.unknown, let since?): flow = .stopped(since: since, after: alerts)
        case (.flowing(let seen), nil): flow = .flowing(alerts: seen.union(alerts))
        case (.flowing(let seen), let since?): flow = .stopped(since: since, after: seen.union(alerts))
        case (.stopped(_, let after), nil):
            found = started(after, facts.readAt)
            flow = .flowing(alerts: alerts)
        case (.stopped(let before, let after), let since?):
            guard before != since else { return nil }
            found = started(after, facts.readAt)
            flow = .stopped(since: since, after: alerts)
        }
        return found
    }

    private mutating func started(_ alerts: Set<AlarmCause>, _ at: Moment) -> AlarmCause? {
        var found: AlarmCause?
        for cause in alerts.sorted(by: { $0.rawValue < $1.rawValue }) {
            let window = at.advanced(byMilliseconds: -AlarmPolicy.repetitionWindow.milliseconds)
            var recent = (starts[cause] ?? []).filter { !window.isLater(than: $0) }
            recent.append(at)
            starts[cause] = recent.suffix(AlarmPolicy.repetitions)
            guard recent.count >= AlarmPolicy.repetitions else { continue }
            // one that stands already is prolonged, and keeps its beginning
            let standing = repetition.flatMap { $0.until.hasCome(at) ? nil : $0 }
            repetition = Repetition(
                cause: standing?.cause ?? cause, since: standing?.since ?? at,
                until: at.advanced(by: AlarmPolicy.repetitionWindow))
            if standing == nil { found = found ?? cause }
        }
        return found
    }
}
