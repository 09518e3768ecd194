import ControlAPI

/// Wands: port, session, the pump in range and how strong its signal is.
extension WatchFrame {
    private static let signalColumns = 10

    var wandRows: [Row] {
        guard !model.wands.isEmpty else {
            return model.heardAt == nil ? [] : [rule("no wands are configured", rank: 1)]
        }
        return model.wands.flatMap(rows(of:))
    }

    private func rows(of wand: API.Wand) -> [Row] {
        let state = wand.port.state == .open ? "port open" : "PORT CLOSED"
        let title = "wand \(wand.name)" + (wand.isUnpaired ? ", UNPAIRED" : "")
        var rows = [rule(title, wand.isUnpaired ? .alert : .title, note: "\(wand.port.path), \(state)", rank: 1)]
        if wand.port.state == .closed {
            let since = wand.port.since.map { " since \(Amounts.time($0))" } ?? ""
            rows += loud(
                " port closed\(since): \(wand.port.reason ?? "no reason given")", .warning, rank: 1)
        }
        rows.append(labelled("session", session(of: wand), rank: 2))
        rows.append(labelled("in range", range(of: wand), rank: 1))
        return rows
    }

    private func session(of wand: API.Wand) -> FrameLine {
        guard let session = wand.session else { return FrameLine("NO SESSION", .warning) }
        return FrameLine(
            clean(
                "\(session.wandSerial), \(session.model) \(session.firmware), since \(Amounts.time(session.openedAt))"))
    }

    private func range(of wand: API.Wand) -> FrameLine {
        guard let pump = wand.status?.pumpInRange else { return FrameLine("no pump in range", .warning) }
        let strength = Int64(min(pump.strengthPercent, 100))
        let emphasis: Emphasis = strength < 30 ? .warning : .good
        let place = pump.isImplanted ? "in a patient" : "not implanted"
        return FrameLine(clean("pump \(pump.serial), \(place), signal "))
            .appending("[" + glyphs.bar(strength, of: 100, columns: Self.signalColumns) + "]", emphasis)
            .appending(" \(strength) %" + (strength < 30 ? " WEAK" : ""), emphasis)
    }
}
