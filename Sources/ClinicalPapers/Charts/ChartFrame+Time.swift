import PumpModel

extension ChartFrame {
    /// The horizontal axis as dates, or as times of the day where it spans less than a few days.
    mutating func drawTimeAxis() {
        let most = Int64(plot.width / 2_600)
        let (step, places) = Ticks.times(from: horizontal.first, to: horizontal.last, most: most)
        let isClock = step < Ticks.day
        drawHorizontalAxis(isClock ? "day and time (UTC)" : "date (UTC)", ticks: places) { tick in
            let time = Timestamp(clamping: tick)
            return isClock ? "\(String(time.dateText.dropFirst(5))) \(time.clockText)" : "\(time.dateText)"
        }
    }
}
