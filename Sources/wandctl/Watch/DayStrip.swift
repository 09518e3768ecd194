import ControlAPI
import PumpModel

/// What a program delivers in each hour of the day in which it stands, by the pump's clock and the program's own local time.
///
/// The base and its periodic boluses; what is delivered once, and what the patient gives himself, is not in it.
struct DayStrip: Equatable {
    /// 24 values in ng, the first from 00:00; a bolus counts in the hour in which it begins.
    var hourNanograms: [Int64]
    /// By local time.
    var minuteNow: Int
    /// "UTC+01:00".
    var zone: String

    private static let dayMilliseconds: Int64 = 86_400_000

    /// Nil where the program leaves out what it always gives.
    init?(_ pump: API.Pump, now: Timestamp) {
        let offset = pump.program.mode == .flex ? pump.program.schedule?.utcOffsetMinutes ?? 0 : 0
        guard (-1_440...1_440).contains(offset) else { return nil }
        let local = now.advanced(byMilliseconds: pump.pumpClockOffsetMilliseconds)
            .advanced(byMilliseconds: pump.clockCorrectionMilliseconds)
            .advanced(byMilliseconds: offset * 60_000).millisecondsSince1970
        let (day, inDay) = local.quotientAndRemainder(dividingBy: Self.dayMilliseconds)
        minuteNow = Int(inDay / 60_000)
        zone = offset == 0 ? "UTC" : "UTC\(offset < 0 ? "-" : "+")\(MinuteText.text(Int(abs(offset))))"
        switch pump.program.mode {
        case .stopped: hourNanograms = Self.constant(0)
        case .minimumRate:
            // nL/day times mcg/mL are picograms a day
            let (picograms, overflow) = pump.minimumFlowNanolitersPerDay.multipliedReportingOverflow(
                by: pump.concentrationMicrogramsPerMilliliter)
            guard !overflow else { return nil }
            hourNanograms = Self.constant(picograms / 24_000)
        case .simpleContinuous:
            guard let dose = pump.program.doseNanogramsPerDay else { return nil }
            hourNanograms = Self.constant(dose / 24)
        case .flex:
            guard let hours = pump.program.schedule?.hours(ofWeekday: Int((day + 3) % 7)) else { return nil }
            hourNanograms = hours
        case .periodicBoluses:
            guard let dose = pump.program.doseNanogramsPerDay, let periodic = pump.program.periodic,
                let bolus = periodic.doseNanograms, let begin = Timestamp(pump.programmedAt),
                Self.amounts.contains(dose), Self.amounts.contains(bolus),
                (1...1_440).contains(periodic.intervalMinutes), (0...10_080).contains(periodic.firstAfterMinutes)
            else { return nil }
            hourNanograms = Self.constant(dose / 24)
            let first =
                begin.advanced(byMilliseconds: pump.clockCorrectionMilliseconds).millisecondsSince1970
                + periodic.firstAfterMinutes * 60_000
            let dayBegin = local - inDay
            let interval = periodic.intervalMinutes * 60_000
            var next = first >= dayBegin ? first : first + (dayBegin - first + interval - 1) / interval * interval
            while next < dayBegin + Self.dayMilliseconds {
                hourNanograms[Int((next - dayBegin) / 3_600_000)] += bolus
                next += interval
            }
        }
    }

    /// Amounts in ng that can be added up for a day without a thought.
    fileprivate static let amounts: ClosedRange<Int64> = 0...1_000_000_000_000

    private static func constant(_ nanograms: Int64) -> [Int64] { Array(repeating: nanograms, count: 24) }

    var highestNanograms: Int64 { hourNanograms.max() ?? 0 }

    /// The bars, top row first, each hour `columns` wide.
    func rows(_ count: Int, columns: Int, _ glyphs: Glyphs) -> [String] {
        let steps = Int64(glyphs.steps.count)
        let whole = Int64(count) * steps
        let heights = hourNanograms.map { nanograms -> Int64 in
            guard highestNanograms > 0, nanograms > 0 else { return 0 }
            return max(
                1,
                Int64(
                    (Int128(nanograms) * Int128(whole) + Int128(highestNanograms) / 2)
                        / Int128(highestNanograms)))
        }
        return (0..<count).reversed().map { row in
            heights.map { height in
                let here = min(max(0, height - Int64(row) * steps), steps)
                let sign = here == 0 ? (row == 0 ? glyphs.empty : " ") : glyphs.steps[Int(here) - 1]
                return String(repeating: sign, count: columns)
            }.joined()
        }
    }

    /// The hours below the bars, and a mark where the day stands.
    func axis(columns: Int, _ glyphs: Glyphs) -> (before: String, now: String, after: String) {
        var signs = Array(repeating: Character(" "), count: 24 * columns)
        for hour in [0, 6, 12, 18] {
            for (index, digit) in "\(hour)".enumerated() { signs[hour * columns + index] = digit }
        }
        let place = min(signs.count - 1, minuteNow * columns / 60)
        return (String(signs[..<place]), glyphs.now, String(signs[(place + 1)...]))
    }
}

extension API.Schedule {
    /// What each hour of a day delivers, in ng rounded down; 0 is Monday. Nil where the schedule is not whole.
    func hours(ofWeekday weekday: Int) -> [Int64]? {
        let names = API.Weekday.allCases
        guard names.indices.contains(weekday), let day = days.first(where: { $0.weekdays.contains(names[weekday]) })
        else { return nil }
        var rates: [(from: Int, nanogramsPerHour: Int64)] = []
        for step in day.steps {
            guard let minute = MinuteText.minute(of: step.start), let rate = step.nanogramsPerHour,
                DayStrip.amounts.contains(rate)
            else { return nil }
            rates.append((minute, rate))
        }
        guard rates.first?.from == 0 else { return nil }
        return (0..<24).map { hour in
            (hour * 60..<(hour + 1) * 60).reduce(Int64(0)) { sum, minute in
                sum + (rates.last { $0.from <= minute }?.nanogramsPerHour ?? 0)
            } / 60
        }
    }
}
