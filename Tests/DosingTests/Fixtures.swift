import PumpModel

@testable import Dosing

func mcgPerDay(_ value: Int64) -> DailyDose { DailyDose(checked: value * 1_000) }
func mcg(_ value: Int64) -> Dose { Dose(checked: value * 1_000) }
func mcgPerML(_ value: Int64) -> Concentration { Concentration(checked: value) }
func microliters(_ value: Int64) -> Volume { Volume(checked: value * 1_000) }
func minutes(_ value: Int64) -> TimeSpan { TimeSpan(checked: value * 60_000) }
func hours(_ value: Int64) -> TimeSpan { minutes(value * 60) }
func microlitersPerDay(_ value: Int64) -> Flow { Flow(checked: value * 1_000) }

func bolus(_ micrograms: Int64, _ duration: TimeSpan = minutes(30)) -> Bolus {
    Bolus(dose: mcg(micrograms), duration: duration)!
}

func timed(_ nanoliters: Int64, _ duration: TimeSpan) -> TimedVolume {
    TimedVolume(volume: Volume(checked: nanoliters), duration: duration)!
}

/// Rates by the hour, each from its hour on.
func day(_ steps: (hour: Int, mcgPerHour: Int64)...) -> DaySchedule {
    DaySchedule(
        steps: steps.map { RateStep(startMinute: $0.hour * 60, rate: HourlyDose(checked: $0.mcgPerHour * 1_000)) })!
}

extension Timestamp {
    /// Ten in the evening, and so the start of an hour.
    static let evening = Timestamp("2026-11-23T22:00:00.000Z")!

    func before(_ span: TimeSpan) -> Timestamp { advanced(byMilliseconds: -span.milliseconds) }
}

extension PumpSetUp {
    /// A line of 0.4 mL.
    static let usual = PumpSetUp(
        patient: PatientCode("A.B.")!, patientClass: .adultSpinal, tubingVolume: microliters(180),
        catheterLength: Length(checked: 1_000_000), catheterVolume: microliters(220),
        lowReservoirVolume: microliters(2_000),
        calibrationConstant: 113)

    func with(_ patient: PatientClass) -> PumpSetUp {
        var setUp = self
        setUp.patientClass = patient
        return setUp
    }
}

extension PumpReport {
    /// 300 mcg/day at 500 mcg/mL for a week, 10 mL left of 20.
    static let usual = PumpReport(
        identity: PumpIdentity(
            serial: PumpSerial("P-1")!, model: "M", firmware: "1", reservoirSize: microliters(20_000),
            calibrationConstant: 113),
        clock: .evening, drug: .baclofen, concentration: mcgPerML(500), revision: ProgramRevision(3),
        program: .simpleContinuous(mcgPerDay(300)), programmedAt: .evening.before(hours(168)),
        actualFlow: microlitersPerDay(600), bolusRemaining: .zero, reservoir: microliters(10_000),
        lowReservoirVolume: microliters(2_000), residualVolume: microliters(1_400), minimumFlow: microlitersPerDay(6),
        serviceDaysRemaining: 1_000, stoppedSince: nil, staged: nil, lastApplied: nil, appliedCount: 3, newestEvent: 9,
        alarms: [], setUp: .usual, deliveredByHour: Array(repeating: Dose(checked: 12_500), count: 25))

    func with(_ change: (inout PumpReport) -> Void) -> PumpReport {
        var report = self
        change(&report)
        return report
    }
}

extension TherapyHistory {
    /// A therapy of long standing.
    static let long = TherapyHistory(firstStartAt: .evening.before(hours(2_000)), isComplete: true)
}

extension DosingRules {
    /// Adults of spinal origin: 100...1000, usually 200...800; +30/+40/-20 %; boluses up to 50, at most 100, 2 h apart; at most
    /// 1100 mcg in 24 h. Children: half of it. 50 mcg/mL for screening.
    static let strict: DosingRules = {
        func bounds(_ scale: Int64) -> TherapyBounds {
            TherapyBounds(
                maintenance: mcgPerDay(200 / scale)...mcgPerDay(800 / scale),
                allowed: mcgPerDay(100 / scale)...mcgPerDay(1_000 / scale), increasePercent: 30 / scale,
                refillIncreasePercent: 40 / scale, decreasePercent: 20, increaseInterval: .day,
                firstIncreaseAfter: .day,
                boluses: BolusBounds(
                    usual: mcg(50 / scale), largest: mcg(100 / scale), interval: hours(2),
                    largest24Hours: mcg(1_100 / scale)))
        }
        let therapy = [500, 1_000].map {
            DrugEntry(
                drug: .baclofen, concentration: mcgPerML($0),
                use: .therapy([.adultSpinal: bounds(1), .child: bounds(2)]))
        }
        let screening = DrugEntry(
            drug: .baclofen, concentration: mcgPerML(50),
            use: .screening([
                .adultSpinal: BolusBounds(usual: mcg(75), largest: mcg(100), interval: .day, largest24Hours: mcg(110))
            ]))
        let pump = PumpProfile(
            model: "M", flow: microlitersPerDay(48)...microlitersPerDay(24_000), minimumFlow: microlitersPerDay(6),
            residualVolume: microliters(1_400), tubingVolume: microliters(180),
            reservoirSizes: [microliters(20_000), microliters(40_000)], serviceReserveDays: 90, serviceYears: 7,
            criticalAlarmInterval: minutes(10), nonCriticalAlarmInterval: hours(1), flowErrorPerMille: 25)
        return DosingRules(
            library: .loaded(
                DrugLibrary(name: "l", version: "2", date: "2026-01-31", entries: therapy + [screening]), sha256: "0"),
            catalog: PumpCatalog(
                pumps: [pump],
                catheters: [CatheterProfile(name: "c", volumePerLength: VolumePerLength(checked: 2_200))]))
    }()
}

/// What the rules say of a change, as "hard:code" and "soft:code".
func judged(
    _ change: PumpChange, on report: PumpReport = .usual, history: TherapyHistory = .long,
    by rules: DosingRules = .strict
) -> [String] {
    let judgement = rules.judge(change, on: report, history: history, at: .evening)
    return judgement.hard.map { "hard:\($0.code)" } + judgement.soft.map { "soft:\($0.code)" }
}

func judged(
    _ program: Program, on report: PumpReport = .usual, history: TherapyHistory = .long, by rules: DosingRules = .strict
) -> [String] {
    judged(PumpChange(program: program), on: report, history: history, by: rules)
}
