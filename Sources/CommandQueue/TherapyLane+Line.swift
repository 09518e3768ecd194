internal import Dosing
internal import PumpModel

extension TherapyLane {
    /// The drug of before the last refill, where less than the line's volume is sure to have flowed since: a bridge may have
    /// been cut short, or there was none. nil where all of it is through, or no refill with another concentration is known.
    /// - Parameter known: the applied commands, newest first, none missing up to the pump's present revision.
    static func lineHolds(_ known: [(command: Command, at: Timestamp)], _ report: PumpReport) -> Concentration? {
        guard let place = known.firstIndex(where: { $0.command.filledOther != nil }),
            let old = known[place].command.filledOther
        else { return nil }
        guard let line = report.setUp?.lineVolume, line > .zero else { return old }
        var flowed: Int128 = 0
        var until: Timestamp?
        for (command, at) in known[...place] {
            // of the present program the pump itself says how long it has it
            let lasted = until?.milliseconds(since: at) ?? report.clock.milliseconds(since: report.programmedAt)
            flowed += command.order.program.leastNanoliters(in: max(0, lasted), line, report)
            until = at
        }
        return flowed >= Int128(line.nanoliters) ? nil : old
    }
}

extension Command {
    /// The concentration of before, where it filled another one.
    fileprivate var filledOther: Concentration? {
        guard case .change(let change, _) = order, let refill = change.refill, let proposal,
            refill.concentration != proposal.concentration
        else { return nil }
        return proposal.concentration
    }
}

extension Program {
    /// What flows through the line at least in the first so many milliseconds.
    fileprivate func leastNanoliters(in milliseconds: Int64, _ line: Volume, _ report: PumpReport) -> Int128 {
        var flowed: Int128 = 0
        var rest = milliseconds
        switch once {
        case .prime(let given), .bridge(let given):
            let lasted = min(rest, given.duration.milliseconds)
            flowed = Int128(given.volume.nanoliters) * Int128(lasted) / Int128(max(1, given.duration.milliseconds))
            // one of the line's volume, as near as the rules hold a computed one, has filled it
            let isWhole = given.volume.nanoliters * 1_000 >= line.nanoliters * (1_000 - DosingRules.linePerMille)
            if isWhole, lasted == given.duration.milliseconds { flowed = Int128(line.nanoliters) }
            rest -= lasted
        case .bolus, nil: break
        }
        let perDay = Int128(lowestRate(minimumRateDose: report.minimumRateDose).nanogramsPerDay)
        let divisor = Int128(TimeSpan.day.milliseconds) * Int128(report.concentration.microgramsPerMilliliter)
        return flowed + perDay * 1_000 * Int128(rest) / divisor
    }
}
