import ControlAPI
import PumpModel

/// Ports, wands and pumps.
extension Examination {
    func wands(_ wands: [API.Wand]) -> [Finding] {
        guard !wands.isEmpty else {
            return [
                .fail(
                    "wands", "none is configured", "Name one in wandd.yaml, under 'wands'; 'wandctl ports' lists ports."
                )
            ]
        }
        return wands.flatMap { wand in [port(of: wand), link(of: wand)] }
    }

    private func port(of wand: API.Wand) -> Finding {
        let check = "port"
        let path = wand.port.path
        let facts = facts.ports[path]
        let holders = facts?.holders ?? []
        let held = holders.isEmpty ? "" : ", open in \(holders.joined(separator: ", "))"
        let access = facts.map { $0.file.kind == .characterDevice ? " \($0.file.access)" : "" } ?? ""
        let text = "wand \(wand.name): \(path)\(access)\(held)"
        if wand.port.state == .open {
            // of a pseudo-terminal the other end, a virtual wand or a bridge, holds this one open as well
            let others = path.hasPrefix("/dev/pts/") ? [] : holders.filter { !$0.hasPrefix("wandd ") }
            guard others.isEmpty else {
                return .fail(check, text, "Close what else has it open: two readers tear each other's frames apart.")
            }
            return .ok(check, text)
        }
        let reason = text + ": closed, \(wand.port.reason ?? "no reason given")"
        switch facts?.file.kind {
        case .missing?: return .fail(check, reason, "Plug the wand in; 'wandctl ports' lists what is there.")
        case .characterDevice? where !holders.isEmpty:
            return .fail(check, reason, "Close what has it open: \(holders.joined(separator: ", ")).")
        case .characterDevice?:
            return .fail(
                check, reason, "May wandd open it? Its user needs the group '\(facts?.file.group ?? "dialout")'.")
        default: return .fail(check, reason, "Correct wands[].port in wandd.yaml: this is no serial port.")
        }
    }

    private func link(of wand: API.Wand) -> Finding {
        let check = "link"
        guard let session = wand.session else {
            return wand.port.state == .open
                ? .fail(
                    check, "wand \(wand.name): no session, \(wand.counters.framesCorrupt) damaged frames",
                    "Is the wand switched on? Are baud rate and key the wand's own?")
                : .warn(check, "wand \(wand.name): no session, its port is closed", "See its port.")
        }
        let range = wand.status?.pumpInRange.map { "pump \($0.serial) in range, signal \($0.strengthPercent) %" }
        let text = "wand \(wand.name): session with \(session.wandSerial), \(range ?? "no pump in range")"
        if wand.isUnpaired {
            return .warn(check, text + ", UNPAIRED", "For the bench only: pair it with a key before a patient is near.")
        }
        return .ok(check, text)
    }

    var noPump: Finding {
        .warn("pump", "none was read since the daemon started", "'wandctl interrogate' reads the one in range.")
    }

    func pump(_ pump: API.Pump) -> [Finding] {
        let read = "pump \(pump.serial): read \(Amounts.duration(pump.ageMilliseconds)) ago"
        let reading: Finding =
            pump.ageMilliseconds > Self.readingMilliseconds
            ? .warn("pump", read, "Interrogate it: 'wandctl interrogate'.") : .ok("pump", read)
        return [reading, danger(pump), clock(of: pump)].compactMap { $0 }
    }

    private func danger(_ pump: API.Pump) -> Finding? {
        pump.dangers(Style(isColoured: false)).first.map {
            .fail("pump", "pump \(pump.serial): \($0)", "'wandctl status \(pump.serial)' shows all of it.")
        }
    }

    private func clock(of pump: API.Pump) -> Finding {
        let offset = pump.pumpClockOffsetMilliseconds
        let text =
            "pump \(pump.serial): its clock is \(Amounts.signedSeconds(offset / 1_000 * 1_000)) from this machine's"
        let corrected = pump.clockCorrectionMilliseconds
        guard offset.magnitude > UInt64(Self.clockMilliseconds) else { return .ok("pump clock", text) }
        // in a day schedule the correction makes up for it
        let (left, overflow) = offset.addingReportingOverflow(corrected)
        guard overflow || left.magnitude > UInt64(Self.clockMilliseconds) else {
            return .ok("pump clock", text + ", corrected by \(Amounts.signedSeconds(corrected)) in its day schedule")
        }
        return .warn("pump clock", text, "'wandctl clock --dry-run' shows the correction of its day schedule.")
    }
}
