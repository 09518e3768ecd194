import ControlAPI

extension API.Wand {
    /// The wand in a few lines; an unpaired one is loud.
    func text(_ style: Style) -> String {
        var lines: [String] = []
        if isUnpaired {
            lines.append(style.alert("*** UNPAIRED: nobody proves who is on the line of '\(name)'; for the bench only"))
        }
        lines.append(style.title("Wand \(name)"))
        lines.append(
            aligned(
                [("port", portText(style)), ("session", sessionText(style)), ("pump", pumpText(style))]
                    + [("frames", counters.text)]))
        return lines.joined(separator: "\n")
    }

    private func portText(_ style: Style) -> String {
        switch port.state {
        case .open: return port.path
        case .closed:
            let since = port.since.map { " since \(Amounts.time($0))" } ?? ""
            return style.warning("\(port.path) closed\(since): \(port.reason ?? "no reason given")")
        }
    }

    private func sessionText(_ style: Style) -> String {
        session.map { "\($0.wandSerial), \($0.model) \($0.firmware), since \(Amounts.time($0.openedAt))" }
            ?? style.warning("none")
    }

    private func pumpText(_ style: Style) -> String {
        guard let pump = status?.pumpInRange else { return style.faint("none in range") }
        return "\(pump.serial) in range, signal \(pump.strengthPercent) %"
            + (pump.isImplanted ? ", " + style.title("in a patient") : ", not implanted")
    }
}

extension API.Counters {
    fileprivate var text: String {
        "\(framesReceived) received, \(framesSent) sent, \(framesRetransmitted) repeated, \(framesCorrupt) damaged,"
            + " \(sessionsOpened) sessions"
    }
}

extension API.Health {
    func text(_ style: Style) -> String {
        let head =
            switch status {
            case .ok: style.good("ok")
            case .degraded: style.alert("DEGRADED")
            }
        return (["\(head), running for \(Amounts.duration(uptimeMilliseconds))"] + reasons.map { "  \($0)" })
            .joined(separator: "\n")
    }
}
