import ClinicalRecord
import PumpModel

/// A day of the base program: micrograms per hour from midnight to midnight of the schedule.
struct ProfileChart {
    let drawing: Drawing

    /// A chart for each group of equal weekdays, all to the same scale; one that says so where nothing is to flow.
    static func charts(of program: ClinicalRecord.ProgramSummary) -> [ProfileChart] {
        let top = program.days.flatMap(\.dayOfRates).map(\.rate).max() ?? 0
        let days: [ClinicalRecord.DayProfile?] = program.days.isEmpty ? [nil] : program.days
        return days.enumerated().map { index, day in ProfileChart(day, number: index + 1, in: program, top: top) }
    }

    private init(
        _ day: ClinicalRecord.DayProfile?, number: Int, in program: ClinicalRecord.ProgramSummary, top: Int64
    ) {
        let steps = day?.dayOfRates ?? []
        let ticks = Ticks.amounts(upTo: top)
        let isOneOfSeveral = program.days.count > 1
        let name = isOneOfSeveral ? Wording.days(day?.weekdays ?? []) : nil
        let total: Legible =
            name.map { "\($0), \(Dose(checked: (day?.total ?? .zero).nanogramsPerDay))" }
            ?? "24 h total \(day?.total ?? program.total24Hours)"
        let highest = Dose(checked: steps.map(\.rate).max() ?? 0)
        let summary: Legible =
            steps.isEmpty
            ? "Nothing is programmed to flow." : "\(steps.count) rates, at most \(highest) per hour. \(total.text)."
        // room above the highest step for its number
        let ceiling = (ticks.last ?? 1) * 115 / 100 + 1
        var frame = ChartFrame(
            Drawing(
                name: isOneOfSeveral ? "day-profile-\(number)" : "day-profile",
                title: "Rates over 24 h\(name.map { ", \($0)" } ?? "")", summary: summary, width: ChartFrame.width,
                height: 4_300),
            right: 400, legendRows: 0, horizontal: 0...1_440, vertical: 0...ceiling)
        frame.drawVerticalAxis("rate (mcg/h)", ticks: ticks) { "\(Dose(checked: $0).decimalText)" }
        let axis = "time of the day\(Wording.localTime(of: program))"
        frame.drawHorizontalAxis(Legible(axis), ticks: (0...8).map { $0 * 180 }) {
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
            let number = Text(
                words: words, baseline: Point((left.x + right.x) / 2, left.y - 130), style: .axis, anchor: .middle)
            // no line of the grid runs through a number
            frame.draw(.frame(number.box, fill: .white, stroke: nil))
            frame.draw(.text(number))
        }
    }
}

/// A rate from a minute of the day to another, in nanograms per hour.
struct RateStep: Hashable, Sendable {
    var start: Int64
    var end: Int64
    var rate: Int64
}

extension ClinicalRecord.DayProfile {
    /// The steps with the end of each; those out of order or out of the day are left out, rates held in range.
    var dayOfRates: [RateStep] {
        var rates: [RateStep] = []
        for step in steps where (Int(rates.last?.start ?? -1) + 1..<1_440).contains(step.startMinute) {
            if let last = rates.indices.last { rates[last].end = Int64(step.startMinute) }
            let rate = min(max(step.nanogramsPerHour, 0), Dose.range.upperBound)
            rates.append(RateStep(start: Int64(step.startMinute), end: 1_440, rate: rate))
        }
        return rates
    }
}
