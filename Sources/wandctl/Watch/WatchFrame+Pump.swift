import ControlAPI
import PumpModel

/// The pump: what it is told to infuse, what flows, what is left.
extension WatchFrame {
    /// After this long a reading is marked: the pump may have been changed elsewhere, and its reservoir is lower.
    private static let oldMilliseconds: Int64 = 3_600_000
    private var gaugeColumns: Int { size.columns >= 100 ? 30 : 16 }

    var pumpRows: [Row] {
        guard let heard = model.shownPump else {
            guard let serial = model.shownSerial else {
                return model.heardAt == nil ? [] : [rule("no pump was read yet", note: "i interrogates", rank: 1)]
            }
            return [rule("pump \(serial) was not read yet", .warning, note: "i interrogates", rank: 1)]
        }
        let pump = heard.pump
        return [title(heard)] + programRows(pump) + [total(pump), flow(pump), reservoir(pump)] + stripRows(pump)
            + otherPumps(besides: pump.serial)
    }

    private func title(_ heard: WatchModel.HeardPump) -> Row {
        let age = heard.ageMilliseconds(at: model.now)
        let isOld = age > Self.oldMilliseconds
        let note =
            "\(isOld ? "OLD: " : "")read \(Amounts.duration(age)) ago by \(heard.pump.wand), "
            + "revision \(heard.pump.revision)"
        let patient = heard.pump.setUp.map { ", patient \($0.patient)" } ?? ", NOT SET UP"
        return rule("pump \(heard.pump.serial)\(patient)", isOld ? .warning : .title, note: note, rank: 1)
    }

    private func programRows(_ pump: API.Pump) -> [Row] {
        let hasEnded = pump.program.once != nil && pump.bolusRemainingNanograms == 0
        let parts = pump.program.parts(onceHasEnded: hasEnded)
        var rows = parts.enumerated().map { index, part in
            labelled(
                index == 0 ? "program" : "", FrameLine(clean(part), index == 0 ? .title : .plain),
                rank: index == 0 ? 1 : 5)
        }
        if let staged = pump.staged {
            rows += loud(
                " an update is open: the pump holds '\(staged.change.program.oneLine())' without applying it", .warning,
                rank: 1)
        }
        return rows
    }

    private func total(_ pump: API.Pump) -> Row {
        let most = pump.greatest24HoursNanograms.flatMap { most in
            most == pump.total24HoursNanograms ? nil : ", at most \(Amounts.dose(most)) with the patient's boluses"
        }
        let total = pump.total24HoursMicrograms.map { "\($0) mcg" } ?? "does not fit a daily dose"
        return labelled("in 24 h", FrameLine(clean(total), .title).appending(clean(most ?? "")), rank: 1)
    }

    private func flow(_ pump: API.Pump) -> Row {
        let isStill = pump.actualFlowNanolitersPerDay == 0
        let flow = isStill ? "NOTHING FLOWS" : Amounts.flow(pump.actualFlowNanolitersPerDay)
        let drug = ", \(pump.drug) \(pump.concentrationMicrogramsPerMilliliter) mcg/mL"
        return labelled(
            "flows now", FrameLine(clean(flow), isStill ? .alert : .plain).appending(clean(drug)), rank: 1)
    }

    private func reservoir(_ pump: API.Pump) -> Row {
        let isLow = pump.reservoirNanoliters <= pump.lowReservoirNanoliters
        let size = pump.reservoirSizeNanoliters
        var bar = Array(glyphs.bar(pump.reservoirNanoliters, of: size, columns: gaugeColumns).unicodeScalars)
        let low = min(max(pump.lowReservoirNanoliters, 0), max(size, 0))
        if size > 0 { bar[min(bar.count - 1, Int(Int128(low) * Int128(bar.count) / Int128(size)))] = "|" }
        let gauge = String(String.UnicodeScalarView(bar))
        let left =
            " \(Amounts.estimate(pump.reservoirNanoliters)) of \(Amounts.milliliters(size))"
            + (isLow ? ", LOW: " : ", ") + "low mark \(Amounts.milliliters(pump.lowReservoirNanoliters))"
        return labelled(
            "reservoir",
            FrameLine("[" + gauge + "]", isLow ? .warning : .plain).appending(clean(left), isLow ? .warning : .plain)
                .appending(clean(" " + pump.daysLeftText)), rank: 1)
    }

    private func stripRows(_ pump: API.Pump) -> [Row] {
        guard let strip = DayStrip(pump, now: model.now.utc) else { return [] }
        let columns = size.columns >= 100 ? 3 : size.columns >= 76 ? 2 : 1
        let height = size.rows >= 40 ? 3 : size.rows >= 30 ? 2 : 1
        let isStill = pump.actualFlowNanolitersPerDay == 0 && strip.highestNanograms > 0
        let most =
            strip.highestNanograms == 0 ? "no dose" : "max \(Amounts.dose(strip.highestNanograms))/h"
        let notes = [isStill ? "PROGRAMMED, BUT NOTHING FLOWS" : most] + Array(repeating: "", count: height - 1)
        var rows = strip.rows(height, columns: columns, glyphs).enumerated().map { index, bars in
            labelled(
                index == 0 ? "today" : "",
                FrameLine(bars).appending(" " + clean(notes[index]), isStill ? .warning : .faint), rank: 3)
        }
        let axis = strip.axis(columns: columns, glyphs)
        rows.append(
            labelled(
                "",
                FrameLine(axis.before, .faint).appending(axis.now, .title).appending(axis.after, .faint)
                    .appending(" now \(MinuteText.text(strip.minuteNow)) \(clean(strip.zone))"), rank: 3))
        return rows
    }

    private func otherPumps(besides serial: String) -> [Row] {
        let others = model.pumps.filter { $0.pump.serial != serial }
        return others.map { other in
            let text =
                "\(other.pump.serial): \(other.pump.program.oneLine()), "
                + "\(Amounts.estimate(other.pump.reservoirNanoliters)) left, "
                + "read \(Amounts.duration(other.ageMilliseconds(at: model.now))) ago"
            return labelled("also read", FrameLine(clean(text)), rank: 4)
        }
    }
}

extension API.Pump {
    /// How long what is left lasts at what 24 h deliver: until the pump alarms, or, below that, until it is empty.
    var daysLeftText: String {
        guard actualFlowNanolitersPerDay > 0, let nanograms = total24HoursNanograms, nanograms > 0,
            concentrationMicrogramsPerMilliliter > 0
        else { return "(not sinking)" }
        let isLow = reservoirNanoliters <= lowReservoirNanoliters
        let (above, overflow) = reservoirNanoliters.subtractingReportingOverflow(
            isLow ? residualNanoliters : lowReservoirNanoliters)
        guard above > 0, !overflow else { return "EMPTY" }
        // ng of mcg/mL are microliters
        let days = Int128(above) * Int128(concentrationMicrogramsPerMilliliter) / (Int128(nanograms) * 1_000)
        let bounded = days > 9_999 ? "over 9999" : "\(days)"
        return isLow ? "empty in \(bounded) d" : "in \(bounded) d"
    }
}
