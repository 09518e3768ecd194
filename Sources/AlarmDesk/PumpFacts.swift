package import PumpModel

/// What the desk needs of one interrogation.
///
/// Two clocks meet here and are never compared directly: `clock`, `nothingFlowsSince` and the alarms' `since` are by the
/// pump's clock, and only their distances from `clock` count; the dates are by the wall clock, and only their distances
/// from `readAt.utc` count. A clock that is wrong, or set, moves no alarm.
package struct PumpFacts: Hashable, Codable, Sendable {
    package var serial: PumpSerial
    /// The wand that read it; nil when it is not known any more.
    package var wand: WandSerial?
    /// When it was read. For a reading of an earlier run: its moment on today's clocks, so that its age is true.
    package var readAt: Moment
    /// The pump's own clock when it answered.
    package var clock: Timestamp
    package var alarms: [Alarm]
    /// Since when nothing is delivered; nil while something is.
    package var nothingFlowsSince: Timestamp?
    /// The pump holds a program that was neither committed nor discarded.
    package var holdsStagedProgram: Bool
    /// When the low reservoir alarm is expected; nil when nothing flows.
    package var lowReservoirDate: Timestamp?
    /// When the refill is due; `lowReservoirDate` stands in for it where there is none.
    package var refillBy: Timestamp?
    /// When the deliverable drug ends.
    package var emptyDate: Timestamp?

    package init(
        serial: PumpSerial, wand: WandSerial?, readAt: Moment, clock: Timestamp, alarms: [Alarm] = [],
        nothingFlowsSince: Timestamp? = nil, holdsStagedProgram: Bool = false, lowReservoirDate: Timestamp? = nil,
        refillBy: Timestamp? = nil, emptyDate: Timestamp? = nil
    ) {
        self.serial = serial
        self.wand = wand
        self.readAt = readAt
        self.clock = clock
        self.alarms = alarms
        self.nothingFlowsSince = nothingFlowsSince
        self.holdsStagedProgram = holdsStagedProgram
        self.lowReservoirDate = lowReservoirDate
        self.refillBy = refillBy
        self.emptyDate = emptyDate
    }

    /// How far the pump's clock is ahead, in milliseconds; negative when it is behind.
    package var clockOffsetMilliseconds: Int64 { clock.milliseconds(since: readAt.utc) }

    /// An instant of the pump's clock on the daemon's clocks; never later than the reading.
    func moment(ofPumpTime time: Timestamp) -> Moment {
        readAt.advanced(byMilliseconds: -max(0, clock.milliseconds(since: time)))
    }

    /// A date of the wall clock on the daemon's clocks, as they stood at the reading.
    func moment(ofDate date: Timestamp) -> Moment {
        readAt.advanced(byMilliseconds: date.milliseconds(since: readAt.utc))
    }
}
