import ClinicalRecord
import PumpModel

/// What the reservoir holds from the reading to its end, by the worst flow, with the levels and dates that count.
struct ReservoirChart {
    let drawing: Drawing

    init(_ record: ClinicalRecord) {
        let (pump, dates) = (record.pump, record.dates)
        let levels = [pump.reservoir, pump.lowReservoirVolume, pump.residualVolume, pump.identity.reservoirSize]
        let ticks = Ticks.amounts(upTo: levels.map(\.nanoliters).max() ?? 0, most: 5)
        let read = pump.readAt.millisecondsSince1970
        let end = dates.empty ?? dates.lowReservoir ?? pump.readAt.advanced(byMilliseconds: 30 * Ticks.day)
        let days = (
            record.date(dates.refillBy, at: pump.lowReservoirVolume),
            record.date(dates.lowReservoir, at: pump.lowReservoirVolume),
            record.date(dates.empty, at: pump.residualVolume)
        )
        let summary =
            "\(Wording.level(pump.reservoir)) on \(Wording.day(pump.readAt)); refill by \(days.0), "
            + "low reservoir alarm \(days.1), empty \(days.2)."
        var frame = ChartFrame(
            Drawing(
                name: "reservoir", title: "Reservoir to come", summary: Legible(summary), width: ChartFrame.width,
                height: 5_400),
            right: 2_900, legendRows: 2, horizontal: read...max(read + 3_600_000, end.millisecondsSince1970),
            vertical: 0...(ticks.last ?? 1))
        frame.drawVerticalAxis("volume (mL)", ticks: ticks) { "\(Volume(checked: $0).decimalText)" }
        frame.drawTimeAxis()
        Self.drawLevels(pump, &frame)
        let curve = Self.drawCurve(record, &frame)
        Self.drawDates(record, along: curve, &frame)
        drawing = frame.drawing
    }

    /// The two levels as dashed lines, their names to the right, moved apart where they are close.
    private static func drawLevels(_ pump: ClinicalRecord.PumpState, _ frame: inout ChartFrame) {
        let (low, residual) = (pump.lowReservoirVolume, pump.residualVolume)
        let lines = [
            (low, Legible("low \(low)"), Stroke(ink: .vermilion, width: 35, dash: .dashed)),
            (residual, Legible("residual \(residual)"), Stroke(ink: .black, width: 35, dash: .dotted)),
        ].sorted { $0.0 > $1.0 }
        let places = lines.map { frame.vertical.place($0.0.nanoliters) }
        let apart = max(0, 330 - (places[1] - places[0]))
        for (index, line) in lines.enumerated() {
            let (y, right) = (places[index], frame.plot.right)
            let labelY = y + (index == 0 ? -apart / 2 - 20 : apart / 2 + 20)
            frame.draw(.line([Point(frame.plot.left, y), Point(right, y)], line.2))
            frame.draw(.line([Point(right, y), Point(right + 250, labelY)], .rule))
            let words = TextStyle.axis.shortened(line.1, width: frame.drawing.width - right - 320)
            frame.write(words, at: Point(right + 320, labelY + 80))
        }
    }

    private static func drawCurve(_ record: ClinicalRecord, _ frame: inout ChartFrame) -> [Point] {
        let pump = record.pump
        var corners = [(pump.readAt, pump.reservoir)]
        if let low = record.dates.lowReservoir, pump.reservoir > pump.lowReservoirVolume {
            corners.append((low, Self.level(of: record, at: low, downTo: pump.lowReservoirVolume)))
        }
        if let empty = record.dates.empty {
            corners.append((empty, Self.level(of: record, at: empty, downTo: min(pump.residualVolume, pump.reservoir))))
        }
        let isStill = record.dates.lowReservoir == nil && record.dates.empty == nil
        if isStill {
            corners.append((Timestamp(clamping: frame.horizontal.last), pump.reservoir))
            let isDue = pump.reservoir <= pump.lowReservoirVolume
            frame.write(
                isDue ? "nothing flows: the refill is due now" : "nothing flows: no date can be given",
                at: Point(frame.plot.right, 300), .cellHead, anchor: .end)
        }
        let points = corners.map { frame.point($0.0.millisecondsSince1970, $0.1.nanoliters) }
        frame.draw(.line(points, .curve))
        frame.explain(
            .line(.curve), isStill ? "volume" : "volume, at the worst-case flow of \(Wording.flow(pump.worstFlow))")
        frame.endLegendRow()
        return points
    }

    /// What is left at a date: `floor`, but more where the end of service comes before it.
    private static func level(of record: ClinicalRecord, at date: Timestamp, downTo floor: Volume) -> Volume {
        guard date >= record.endOfService else { return floor }
        let days = Int128(max(0, date.milliseconds(since: record.pump.readAt)))
        let used = days * Int128(record.pump.worstFlow.nanolitersPerDay) / Int128(Ticks.day)
        return max(floor, record.pump.reservoir.subtractingToZero(Volume(checked: Int64(min(used, Int128(Int64.max))))))
    }

    /// Each date as a symbol where the curve stands, larger for the earlier one, so that close ones nest.
    private static func drawDates(_ record: ClinicalRecord, along curve: [Point], _ frame: inout ChartFrame) {
        let dates: [(Timestamp?, String, Symbol, Int, Ink)] = [
            (record.dates.refillBy, "refill by", .triangle, 180, .green),
            (record.dates.lowReservoir, "low reservoir alarm", .diamond, 150, .vermilion),
            (record.dates.empty, "empty", .square, 100, .black),
        ]
        for (date, name, symbol, radius, ink) in dates {
            guard let date else { continue }
            let x = frame.horizontal.place(date.millisecondsSince1970)
            let place = Point(x, height(of: curve, at: x))
            frame.draw(.line([Point(x, frame.plot.bottom), place], .rule))
            frame.draw(.symbol(symbol, place, radius: radius, ink))
            let level = name == "empty" ? record.pump.residualVolume : record.pump.lowReservoirVolume
            frame.explain(.symbol(symbol, ink), "\(name) \(record.explainedDate(date, at: level))")
        }
    }

    /// Where a falling curve stands at `x`: on the straight line between the corners around it.
    private static func height(of curve: [Point], at x: Int) -> Int {
        guard let next = curve.firstIndex(where: { $0.x >= x }), next > 0 else {
            return (curve.last { $0.x <= x } ?? curve[0]).y
        }
        let (left, right) = (curve[next - 1], curve[next])
        return left.y + (right.y - left.y) * (x - left.x) / (right.x - left.x)
    }
}
