import ControlAPI
import PumpModel

extension API.Withdrawal {
    /// One loud line: since when nothing is delivered, and how long until the critical alarm.
    /// - Parameter about: which pump is meant, where that is not plain, and how it is known.
    func line(_ style: Style, about: String? = nil) -> String {
        let elapsed = "(\(Amounts.hours(elapsedSeconds)))" + (about.map { ", \($0)" } ?? "")
        let alarm =
            critical
            ? "the critical alarm of \(criticalAlarmAtSeconds / 3_600) h without drug is due. Act now."
            : "critical alarm in \(Amounts.hours(remainingSeconds))."
        return style.alert("!! NO DRUG since \(Amounts.minute(stoppedSince)) \(elapsed). Withdrawal can kill: \(alarm)")
    }
}

extension API.StoppedPump {
    /// The same of a pump that was not read since: by its last stop.
    func line(_ style: Style, now: Timestamp) -> String {
        let elapsed = Timestamp(since).map { max(0, now.milliseconds(since: $0)) / 1_000 } ?? 0
        return API.Withdrawal(stoppedSince: since, elapsedSeconds: elapsed)
            .line(style, about: "pump \(pumpSerial), by its last stop: not read since the daemon started")
    }
}

extension [API.Wand] {
    /// The pumps that only the journal knows to be stopped: those that were read speak for themselves.
    func stoppedPumps(besides read: [API.Pump]) -> [API.StoppedPump] {
        let read = Set(read.map(\.serial))
        var seen: [API.StoppedPump] = []
        for stopped in flatMap(\.stoppedPumps) where !read.contains(stopped.pumpSerial) && !seen.contains(stopped) {
            seen.append(stopped)
        }
        return seen
    }

    /// A loud line for each pump that delivers nothing.
    func withdrawalLines(_ pumps: [API.Pump], _ style: Style, now: Timestamp) -> [String] {
        pumps.compactMap { pump in pump.withdrawal?.line(style, about: "pump \(pump.serial)") }
            + stoppedPumps(besides: pumps).map { $0.line(style, now: now) }
    }
}
