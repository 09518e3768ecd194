import PumpModel
import Testing

@testable import Dosing

@Suite("Limits hold for any change on any pump")
struct PropertyTests {
    struct Case {
        var change: PumpChange
        var report: PumpReport
        var history: TherapyHistory
        var judgement: Judgement
        var minimum: DailyDose

        init(_ seed: Int) {
            var chance = Chance(seed)
            change = chance.change()
            report = chance.report()
            history = chance.history()
            judgement = DosingRules.strict.judge(change, on: report, history: history, at: .evening)
            minimum = FlowArithmetic.dailyDose(
                of: report.minimumFlow, at: change.refill?.concentration ?? report.concentration)
        }

        var concentration: Concentration { change.refill?.concentration ?? report.concentration }
        var patient: PatientClass? { (change.setUp ?? report.setUp)?.patientClass }
    }

    private static let cases = (0..<3_000).map(Case.init)

    /// The accepted ones of some thousand changes; there must be many, or the tests below would show nothing.
    private static let accepted = cases.filter { $0.judgement.hard.isEmpty }

    @Test func thereAreMany() {
        #expect(Self.accepted.count > 150)
        #expect(Self.accepted.count < Self.cases.count / 2)
    }

    @Test("No accepted program passes the ceiling or the rolling maximum of its patient's class, counted by hours")
    func ceiling() {
        for accepted in Self.accepted where accepted.patient != nil && accepted.concentration != mcgPerML(50) {
            let scale: Int64 = accepted.patient == .child ? 2 : 1
            let program = accepted.change.program
            var total = Oracle.greatest(of: program.base, minimum: accepted.minimum)[24]
            if case .bolus(let bolus) = program.once { total += bolus.dose.nanograms }
            total += Oracle.patientBoluses(of: program, hours: 24)
            // a class that the library does not know gets no therapy, and so no more than the minimum rate
            #expect(total <= 1_000_000 / scale, "\(accepted.change) \(accepted.patient as Any)")
            let worst = Oracle.worst24Hours(of: program, on: accepted.report, minimum: accepted.minimum)
            let goesOn = Assessment(
                .strict, accepted.change, on: accepted.report, history: accepted.history, at: .evening
            ).worst24Hours(
                of: accepted.report.program.afterwards, minimumRateDose: accepted.report.minimumRateDose)
            #expect(
                worst <= max(1_100_000 / scale, goesOn) || program == .stopped || program == .minimumRate,
                "\(accepted.change)")
        }
    }

    @Test("No accepted rate, bolus or line volume flows outside the pump's range")
    func flows() {
        for accepted in Self.accepted {
            let (least, most, perMilliliter) = (Int64(48_000), Int64(24_000_000), accepted.concentration.rawValue)
            let program = accepted.change.program
            let rates: [Int64] =
                switch program.base {
                case .stopped, .minimumRate: []
                case .simpleContinuous(let dose), .periodicBoluses(_, let dose): [dose.nanogramsPerDay]
                case .flex(let schedule): schedule.week.flatMap { $0.steps.map { $0.rate.nanogramsPerHour * 24 } }
                }
            for rate in rates {
                #expect(rate * 1_000 >= least * perMilliliter && rate * 1_000 <= most * perMilliliter)
            }
            for bolus in program.boluses {
                let perDay = bolus.dose.nanograms * 86_400_000 / bolus.duration.milliseconds
                #expect((perDay + (rates.max() ?? 0)) * 1_000 <= most * perMilliliter + 1_000)
            }
            switch program.once {
            case .prime(let line), .bridge(let line):
                let flow = Int128(line.volume.nanoliters) * 86_400_000 / Int128(line.duration.milliseconds)
                #expect(flow >= Int128(least) - 1 && flow <= Int128(most))
            case .bolus, nil: break
            }
        }
    }

    @Test("What is accepted is known, set up, calibrated, and no prime into a therapy")
    func preconditions() {
        for accepted in Self.accepted {
            let (change, report) = (accepted.change, accepted.report)
            let runs = if case .bolus = report.program.once { true } else { report.program.once == nil }
            #expect(report.identity.model == "M" && (report.bolusRemaining == .zero || !runs))
            #expect([50, 500, 1_000].contains(accepted.concentration.rawValue))
            let setUp = change.setUp ?? report.setUp
            #expect(setUp != nil || change.program == .stopped || change.program == .minimumRate)
            #expect(setUp == nil || setUp?.calibrationConstant == 113)
            if case .prime(let prime) = change.program.once {
                #expect([.stopped, .minimumRate].contains(report.program.base))
                #expect(prime.volume.nanoliters * 100 <= (setUp?.lineVolume.nanoliters ?? 0) * 105)
            }
            if let refill = change.refill { #expect(refill.filled <= report.identity.reservoirSize) }
            for bolus in change.program.boluses {
                #expect(
                    bolus.dose <= mcg(accepted.patient == .child && accepted.concentration != mcgPerML(50) ? 50 : 100))
            }
        }
    }

    @Test("What no override passes changes no weekday by more than is allowed, counted by hours")
    func weekdays() {
        var compared = 0
        for found in Self.accepted {
            let codes = Set(found.judgement.soft.map(\.code))
            let (old, new) = (found.report.program.base, found.change.program.base)
            guard codes.isDisjoint(with: ["increase", "decrease", "startFromZero", "stopsDelivery"]), new.isTherapy
            else { continue }
            let isChild = found.patient == .child
            let allowed: Int64 = (found.change.refill == nil ? 30 : 40) / (isChild ? 2 : 1)
            let was = Oracle.hours(of: old, minimum: found.report.minimumRateDose)
            let comes = Oracle.hours(of: new, minimum: found.minimum)
            for weekday in 0..<7 {
                let before = was[weekday * 24..<weekday * 24 + 24].reduce(0, +)
                let after = comes[weekday * 24..<weekday * 24 + 24].reduce(0, +)
                // an hour of the oracle is rounded down: a day by less than 24 sixtieths
                #expect(after * 100 <= (before + 24) * (100 + allowed) && (after + 24) * 100 >= before * 80)
                compared += 1
            }
        }
        #expect(compared > 100)
    }

    @Test("No accepted schedule hides a bolus above the largest one, and no line brings more than the ceiling")
    func hiddenBoluses() {
        for found in Self.accepted {
            let scale: Int64 = found.patient == .child ? 2 : 1
            if case .flex(let schedule) = found.change.program.base {
                for day in schedule.week {
                    let highest = day.steps.map(\.rate.nanogramsPerHour).max() ?? 0
                    #expect(highest - day.total / 24 <= 100_000 / scale)
                }
            }
            let (old, new) = (found.report.concentration, found.concentration)
            if case .bridge(let bridge) = found.change.program.once, old != new {
                let perDay =
                    Int128(bridge.volume.nanoliters) * Int128(old.rawValue) * 86_400
                    / Int128(bridge.duration.milliseconds)
                #expect(perDay <= Int128(new.rawValue == 50 ? 110_000 : 1_000_000 / scale))
            } else if new < old, found.change.refill != nil, found.change.program.base.isTherapy {
                if case .prime = found.change.program.once { continue }
                let base = Oracle.greatest(of: found.change.program.base, minimum: found.minimum)[24]
                #expect(base * old.rawValue / new.rawValue <= 1_000_000 / scale)
            }
        }
    }

    @Test("Every rule speaks once, and each is broken by some of these changes in the way it can be")
    func coverage() {
        var refused: Set<Rule> = [], overridden: Set<Rule> = [], met: Set<Rule> = [], idle: Set<Rule> = []
        for rules in Self.cases.map(\.judgement.rules) {
            #expect(rules.map(\.rule) == Rule.allCases)
            for finding in rules {
                switch finding.outcome {
                case .refused: refused.insert(finding.rule)
                case .needsOverride: overridden.insert(finding.rule)
                case .met: met.insert(finding.rule)
                case .notApplicable: idle.insert(finding.rule)
                }
            }
        }
        let hard: Set<Rule> = [
            .pumpModel, .drug, .screeningUse, .setUp, .calibration, .lowReservoirLevel, .flow, .total, .ceiling,
            .lowestDose, .bolusSize, .bolusInterval, .largest24Hours, .bolusRunning, .primeDuringTherapy, .primeVolume,
            .filledVolume, .pumpDelivers, .peakHour, .bridge, .clockCorrection,
        ]
        let soft: Set<Rule> = [
            .line, .maintenanceRange, .startFromZero, .stopsDelivery, .increase, .decrease, .increaseInterval,
            .firstIncrease, .bolusSize, .lineRunning, .primeDuringTherapy, .primeVolume, .bridge, .withdrawnVolume,
            .clockCorrection, .pumpDelivers, .patient, .peakHour, .lowReservoirLevel, .filledVolume,
        ]
        #expect(refused == hard)
        #expect(overridden == soft)
        #expect(hard.union(soft).union([.drugLibrary]) == Set(Rule.allCases))
        // a prime is always asked about
        #expect(met == Set(Rule.allCases).subtracting([.primeDuringTherapy]))
        #expect(idle.isSubset(of: Set(Rule.allCases).subtracting([.drugLibrary, .pumpModel, .total, .bolusRunning])))
    }

    @Test("Codes are told apart: no hard limit has the code of a soft one")
    func codes() {
        var hard: Set<String> = [], soft: Set<String> = []
        for judgement in Self.cases.map(\.judgement) {
            hard.formUnion(judgement.hard.map(\.code))
            soft.formUnion(judgement.soft.map(\.code))
        }
        #expect(hard.isDisjoint(with: soft))
        #expect(hard.count == 29)
        #expect(soft.count == 24)
    }

    @Test("What a schedule brings in any stretch is never estimated below what it brings in hours", arguments: 0..<60)
    func stretches(_ seed: Int) {
        var chance = Chance(seed)
        let program = chance.program()
        let minimum = mcgPerDay(3)
        for (length, most) in Oracle.greatest(of: program.base, minimum: minimum).enumerated() {
            let estimate = GreatestDelivery(
                of: Program(base: program.base)!, minimumRateDose: minimum, oldConcentration: mcgPerML(500)
            ).within(Int64(length) * 3_600_000)
            #expect(estimate >= most)
            if case .flex = program.base { #expect(estimate == most || estimate == most + 1) }
        }
    }
}
