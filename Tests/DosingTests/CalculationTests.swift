import PumpModel
import Testing

@testable import Dosing

@Suite("Calculations that can be checked with a pencil")
struct CalculationTests {
    @Test("A bridge of 0.4 mL at 500 mcg/mL and 300 mcg/day: 0.6 mL/day for 16 h")
    func workedBridge() throws {
        let bridge = try BridgeCalculation(
            line: .usual, dose: mcgPerDay(300), oldConcentration: mcgPerML(500), newConcentration: mcgPerML(2_000))
        #expect(bridge.bridge == timed(400_000, hours(16)))
        #expect(bridge.bridgeFlow == microlitersPerDay(600))
        #expect(bridge.newFlow == microlitersPerDay(150))
        #expect(bridge.doseWithout == mcgPerDay(75))
        #expect(bridge.timeWithout == hours(64))
        #expect(bridge.delivery == .bridge(timed(400_000, hours(16))))
        #expect(
            bridge.steps == [
                "Vb = 0.18 mL + 0.22 mL = 0.4 mL",
                "Qb = 300 mcg/day / 500 mcg/mL = 0.6 mL/day",
                "tb = 0.4 mL * 500 mcg/mL / 300 mcg/day = 16 h, exactly the old dose",
                "then Q = 300 mcg/day / 2000 mcg/mL = 0.15 mL/day",
                "without the bridge: 300 mcg/day * 500 mcg/mL / 2000 mcg/mL = 75 mcg/day for 2 d 16 h",
            ])
        #expect(bridge.inputs.map(\.name).contains("old concentration"))
    }

    @Test("What comes without the bridge is of the new dose")
    func unbridged() throws {
        let bridge = try BridgeCalculation(
            line: .usual, dose: mcgPerDay(300), oldConcentration: mcgPerML(500), newConcentration: mcgPerML(2_000),
            newDose: mcgPerDay(320))
        #expect(bridge.bridge == timed(400_000, hours(16)))
        let without = try UnbridgedCalculation(
            line: .usual, newDose: mcgPerDay(320), oldConcentration: mcgPerML(500), newConcentration: mcgPerML(2_000))
        #expect(without.dose == mcgPerDay(80) && without.time == hours(60))
        #expect(bridge.doseWithout == without.dose && bridge.timeWithout == without.time)
        #expect(
            without.steps == [
                "without the bridge: 320 mcg/day * 500 mcg/mL / 2000 mcg/mL = 80 mcg/day for 2 d 12 h"
            ])
        #expect(bridge.steps.last == without.steps.last)
        #expect(
            UnbridgedCalculation.dose(DailyDose(checked: 4_000_000_000), from: mcgPerML(2), to: mcgPerML(1)) == nil)
    }

    @Test(
        "A bridge that is not whole seconds gives no more than the old dose", arguments: [Int64(7), 299, 301, 333, 777])
    func roundedBridge(_ dose: Int64) throws {
        let calculation = try? BridgeCalculation(
            line: .usual, dose: mcgPerDay(dose), oldConcentration: mcgPerML(500), newConcentration: mcgPerML(1_000))
        let seconds = try #require(calculation?.bridge.duration.milliseconds) / 1_000
        // 200 mcg over t seconds against dose per 86400, in exact products; and one second less would be above
        #expect(200 * 86_400 <= dose * seconds)
        #expect(200 * 86_400 > dose * (seconds - 1))
    }

    @Test("What can not be computed says why")
    func impossible() {
        var empty = PumpSetUp.usual
        empty.tubingVolume = .zero
        empty.catheterVolume = .zero
        func failure(_ line: PumpSetUp, _ dose: DailyDose) -> CalculationError? {
            do throws(CalculationError) {
                _ = try BridgeCalculation(
                    line: line, dose: dose, oldConcentration: mcgPerML(500), newConcentration: mcgPerML(1_000))
                return nil
            } catch {
                return error
            }
        }
        #expect(failure(empty, mcgPerDay(300)) == .emptyLine)
        #expect(failure(.usual, .zero) == .noFlow)
        // 200 mcg at 6 mcg/day take 33 days
        #expect(failure(.usual, mcgPerDay(6)) == .tooLong(seconds: 2_880_000, allowed: TimedVolume.durationSeconds))
        #expect(
            failure(.usual, mcgPerDay(6))?.description
                == "it would take 33 d 8 h, and a pump does it for at most 30 d")
        #expect(failure(.usual, DailyDose(checked: 4_000_000_000))?.description.contains("exceeds any pump's") == true)
    }

    @Test("A prime from pump and catheter, and from what the pump knows")
    func prime() throws {
        let pump = try #require(DosingRules.strict.catalog.pump("M"))
        let catheter = try #require(DosingRules.strict.catalog.catheter("c"))
        let prime = try PrimeCalculation(
            pump: pump, catheter: catheter, length: Length(checked: 1_000_000), flow: microlitersPerDay(9_600))
        #expect(prime.prime == timed(400_000, hours(1)))
        #expect(
            prime.steps == [
                "catheter = 100 cm * 0.0022 mL/cm = 0.22 mL", "V = 0.18 mL + 0.22 mL = 0.4 mL",
                "t = 0.4 mL / 9.6 mL/day = 1 h, rounded up to whole seconds",
            ])
        #expect(try PrimeCalculation(line: .usual, flow: microlitersPerDay(9_600)).delivery == prime.delivery)
        let catheterOnly = try PrimeCalculation(line: .usual, tubingIsPrimed: true, flow: microlitersPerDay(9_601))
        #expect(catheterOnly.prime.volume == microliters(220))
        // 220 * 86400 / 9601 is 1979.79...
        #expect(catheterOnly.prime.duration == TimeSpan(checked: 1_980_000))
        #expect(throws: CalculationError.noFlow) { try PrimeCalculation(line: .usual, flow: .zero) }
        #expect(throws: CalculationError.self) {
            try PrimeCalculation(
                pump: pump, catheter: CatheterProfile(name: "x", volumePerLength: VolumePerLength(checked: 100_000)),
                length: Length(checked: 2_000_000), flow: Flow(checked: 1))
        }
    }

    @Test("The volume of a catheter is rounded up to whole nanoliters")
    func catheter() throws {
        let catheter = CatheterProfile(name: "c", volumePerLength: VolumePerLength(checked: 2_600))
        #expect(try catheter.volume(of: Length(checked: 1_000_000)) == microliters(260))
        #expect(try catheter.volume(of: Length(checked: 1)) == Volume(checked: 1))
        #expect(try catheter.volume(of: .zero) == .zero)
    }

    @Test("A refill: what was expected, and the dates")
    func refill() throws {
        let refill = Refill(
            withdrawn: microliters(9_000), filled: microliters(20_000), drug: .baclofen, concentration: mcgPerML(500))
        let calculation = try #require(
            try RefillCalculation(
                PumpChange(program: .simpleContinuous(mcgPerDay(300)), refill: refill), on: .usual, at: .evening,
                policy: RegistrationCard.Policy()))
        #expect(calculation.expectedWithdrawn == microliters(10_000))
        #expect(calculation.deviationBasisPoints == -1_000)
        #expect(!calculation.isFarOff)
        // 18 mL at 0.6 mL/day, 2.5 % faster: 29 days and 6 h 26 min ahead
        #expect(calculation.lowReservoirDate?.dateText == "2026-12-23")
        #expect(calculation.refillBy?.dateText == "2026-12-20")
        #expect(calculation.steps.count == 4)
        #expect(calculation.steps[0] == "deviation = 9 mL against 10 mL: -10 %")
        let none = try RefillCalculation(
            PumpChange(program: .stopped), on: .usual, at: .evening, policy: RegistrationCard.Policy())
        #expect(none == nil)
    }

    @Test(
        "Deviations are never shown smaller than they are",
        arguments: [
            (10_000_000, 10_000_000, 0), (9_999_999, 10_000_000, -1), (10_000_001, 10_000_000, 1),
            (8_000_000, 10_000_000, -2_000), (0, 10_000_000, -10_000), (5, 0, nil),
        ] as [(Int64, Int64, Int64?)])
    func deviation(_ withdrawn: Int64, _ expected: Int64, _ basisPoints: Int64?) {
        #expect(
            RefillCalculation.deviationBasisPoints(of: Volume(checked: withdrawn), from: Volume(checked: expected))
                == basisPoints)
    }

    @Test(
        "Percentages and times as people write them",
        arguments: [
            (0, "0 %"), (1, "0.01 %"), (10, "0.1 %"), (1_250, "12.5 %"), (1_205, "12.05 %"), (-3_000, "-30 %"),
            (-5, "-0.05 %"),
        ] as [(Int64, String)])
    func percent(_ basisPoints: Int64, _ text: String) {
        #expect(PercentText.text(basisPoints) == text)
    }

    @Test(
        arguments: [
            (0, "0 s"), (999, "0 s"), (60_000, "1 min"), (86_399_999, "23 h 59 min 59 s"), (86_400_000, "24 h"),
            (172_800_000, "2 d"), (3_601_000, "1 h 1 s"),
        ] as [(Int64, String)])
    func span(_ milliseconds: Int64, _ text: String) {
        #expect(SpanText.text(TimeSpan(checked: milliseconds)) == text)
    }
}
