internal import PumpModel

extension Telling {
    /// The timeline for people: each day its line, each event its time.
    /// - Parameter isColoured: with the colours of a terminal.
    /// - Parameter isShort: only how it ended.
    package func text(isColoured: Bool, isShort: Bool = false) -> String {
        let paint = Paint(isOn: isColoured)
        if isShort { return "\(title): \(verdict(paint))" }
        var lines = [paint.bold(title)]
        var day: Int64?
        for entry in tale.entries {
            let time = LocalTime(
                tale.start.advanced(byMilliseconds: entry.at), utcOffsetMinutes: entry.utcOffsetMinutes,
                start: tale.start)
            if time.day != day {
                day = time.day
                lines.append(paint.bold("day \(time.storyDay), \(time.weekday) \(time.date)"))
            }
            let voice = entry.voice.rawValue
            let padded = voice + String(repeating: " ", count: max(0, 9 - voice.count))
            lines.append("  \(paint.dim(time.clockWithSeconds))  \(paint.voice(entry.voice, padded))  \(entry.text)")
        }
        lines.append(verdict(paint))
        return lines.joined(separator: "\n")
    }

    private func verdict(_ paint: Paint) -> String {
        let days = virtualMilliseconds / TimeSpan.day.milliseconds
        guard let failure else {
            return paint.good("held: \(steps) steps, \(checks) expectations, \(days) days")
        }
        return paint.bad("FAILED at step \(failure.step), line \(failure.line): \(failure.text)")
    }
}

/// Colours of a terminal, or none.
private struct Paint {
    let isOn: Bool

    private func paint(_ code: String, _ text: String) -> String { isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text }

    func bold(_ text: String) -> String { paint("1", text) }
    func dim(_ text: String) -> String { paint("2", text) }
    func good(_ text: String) -> String { paint("32", text) }
    func bad(_ text: String) -> String { paint("31", text) }

    func voice(_ voice: Tale.Voice, _ text: String) -> String {
        switch voice {
        case .note: paint("1", text)
        case .clinician: paint("36", text)
        case .daemon: paint("34", text)
        case .alarm, .failure: paint("31", text)
        case .pump: paint("33", text)
        case .tip: paint("35", text)
        case .check: paint("32", text)
        }
    }
}
