import PumpModel
import Testing

@testable import Dosing

@Suite("The old drug in the line")
struct BridgeRuleTests {
    @Test("A new concentration and its bridge")
    func bridge() throws {
        func change(_ once: OneTimeDelivery?, to concentration: Int64 = 1_000) throws -> PumpChange {
            PumpChange(
                program: try #require(Program(base: .simpleContinuous(mcgPerDay(300)), once: once)),
                refill: Refill(
                    withdrawn: microliters(10_000), filled: microliters(20_000), drug: .baclofen,
                    concentration: mcgPerML(concentration)))
        }
        #expect(judged(try change(nil)) == ["soft:noBridge"])
        #expect(judged(try change(nil, to: 500)) == [])
        #expect(judged(try change(.bridge(timed(400_000, hours(16))))) == [])
        #expect(judged(try change(.bridge(timed(420_000, hours(16))))) == [])
        #expect(judged(try change(.bridge(timed(420_001, hours(16))))) == ["soft:bridgeDiffers"])
        #expect(judged(try change(.bridge(timed(400_000, minutes(911))))) == ["soft:bridgeDiffers"])
        #expect(judged(try change(.bridge(timed(400_000, hours(16))), to: 500)) == ["soft:bridgeDiffers"])
        #expect(
            judged(
                try #require(Program(base: .simpleContinuous(mcgPerDay(300)), once: .bridge(timed(400_000, hours(16)))))
            ) == ["soft:bridgeDiffers"])
    }

    private static func refill(
        _ program: Program, from old: Int64, to new: Int64
    ) -> (change: PumpChange, report: PumpReport) {
        let refill = Refill(
            withdrawn: microliters(10_000), filled: microliters(20_000), drug: .baclofen, concentration: mcgPerML(new))
        let report = PumpReport.usual.with {
            $0.concentration = mcgPerML(old)
            $0.program = program.afterwards
        }
        return (PumpChange(program: program, refill: refill), report)
    }

    private static func judgement(_ program: Program, from old: Int64, to new: Int64) -> Judgement {
        let (change, report) = refill(program, from: old, to: new)
        return DosingRules.strict.judge(change, on: report, history: .long, at: .evening)
    }

    private static func continuous(_ nanograms: Int64, _ once: OneTimeDelivery? = nil) -> Program {
        Program(base: .simpleContinuous(DailyDose(checked: nanograms)), once: once)!
    }

    @Test("What a bridge that was cut short left in the line is judged by what it brings")
    func leftInTheLine() throws {
        func codes(_ program: Program, holds old: Int64?) -> [String] {
            var history = TherapyHistory.long
            history.lineHolds = old.map(mcgPerML)
            let report = PumpReport.usual.with {
                $0.concentration = mcgPerML(500)
                $0.program = Self.continuous(300_000)
            }
            let found = DosingRules.strict.judge(
                PumpChange(program: program), on: report, history: history, at: .evening)
            return found.hard.map { "hard:\($0.code)" } + found.soft.map { "soft:\($0.code)" }
        }
        #expect(codes(Self.continuous(300_000), holds: nil) == [])
        #expect(codes(Self.continuous(300_000), holds: 500) == [])
        #expect(codes(Self.continuous(300_000), holds: 2_000) == ["hard:unbridgedAboveCeiling", "soft:noBridge"])
        #expect(codes(Self.continuous(250_000), holds: 2_000) == ["soft:noBridge"])
        // too little is no more than asked about
        #expect(codes(Self.continuous(300_000), holds: 50) == ["soft:noBridge"])
        let largest = try #require(Bolus(dose: Dose(checked: 50_000), duration: TimeSpan(checked: 3_600_000)))
        let bolus = try #require(Program(base: .simpleContinuous(mcgPerDay(250)), once: .bolus(largest)))
        #expect(codes(bolus, holds: 2_000).contains("hard:bolusTooLarge"))
        #expect(!codes(bolus, holds: nil).contains("hard:bolusTooLarge"))
        // a bridge carries it at its own rate: 0.4 mL of 2000 mcg/mL over 64 h are 300 mcg/day, over 16 h 1200
        func bridge(_ time: Int64) -> Program { Self.continuous(300_000, .bridge(timed(400_000, hours(time)))) }
        #expect(!codes(bridge(64), holds: 2_000).contains { $0.hasPrefix("hard") })
        #expect(codes(bridge(16), holds: 2_000).contains("hard:bridgeAboveCeiling"))
        #expect(codes(.stopped, holds: 2_000).allSatisfy { $0.hasPrefix("soft") })
    }

    @Test("Without a bridge to a weaker drug the tip may get no more than the ceiling")
    func unbridged() throws {
        // 1000 to 500 mcg/mL doubles what arrives
        #expect(Self.judgement(Self.continuous(500_000), from: 1_000, to: 500).hard == [])
        let found = Self.judgement(Self.continuous(500_001), from: 1_000, to: 500)
        #expect(
            found.hard == [
                .unbridgedAboveCeiling(
                    DailyDose(checked: 1_000_002), for: TimeSpan(checked: 34_560_000), ceiling: mcgPerDay(1_000))
            ])
        #expect(
            found.hard.first?.description
                == "without a bridge the drug in the line brings 1000.002 mcg/day for 9 h 36 min, above the site's "
                + "ceiling of 1000 mcg/day")
        // a bridge of it is no matter of the ceiling: 0.4 mL of 1000 mcg/mL at 500.001 mcg/day
        let bridge = OneTimeDelivery.bridge(timed(400_000, TimeSpan(checked: 69_120_000)))
        #expect(Self.judgement(Self.continuous(500_001, bridge), from: 1_000, to: 500).hard == [])
    }

    @Test("Every bolus counts, and the highest rate of a schedule, for it may flow while the old drug is in the line")
    func unbridgedPeaks() throws {
        let patient = try #require(PatientBolus(bolus: bolus(10), allottedPer24Hours: 5, lockoutMinutes: 240))
        func program(_ micrograms: Int64) throws -> Program {
            try #require(Program(base: .simpleContinuous(mcgPerDay(micrograms)), patientBolus: patient))
        }
        #expect(Self.judgement(try program(450), from: 1_000, to: 500).hard == [])
        #expect(Self.judgement(try program(451), from: 1_000, to: 500).hard.map(\.code) == ["unbridgedAboveCeiling"])
        func flex(_ mcgPerHour: Int64) throws -> Program {
            .flex(try #require(FlexSchedule(everyDay: day((0, 12), (6, mcgPerHour), (8, 12)), utcOffsetMinutes: 0)))
        }
        #expect(Self.judgement(try flex(20), from: 1_000, to: 500).hard == [])
        #expect(Self.judgement(try flex(21), from: 1_000, to: 500).hard.map(\.code) == ["unbridgedAboveCeiling"])
    }

    @Test("To a stronger drug it is too little, and the text says how little and how long")
    func tooLittle() {
        let found = Self.judgement(Self.continuous(300_000), from: 500, to: 1_000)
        #expect(found.hard == [])
        #expect(
            found.soft.map(\.description) == [
                "from 500 mcg/mL to 1000 mcg/mL without a bridge: the drug in the line flows at the new rate, "
                    + "150 mcg/day for 32 h"
            ])
    }

    @Test("The line of the new set-up counts; where none is known the dose alone is told")
    func unknownLine() {
        let (change, report) = Self.refill(.minimumRate, from: 500, to: 1_000)
        let found = DosingRules.strict.judge(
            change, on: report.with { $0.setUp = nil }, history: .long, at: .evening)
        #expect(
            found.soft.contains(
                .noBridge(
                    from: mcgPerML(500), to: mcgPerML(1_000), dose: DailyDose(checked: 3_000), for: nil)))
        let stopped = Self.judgement(.stopped, from: 500, to: 1_000).soft
        #expect(stopped.contains(.noBridge(from: mcgPerML(500), to: mcgPerML(1_000))))
    }

    @Test("Where the old base flows at several rates no bridge is the computed one, and the lowest rate is told")
    func manyRates() throws {
        let flex = BaseProgram.flex(
            try #require(
                FlexSchedule(
                    week: Array(repeating: day((0, 5)), count: 5) + Array(repeating: day((0, 25)), count: 2),
                    utcOffsetMinutes: 60)))
        let periodic = BaseProgram.periodicBoluses(
            try #require(PeriodicBoluses(bolus: bolus(20), intervalMinutes: 240, firstAfterMinutes: 0)), mcgPerDay(120))
        for base in [flex, periodic] {
            for length in [hours(8), hours(40)] {
                let once = OneTimeDelivery.bridge(timed(400_000, length))
                let program = try #require(Program(base: base, once: once))
                let found = Self.judgement(program, from: 500, to: 1_000)
                // 200 mcg over 8 h are 25 mcg/h, and over 40 h they are 5 mcg/h
                let flows = length == hours(8) ? mcgPerDay(600) : mcgPerDay(120)
                #expect(found.soft == [.bridgeOfManyRates(flows, lowest: mcgPerDay(120))])
                #expect(found.hard == [])
            }
        }
        #expect(
            SoftLimit.bridgeOfManyRates(mcgPerDay(600), lowest: mcgPerDay(120)).description
                == "the base flows at several rates, and there is no one dose to bridge at: this bridge flows at "
                + "25 mcg/h, its lowest rate is 5 mcg/h")
        // a schedule of one rate has one dose
        let flat = try #require(FlexSchedule(everyDay: day((0, 12), (5, 12)), utcOffsetMinutes: 0))
        let bridge = OneTimeDelivery.bridge(timed(400_000, TimeSpan(checked: 60_000_000)))
        #expect(
            Self.judgement(try #require(Program(base: .flex(flat), once: bridge)), from: 500, to: 1_000).soft == [])
    }

    @Test("A bridge brings the old drug no faster than a therapy may")
    func fastBridge() {
        // 400 mcg of the old drug: in 9 h 36 min that is 1000 mcg/day
        func bridged(_ duration: TimeSpan) -> Judgement {
            Self.judgement(Self.continuous(300_000, .bridge(timed(400_000, duration))), from: 1_000, to: 500)
        }
        #expect(bridged(TimeSpan(checked: 34_560_000)).hard == [])
        #expect(bridged(TimeSpan(checked: 34_559_000)).hard.map(\.code) == ["bridgeAboveCeiling"])
        #expect(
            bridged(hours(2)).hard.first?.description
                == "the bridge brings 4800 mcg/day for 2 h, above the site's ceiling of 1000 mcg/day")
    }
}
