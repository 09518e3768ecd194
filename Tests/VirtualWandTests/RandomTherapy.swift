import PumpModel
import VirtualWand

/// Programs of every kind that a pump with 500 mcg/mL can hold, in whole minutes: reproducible from a seed.
struct RandomTherapy {
    var random: SplitMix64

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    /// What `draw` makes of a copy.
    func with<Value>(_ draw: (inout RandomTherapy) -> Value) -> Value {
        var copy = self
        return draw(&copy)
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &random) }
    mutating func happens(oneIn count: Int64) -> Bool { number(1...count) == 1 }

    /// Minutes of which a picogram's parts are a whole multiple: every partial delivery is whole parts too.
    private static let wholeMinutes: [Int64] = [10, 12, 15, 16, 18, 20, 24, 25, 27, 30, 32, 40, 45, 48, 50, 54, 60]

    mutating func program() -> Program {
        if happens(oneIn: 8) { return .stopped }
        let patient = happens(oneIn: 3) ? patientBolus() : nil
        return Program(base: base(), once: once(), patientBolus: patient) ?? .minimumRate
    }

    private mutating func base() -> BaseProgram {
        switch number(1...5) {
        case 1: .minimumRate
        case 2: .simpleContinuous(DailyDose(checked: number(50_000...600_000)))
        case 3: periodic() ?? .minimumRate
        default: flex() ?? .minimumRate
        }
    }

    private mutating func once() -> OneTimeDelivery? {
        switch number(1...4) {
        case 1: bolus().map { .bolus($0) }
        case 2:
            TimedVolume(
                volume: Volume(checked: number(100_000...400_000)),
                duration: TimeSpan(checked: wholeDuration * ([10, 16, 20, 32].randomElement(using: &random) ?? 10))
            ).map { .bridge($0) }
        default: nil
        }
    }

    mutating func patientBolus() -> PatientBolus? {
        bolus().flatMap {
            PatientBolus(
                bolus: $0, allottedPer24Hours: Int(number(1...8)), lockoutMinutes: Int(number(60...240)))
        }
    }

    private mutating func bolus() -> Bolus? {
        Bolus(dose: Dose(checked: number(1...20_000)), duration: TimeSpan(checked: wholeDuration))
    }

    private var wholeDuration: Int64 {
        mutating get { 60_000 * (Self.wholeMinutes.randomElement(using: &random) ?? 10) }
    }

    private mutating func periodic() -> BaseProgram? {
        let interval = Int([60, 72, 80, 90, 120, 240, 480, 720, 1_440].randomElement(using: &random) ?? 60)
        return bolus().flatMap {
            PeriodicBoluses(
                bolus: $0, intervalMinutes: interval, firstAfterMinutes: Int(number(0...Int64(interval - 1))))
        }.map { .periodicBoluses($0, DailyDose(checked: number(50_000...300_000))) }
    }

    private mutating func flex() -> BaseProgram? {
        let days = (0..<3).compactMap { _ in day() }
        guard days.count == 3 else { return nil }
        let week = (0..<7).map { _ in days[Int(number(0...2))] }
        return FlexSchedule(week: week, utcOffsetMinutes: Int(number(-48...56)) * 15).map { .flex($0) }
    }

    private mutating func day() -> DaySchedule? {
        let starts = Set((0..<number(0...12)).map { _ in Int(number(1...1_439)) }).sorted()
        return DaySchedule(
            steps: ([0] + starts).map { RateStep(startMinute: $0, rate: HourlyDose(checked: number(2_000...40_000))) })
    }
}
