internal import PumpModel

/// Days and times as a story's people write them.
extension StoryForms {
    /// "+3d 08:00", "2026-03-29 08:00".
    static let at = StoryForm<StepTime>(example: "+3d 08:00") { text in
        let parts = text.split(separator: " ")
        guard parts.count == 2, let minute = MinuteText.minute(of: String(parts[1])) else { return nil }
        if parts[0].hasPrefix("+"), parts[0].hasSuffix("d"), let day = Int(parts[0].dropFirst().dropLast()),
            (0...10_000).contains(day)
        {
            return .day(day, minute: minute)
        }
        return day.parse(String(parts[0])).map { .date($0, minute: minute) }
    } hint: { _ in
        "days after the start and a time of day, like '+3d 08:00', or a date like '2026-03-29 08:00'"
    }

    /// "2026-03-29": days since 1970.
    static let day = StoryForm<Int64>(example: "2026-03-29") { text in
        Timestamp("\(text)T00:00:00.000Z").map { $0.millisecondsSince1970 / TimeSpan.day.milliseconds }
    } hint: { _ in
        "a date like '2026-03-29'"
    }

    /// "2026-03-02 08:00 +01:00".
    static let start = StoryForm<(at: Timestamp, utcOffsetMinutes: Int)>(example: "2026-03-02 08:00 +01:00") { text in
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, let day = day.parse(parts[0]), let minute = MinuteText.minute(of: parts[1]),
            let offset = utcOffset.parse(parts[2])
        else { return nil }
        let minutes = day * 1_440 + Int64(minute - offset)
        return (Timestamp(clamping: minutes * 60_000), offset)
    } hint: { _ in
        "a date, a time of day and how far that is ahead of UTC, like '2026-03-02 08:00 +01:00'"
    }
}
