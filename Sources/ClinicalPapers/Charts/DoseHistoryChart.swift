import ClinicalRecord
import PumpModel

/// What the program gave per day, over time: a step where a change was applied, a mark of another shape where one was
/// asked for and not applied, or is in doubt.
struct DoseHistoryChart {
    let drawing: Drawing

    /// - Parameter titrations: the changes to draw, oldest first.
    init(_ record: ClinicalRecord, titrations: [ClinicalRecord.Titration]) {
        let applied = titrations.filter(\.isApplied).sorted { $0.at < $1.at }
        let others = titrations.filter { !$0.isApplied }
        let totals = titrations.flatMap { [$0.total24Hours, $0.totalBefore].compactMap { $0 } }
        let ticks = Ticks.amounts(upTo: (totals + [record.after.total24Hours]).max()?.nanogramsPerDay ?? 0)
        let times = titrations.map(\.at.millisecondsSince1970) + [record.pump.readAt.millisecondsSince1970]
        let last = times.max() ?? 0
        // room for what was before the first change, and none after the last: the future is not known
        let first = min(times.min() ?? 0, last - 3_600_000)
        let start = applied.first?.totalBefore == nil ? first : first - (last - first) / 20
        let isWhole = titrations.count == record.titrations.count
        let title = "24 h totals over time" + (isWhole ? "" : ", the newest \(titrations.count) changes")
        let summary =
            "\(applied.count) applied and \(others.count) other changes up to \(Wording.minute(record.pump.readAt)), "
            + "when the program gave \(record.after.total24Hours) in 24 h."
        var frame = ChartFrame(
            Drawing(
                name: "dose-history", title: Legible(title), summary: Legible(summary), width: ChartFrame.width,
                height: 5_400),
            right: 1_700, legendRows: 2, horizontal: start...last,
            vertical: 0...(ticks.last ?? 1))
        frame.drawVerticalAxis("24 h total (mcg/day)", ticks: ticks) { "\(DailyDose(checked: $0).decimalText)" }
        frame.drawTimeAxis()
        Self.drawCurve(applied, record, &frame)
        for titration in others { Self.draw(titration, &frame) }
        for effect in [Effect.applied, .notApplied, .inDoubt] {
            frame.explain(.symbol(effect.symbol.shape, effect.symbol.ink), "\(effect.words)")
        }
        frame.explain(.symbol(.square, .black), "as read from the pump \(Wording.minute(record.pump.readAt))")
        drawing = frame.drawing
    }

    private static func drawCurve(
        _ applied: [ClinicalRecord.Titration], _ record: ClinicalRecord, _ frame: inout ChartFrame
    ) {
        var points: [Point] = []
        func step(to next: Point) {
            if let last = points.last, last.y != next.y { points.append(Point(next.x, last.y)) }
            points.append(next)
        }
        if let before = applied.first?.totalBefore {
            points.append(frame.point(frame.horizontal.first, before.nanogramsPerDay))
        }
        for titration in applied {
            step(to: place(titration, frame))
            // a bolus that is given once is a mark, and the curve what goes on
            if let lasting = titration.lasting24Hours {
                points.append(frame.point(titration.at.millisecondsSince1970, lasting.nanogramsPerDay))
            }
        }
        let now = frame.point(
            record.pump.readAt.millisecondsSince1970, record.after.total24Hours.nanogramsPerDay)
        // a change since the reading is not what the pump was read with
        if now.x >= points.last?.x ?? now.x { step(to: now) }
        if points.count > 1 { frame.draw(.line(points, .curve)) }
        for titration in applied { draw(titration, &frame) }
        frame.draw(.symbol(.square, now, radius: 110, .black))
        let words: Legible = "\(record.after.total24Hours.decimalText)"
        let (left, width) = (frame.plot.right + 250, frame.drawing.width - frame.plot.right - 250)
        frame.write(words, at: Point(left, now.y + 80), TextStyle.cellHead.fitted(to: words, width: width))
    }

    private static func draw(_ titration: ClinicalRecord.Titration, _ frame: inout ChartFrame) {
        let (shape, radius, ink) = titration.effect.symbol
        frame.draw(.symbol(shape, place(titration, frame), radius: radius, ink))
    }

    /// A change without a total stopped delivery, or was never computed: it stands on the axis.
    private static func place(_ titration: ClinicalRecord.Titration, _ frame: ChartFrame) -> Point {
        frame.point(titration.at.millisecondsSince1970, titration.total24Hours?.nanogramsPerDay ?? 0)
    }
}
