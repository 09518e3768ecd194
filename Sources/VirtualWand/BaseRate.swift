internal import PumpModel

/// The rate of a base program at any moment, in parts per millisecond: the same number as in picograms per day.
enum BaseRate: Hashable, Sendable {
    case constant(Int128)
    /// Local time is the pump's clock and `ahead` milliseconds.
    case flex(FlexSchedule, ahead: Int64)

    private static let week: Int64 = 7 * 86_400_000
    /// 1970 began on a Thursday, three days after a Monday.
    private static let mondayShift: Int64 = 3 * 86_400_000

    /// What `base` delivers at `concentration`, its schedule read with the clock that is corrected by `correction`.
    init(_ base: BaseProgram, minimumFlow: Flow, concentration: Concentration, correction: ClockCorrection) {
        switch base {
        case .stopped: self = .constant(0)
        case .minimumRate:
            self = .constant(Int128(minimumFlow.nanolitersPerDay) * Int128(concentration.microgramsPerMilliliter))
        case .simpleContinuous(let dose), .periodicBoluses(_, let dose):
            self = .constant(Int128(dose.nanogramsPerDay) * 1_000)
        case .flex(let schedule):
            self = .flex(schedule, ahead: correction.milliseconds + Int64(schedule.utcOffsetMinutes) * 60_000)
        }
    }

    func rate(at moment: Int64) -> Int128 {
        switch self {
        case .constant(let rate): rate
        case .flex(let schedule, let ahead): Self.step(of: schedule, at: moment, ahead).rate
        }
    }

    /// The first moment after `moment` at which another step begins; nil when none ever does.
    func change(after moment: Int64) -> Int64? {
        switch self {
        case .constant: nil
        case .flex(let schedule, let ahead): moment + Self.step(of: schedule, at: moment, ahead).remaining
        }
    }

    /// Step by step: within one step a single product.
    func parts(from start: Int64, to end: Int64) -> Int128 {
        var sum: Int128 = 0
        var moment = start
        while moment < end {
            let next = min(change(after: moment) ?? end, end)
            sum += rate(at: moment) * Int128(next - moment)
            moment = next
        }
        return sum
    }

    /// The rate of the step at `moment`, and the milliseconds until the next one.
    private static func step(
        of schedule: FlexSchedule, at moment: Int64, _ ahead: Int64
    ) -> (rate: Int128, remaining: Int64) {
        let past = (moment + ahead + mondayShift) % week
        let (day, time) = (past < 0 ? past + week : past).quotientAndRemainder(dividingBy: 86_400_000)
        let steps = schedule.week[Int(day)].steps
        let next = steps.firstIndex { Int64($0.startMinute) * 60_000 > time } ?? steps.count
        let end = next < steps.count ? Int64(steps[next].startMinute) * 60_000 : 86_400_000
        return (Int128(steps[next - 1].rate.nanogramsPerHour) * 24_000, end - time)
    }
}
