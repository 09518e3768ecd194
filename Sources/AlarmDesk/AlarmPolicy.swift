package import PumpModel

/// What a site sets about its alarms. Every setting has a range; `contradictions()` says what lies outside.
package struct AlarmPolicy: Hashable, Sendable {
    /// How long a pump may go unread before `interrogationStale` stands.
    package var staleAfter: TimeSpan
    /// Days before the refill date from which `refillDueSoon` stands, with low priority.
    package var refillWarningDays: Int64
    /// Days before the date from which `refillDueSoon` and `lowReservoir` have medium priority.
    package var refillNearDays: Int64
    /// How far a pump's clock may be off, either way.
    package var clockTolerance: TimeSpan
    /// How long an open session may go without activity before it counts as abandoned.
    package var abandonedAfter: TimeSpan
    /// How long a silence lasts; never more than 10 min, whatever stands here.
    package var silence: TimeSpan
    /// How long the acknowledgement of a critical alarm keeps it quiet; then it sounds and asks for another one.
    package var acknowledgement: TimeSpan
    /// From one critical tone to the next.
    package var criticalToneEvery: TimeSpan
    /// From one non-critical tone to the next.
    package var nonCriticalToneEvery: TimeSpan

    /// The longest silence that any site may set: 10 min.
    package static let longestSilence = TimeSpan(checked: 600_000)
    /// Without delivery for this long the patient is in danger: 48 h, as the pump itself counts. Not a setting.
    package static let stoppedCriticalAfter = TimeSpan(checked: 48 * 3_600_000)
    /// The window in which an alert, a stop and a start count as repeated: 10 min. Not a setting.
    package static let repetitionWindow = TimeSpan(checked: 600_000)
    /// How often they must have happened in it.
    package static let repetitions = 3

    package static let staleAfterRange = span(minutes: 1, to: 366 * 1_440)
    package static let refillWarningDaysRange: ClosedRange<Int64> = 1...90
    package static let refillNearDaysRange: ClosedRange<Int64> = 0...30
    package static let clockToleranceRange = TimeSpan(checked: 1_000)...TimeSpan.day
    package static let abandonedAfterRange = span(minutes: 1, to: 60)
    package static let silenceRange = TimeSpan(checked: 1_000)...longestSilence
    package static let acknowledgementRange = span(minutes: 10, to: 1_440)
    package static let criticalToneEveryRange = span(minutes: 1, to: 60)
    package static let nonCriticalToneEveryRange = span(minutes: 10, to: 1_440)

    package init(
        staleAfter: TimeSpan = span(minutes: 7 * 1_440), refillWarningDays: Int64 = 14, refillNearDays: Int64 = 3,
        clockTolerance: TimeSpan = span(minutes: 5), abandonedAfter: TimeSpan = span(minutes: 3),
        silence: TimeSpan = longestSilence, acknowledgement: TimeSpan = span(minutes: 60),
        criticalToneEvery: TimeSpan = span(minutes: 10), nonCriticalToneEvery: TimeSpan = span(minutes: 60)
    ) {
        self.staleAfter = staleAfter
        self.refillWarningDays = refillWarningDays
        self.refillNearDays = refillNearDays
        self.clockTolerance = clockTolerance
        self.abandonedAfter = abandonedAfter
        self.silence = silence
        self.acknowledgement = acknowledgement
        self.criticalToneEvery = criticalToneEvery
        self.nonCriticalToneEvery = nonCriticalToneEvery
    }

    /// What lies outside its range or against another setting, each as a sentence; empty when the policy is sound.
    package func contradictions() -> [String] {
        var found: [String] = []
        func check<Value: Comparable>(_ value: Value, _ range: ClosedRange<Value>, _ name: String) {
            if !range.contains(value) {
                found.append("\(name) \(value) is outside \(range.lowerBound)...\(range.upperBound)")
            }
        }
        check(staleAfter, Self.staleAfterRange, "staleAfter")
        check(refillWarningDays, Self.refillWarningDaysRange, "refillWarningDays")
        check(refillNearDays, Self.refillNearDaysRange, "refillNearDays")
        check(clockTolerance, Self.clockToleranceRange, "clockTolerance")
        check(abandonedAfter, Self.abandonedAfterRange, "abandonedAfter")
        check(silence, Self.silenceRange, "silence")
        check(acknowledgement, Self.acknowledgementRange, "acknowledgement")
        check(criticalToneEvery, Self.criticalToneEveryRange, "criticalToneEvery")
        check(nonCriticalToneEvery, Self.nonCriticalToneEveryRange, "nonCriticalToneEvery")
        if refillNearDays >= refillWarningDays { found.append("refillNearDays is not below refillWarningDays") }
        return found
    }

    /// The silence that is given: the setting, or the longest one where the setting is longer.
    var effectiveSilenceMilliseconds: Int64 { min(silence, Self.longestSilence).milliseconds }

    package static func span(minutes: Int64) -> TimeSpan { TimeSpan(checked: minutes * 60_000) }

    private static func span(minutes: Int64, to last: Int64) -> ClosedRange<TimeSpan> {
        span(minutes: minutes)...span(minutes: last)
    }
}
