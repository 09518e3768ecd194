import ControlAPI
import PumpModel

/// Who looks at what, how fresh it is, and what endangers somebody.
extension WatchFrame {
    var header: Row {
        let right = freshness
        let parts = [
            model.caller.map(\.summary) ?? model.socketPath, "wandd" + (model.version.map { " " + $0 } ?? ""),
        ]
        let room = size.columns - right.columns - 2
        var line = FrameLine(clean(parts.joined(separator: "  ")), .title).fitted(max(0, room), glyphs)
        line.append("  ")
        for run in right.runs { line.append(run.text, run.emphasis) }
        return Row(line: line, rank: 0)
    }

    private var freshness: FrameLine {
        let clock = "  " + String(Amounts.time("\(model.now.utc)").dropFirst(11))
        guard model.isCurrent, let heardAt = model.heardAt else {
            let word =
                switch model.line {
                case .connecting: " CONNECTING "
                case .catchingUp: " CATCHING UP "
                case .live, .lost: model.heardAt == nil ? " NOT CONNECTED " : " STALE "
                }
            return FrameLine(word, .alert).appending(clock)
        }
        let age = model.now.uptimeMilliseconds - heardAt.uptimeMilliseconds
        return FrameLine("LIVE", .good).appending(" \(Amounts.duration(age))").appending(clock)
    }

    /// Since when nothing is current, and why.
    var staleness: [Row] {
        let why =
            switch model.line {
            case .lost(let reason, let retryAt):
                reason + Self.retry(in: retryAt - model.now.uptimeMilliseconds)
            case .connecting: "connecting to \(model.socketPath)"
            case .catchingUp: model.unread ?? "catching up"
            case .live: model.unread ?? "the daemon does not answer"
            }
        guard let since = model.staleSince else {
            return model.line == .live ? [] : loud("!! NOTHING IS KNOWN YET: \(why)")
        }
        // the moment between the first event and the first look is no loss
        let elapsed = model.now.uptimeMilliseconds - since.uptimeMilliseconds
        if model.line == .catchingUp, elapsed < 1_000 { return [] }
        return loud(
            "!! STALE since \(Amounts.time("\(since.utc)")) (\(Amounts.duration(elapsed))): \(why)."
                + " What stands below is from then, not from now.")
    }

    private static func retry(in milliseconds: Int64) -> String {
        milliseconds > 0 ? "; trying again in \((milliseconds + 999) / 1_000) s" : "; trying again"
    }

    /// What endangers a patient, of all pumps, and what makes this view less than it should be.
    var dangers: [Row] {
        let plain = Style(isColoured: false)
        var rows: [Row] = []
        for heard in model.pumps {
            let about = "pump \(heard.pump.serial)"
            if let countdown = heard.withdrawal(at: model.now) { rows += loud(countdown.line(plain, about: about)) }
            if let line = heard.pump.minimumRateLine(plain, about: ", \(about)") { rows += loud(line) }
            rows += unlistedAlarms(of: heard.pump).flatMap {
                loud("*** CRITICAL ALARM of \(about): \($0.title) since \(Amounts.time($0.since))")
            }
            rows += latch(of: heard.pump)
        }
        for stopped in model.wands.stoppedPumps(besides: model.pumps.map(\.pump)) {
            rows += loud(stopped.line(plain, now: model.now.utc))
        }
        for wand in model.wands where wand.isUnpaired {
            rows += loud("*** UNPAIRED wand '\(wand.name)': nobody proves who is on its line; for the bench only")
        }
        let isUnpaired = model.wands.contains(where: \.isUnpaired)
        for reason in model.health.map({ $0.status == .degraded ? $0.reasons : [] }) ?? [] {
            // that is said above already, and louder
            if isUnpaired, reason.contains("UNPAIRED") { continue }
            let isJournal = model.health?.journal.writable == false
            rows += loud("! wandd is degraded: \(reason)", .warning, rank: isJournal ? 0 : 4)
        }
        return rows
    }

    /// Critical alarms that the pump itself reports and the list of alarms does not have.
    private func unlistedAlarms(of pump: API.Pump) -> [API.Alarm] {
        pump.alarms.filter { alarm in
            alarm.class == "critical"
                && model.alarms?.alarms.contains { $0.pumpSerial == pump.serial && $0.name == alarm.cause } != true
        }
    }

    private func latch(of pump: API.Pump) -> [Row] {
        let since = pump.session.openedAt.map(Amounts.time) ?? "?"
        switch pump.session.state {
        case .closed: return []
        case .open:
            return loud(
                "! session open since \(since), pump \(pump.serial): it may be stopped until it was read back", .warning
            )
        case .abandoned:
            return loud(
                "*** SESSION ABANDONED, open since \(since), pump \(pump.serial): it may be stopped; interrogate it")
        }
    }
}

extension API.Caller {
    /// "rexample: clinician, signed in until 14:53".
    var summary: String {
        let name = user ?? "user id \(userID)"
        let roles = roles.isEmpty ? "NO ROLE" : roles.map(\.rawValue).joined(separator: ", ")
        let until = signedInUntil.map { " until \(Amounts.time($0).dropFirst(11).prefix(5))" } ?? ""
        return "\(name): \(roles)" + (isSignedIn ? ", signed in\(until)" : "")
    }
}
