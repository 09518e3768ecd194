package import PumpModel

/// What a story has told so far, in order.
package struct Tale: Hashable, Sendable {
    /// Who says or does it.
    package enum Voice: String, Hashable, Sendable, CaseIterable {
        case note, clinician, daemon, alarm, pump, tip, check, failure
    }

    package struct Entry: Hashable, Sendable {
        /// Milliseconds since the story began.
        package var at: Int64
        package var voice: Voice
        package var text: String
        /// The local time ahead of UTC by which it is told, in minutes.
        package var utcOffsetMinutes: Int
    }

    package let start: Timestamp
    package internal(set) var utcOffsetMinutes: Int
    package private(set) var entries: [Entry] = []
    /// Alarms that the daemon raised since this was emptied, by name.
    var raised: [String] = []

    init(start: Timestamp, utcOffsetMinutes: Int) {
        self.start = start
        self.utcOffsetMinutes = utcOffsetMinutes
    }

    mutating func add(_ voice: Voice, _ now: Int64, _ text: String) {
        entries.append(Entry(at: now, voice: voice, text: text, utcOffsetMinutes: utcOffsetMinutes))
    }

    /// The local time of an instant.
    func local(_ time: Timestamp) -> LocalTime { LocalTime(time, utcOffsetMinutes: utcOffsetMinutes, start: start) }
}

/// An instant as the people of a story read it.
package struct LocalTime: Hashable, Sendable {
    /// Days since 1970.
    package let day: Int64
    package let millisecondOfDay: Int64
    /// Days since the story began.
    package let storyDay: Int64

    package init(_ time: Timestamp, utcOffsetMinutes: Int, start: Timestamp) {
        let length = TimeSpan.day.milliseconds
        func local(_ time: Timestamp) -> Int64 { time.millisecondsSince1970 + Int64(utcOffsetMinutes) * 60_000 }
        day = local(time) / length
        millisecondOfDay = local(time) % length
        storyDay = day - local(start) / length
    }

    /// "2026-03-02".
    package var date: String { Timestamp(clamping: day * TimeSpan.day.milliseconds).dateText }
    /// "Mon".
    package var weekday: String {
        // 1970 began on a Thursday
        ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(day % 7)]
    }
    /// "08:00".
    package var clock: String { MinuteText.text(Int(millisecondOfDay / 60_000)) }
    /// "08:00:05".
    package var clockWithSeconds: String {
        let seconds = millisecondOfDay / 1_000 % 60
        return clock + ":" + (seconds < 10 ? "0" : "") + "\(seconds)"
    }
}
