internal import AlarmDesk
internal import PumpModel
internal import VirtualWand

/// How single-line actions are written.
extension StoryForms {
    static let alarm = StoryForm<String>(example: "lowReservoir", parse: { AlarmName(rawValue: $0)?.rawValue }) { _ in
        "one of \(AlarmName.allCases.map(\.rawValue).joined(separator: ", "))"
    }

    /// "in", "out", "out, turns after 5 h".
    static let magnet = StoryForm<StoryAction.MagnetStep>(example: "out, turns after 5 h") { text in
        if text == "in" { return .enter }
        if text == "out" { return .leave(recovery: TimeSpan(checked: FieldStall.recovery.lowerBound)) }
        let prefix = "out, turns after "
        guard text.hasPrefix(prefix), let recovery = span.parse(String(text.dropFirst(prefix.count))),
            FieldStall.recovery.contains(recovery.milliseconds)
        else { return nil }
        return .leave(recovery: recovery)
    } hint: { _ in
        "in, out, or 'out, turns after 5 h' with 2 to 24 h"
    }

    /// "+200 ppm".
    static let drift = StoryForm<Int64>(example: "+200 ppm") { text in
        guard text.hasSuffix(" ppm"), let drift = Int64(text.dropLast(4)), PumpTimeline.drifts.contains(drift)
        else { return nil }
        return drift
    } hint: { _ in
        "millionths from '\(PumpTimeline.drifts.lowerBound) ppm' to '\(PumpTimeline.drifts.upperBound) ppm'"
    }

    static let accuracy = StoryForm<Int64>(example: "+2.5 %") { text in
        percent.parse(text).flatMap { PumpPhysics.accuracy.contains($0) ? $0 : nil }
    } hint: { _ in
        "from '-2.4 %' to '+2.5 %'"
    }

    /// "3 d every 6 h".
    static let watch = StoryForm<(TimeSpan, TimeSpan)>(example: "3 d every 6 h") { text in
        let parts = text.split(separator: " ")
        guard parts.count == 5, parts[2] == "every", let whole = span.parse(parts[0...1].joined(separator: " ")),
            let interval = span.parse(parts[3...4].joined(separator: " ")), interval > .zero, whole >= interval
        else { return nil }
        return (whole, interval)
    }
}
