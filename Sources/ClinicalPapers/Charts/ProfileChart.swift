import ClinicalRecord
import PumpModel

/// The base program's day: micrograms per hour from midnight to midnight of the schedule.
struct ProfileChart {
    let drawing: Drawing

    init(_ program: ClinicalRecord.ProgramSummary) {
        let steps = program.dayOfRates
        let top = steps.map(\.rate).max() ?? 0
        let ticks = Ticks.amounts(upTo: top)
        let total: Legible = "24 h total \(program.total24Hours)"
        let summary: Legible =
            steps.isEmpty
            ? "Nothing is programmed to flow."
            : "\(steps.count) rates, at most \(Dose(checked: top)) per hour. \(total.text)."
        // room above the highest step for its number
        let ceiling = (ticks.last ?? 1) * 115 / 100 + 1
        var frame = ChartFrame(
            Drawing(
                name: "day-profile", title: "Rates over 24 h", summary: summary, width: ChartFrame.width,
                height: 4_300),
            right: 400, legendRows: 0, horizontal: 0...1_440, vertical: 0...ceiling)
        frame.drawVerticalAxis("rate (mcg/h)", ticks: ticks) { "\(Dose(checked: $0).decimalText)" }
        frame.drawHorizontalAxis("time of the day, by the schedule's local time", ticks: (0...8).map { $0 * 180 }) {
            "\(Wording.clock(minute: Int($0)))"
        }
        frame.write(total, at: Point(frame.plot.right, 300), .cellHead, anchor: .end)
        Self.draw(steps, &frame)
        drawing = frame.drawing
    }

    private static func draw(_ steps: [RateStep], _ frame: inout ChartFrame) {
        guard let first = steps.first, let last = steps.last else {
            let middle = Point(frame.plot.left + frame.plot.width / 2, frame.plot.top + frame.plot.height / 2 - 300)
            return frame.write("nothing is programmed to flow", at: middle, .caption, anchor: .middle)
        }
        let curve = steps.flatMap { [frame.point($0.start, $0.rate), frame.point($0.end, $0.rate)] }
        frame.draw(.area([frame.point(first.start, 0)] + curve + [frame.point(last.end, 0)], .shade))
        frame.draw(.line(curve, .curve))
        for step in steps {
            let words: Legible = "\(Dose(checked: step.rate).decimalText)"
            let (left, right) = (frame.point(step.start, step.rate), frame.point(step.end, step.rate))
            guard TextStyle.axis.width(of: words) + 200 < right.x - left.x else { continue }
            frame.write(words, at: Point((left.x + right.x) / 2, left.y - 130), anchor: .middle)
        }
    }
}

/// A rate from a minute of the day to another, in nanograms per hour.
struct RateStep: Hashable, Sendable {
    var start: Int64
    var end: Int64
    var rate: Int64
}

extension ClinicalRecord.ProgramSummary {
    /// The profile with the end of each step; steps out of order or out of the day are left out, rates held in range.
    var dayOfRates: [RateStep] {
        var steps: [RateStep] = []
        for step in profile where (Int(steps.last?.start ?? -1) + 1..<1_440).contains(step.startMinute) {
            if let last = steps.indices.last { steps[last].end = Int64(step.startMinute) }
            let rate = min(max(step.nanogramsPerHour, 0), Dose.range.upperBound)
            steps.append(RateStep(start: Int64(step.startMinute), end: 1_440, rate: rate))
        }
        return steps
    }
}
