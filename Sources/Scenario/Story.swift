package import PumpModel

/// A story about one pump, as its file tells it: what the pump is, which site's rules hold, and what happens in which order.
///
/// It comes whole from `parse`, or not at all. Times are of the people in it: local time at `utcOffsetMinutes`, until a
/// step sets the people's clocks.
package struct Story: Hashable, Sendable {
    /// One line for people.
    package var title: String
    /// The site's configuration as the file writes it: its drug library, its pumps, its times.
    package var site: String
    /// Whether the site's drug library is there; without one no therapy is accepted.
    package var hasLibrary: Bool
    package var start: Timestamp
    package var utcOffsetMinutes: Int
    package var pump: StoryPump
    package var steps: [StoryStep]
}

/// The pump as it is when the story begins.
package struct StoryPump: Hashable, Sendable {
    package var serial: PumpSerial
    package var model: String
    package var reservoirSize: Volume
    package var filled: Volume
    package var concentration: Concentration
    package var calibrationConstant: UInt32
    package var program: Program
    package var serviceDays: Int64
    /// Whether it says of itself that it is in a patient: an unpaired session then refuses therapy.
    package var isImplanted: Bool
    package var lineVolume: Volume
    /// Whether the line is full of the drug; else it holds none, as it is implanted.
    package var isLineFilled: Bool
    package var setUp: SetUpOrder?
}

/// One step: when, what, and what must then be so.
package struct StoryStep: Hashable, Sendable {
    /// Where it begins in the file.
    package var line: Int
    package var time: StepTime?
    package var note: String?
    package var action: StoryAction?
    /// Why soft limits may be passed.
    package var override: String?
    package var expectation: Expectation
}

/// When a step begins.
package enum StepTime: Hashable, Sendable {
    /// On a day counted from that of the start, at a minute of the day.
    case day(Int, minute: Int)
    /// On a date, in days since 1970, at a minute of the day.
    case date(Int64, minute: Int)
    /// So long after the end of the step before.
    case wait(TimeSpan)
}
