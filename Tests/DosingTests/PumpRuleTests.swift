import PumpModel
import Testing

@testable import Dosing

@Suite("What must be known, and what the line needs")
struct PumpRuleTests {
    private static let same = Program.simpleContinuous(mcgPerDay(300))

    @Test("Without a library that can be trusted nothing is dosed, and the reason is passed on")
    func library() {
        var rules = DosingRules.strict
        rules.library = .refused("no library, do this")
        #expect(judged(Self.same, by: rules) == ["hard:drugLibraryRefused"])
        let judgement = rules.judge(PumpChange(program: .stopped), on: .usual, history: .long, at: .evening)
        #expect(judgement.hard.map(\.description) == ["no library, do this"])
    }

    @Test("Unknown models, sizes and concentrations")
    func unknown() {
        #expect(judged(Self.same, on: .usual.with { $0.identity.model = "m" }) == ["hard:unknownModel"])
        #expect(
            judged(Self.same, on: .usual.with { $0.identity.reservoirSize = microliters(18_000) })
                == ["hard:unknownReservoirSize"])
        #expect(
            judged(Self.same, on: .usual.with { $0.concentration = mcgPerML(501) }) == ["hard:unknownConcentration"])
    }

    @Test("A refill with an unknown concentration is refused, and one from it is not")
    func refillConcentration() {
        func change(_ concentration: Int64) -> PumpChange {
            PumpChange(
                program: Program(base: .simpleContinuous(mcgPerDay(300)))!,
                refill: Refill(
                    withdrawn: microliters(10_000), filled: microliters(20_000), drug: .baclofen,
                    concentration: mcgPerML(concentration)))
        }
        #expect(judged(change(700)) == ["hard:unknownConcentration", "soft:noBridge"])
        #expect(judged(change(500), on: .usual.with { $0.concentration = mcgPerML(700) }) == ["soft:noBridge"])
    }

    @Test("A pump that was not set up is stopped or at its minimum rate, and nothing else")
    func setUp() throws {
        let bare = PumpReport.usual.with { $0.setUp = nil }
        #expect(judged(Self.same, on: bare) == ["hard:notSetUp"])
        #expect(judged(.stopped, on: bare) == ["soft:stopsDelivery"])
        #expect(judged(.minimumRate, on: bare) == [])
        #expect(judged(PumpChange(program: Self.same, setUp: .usual), on: bare) == [])
        let given = try #require(Program(base: .minimumRate, once: .bolus(bolus(10))))
        #expect(judged(given, on: bare) == ["hard:notSetUp"])
    }

    @Test("The calibration constant is the pump's own")
    func calibration() {
        var setUp = PumpSetUp.usual
        setUp.calibrationConstant = 114
        #expect(judged(PumpChange(program: Self.same, setUp: setUp)) == ["hard:calibrationDiffers"])
        #expect(judged(Self.same, on: .usual.with { $0.setUp = setUp }) == ["hard:calibrationDiffers"])
    }

    @Test("A line that no maker sells, and an alarm that would come too late")
    func line() {
        func setUp(_ change: (inout PumpSetUp) -> Void) -> [String] {
            var setUp = PumpSetUp.usual
            change(&setUp)
            return judged(PumpChange(program: Self.same, setUp: setUp))
        }
        #expect(setUp { $0.tubingVolume = microliters(200) } == ["soft:tubingDiffers"])
        #expect(setUp { $0.catheterVolume = microliters(231) } == [])
        #expect(setUp { $0.catheterVolume = Volume(checked: 231_001) } == ["soft:catheterDiffers"])
        #expect(setUp { $0.catheterLength = Length(checked: 100_000) } == ["soft:catheterDiffers"])
        #expect(setUp { $0.lowReservoirVolume = microliters(1_400) } == ["hard:lowReservoirLevel"])
        #expect(setUp { $0.lowReservoirVolume = microliters(20_000) } == ["hard:lowReservoirLevel"])
        #expect(setUp { $0.lowReservoirVolume = microliters(20_001) } == ["hard:lowReservoirLevel"])
        #expect(setUp { $0.lowReservoirVolume = microliters(4_000) } == [])
        #expect(setUp { $0.lowReservoirVolume = Volume(checked: 4_000_001) } == ["soft:lowReservoirLevelUnusual"])
    }

    @Test("Another patient, or another class, under a therapy that runs")
    func patient() throws {
        let other = try #require(PatientCode("X.Y."))
        func setUp(_ change: (inout PumpSetUp) -> Void, on program: Program) -> [String] {
            var setUp = PumpSetUp.usual
            change(&setUp)
            let report = PumpReport.usual.with { $0.program = program }
            return judged(PumpChange(program: program, setUp: setUp), on: report)
        }
        #expect(setUp({ $0.patient = other }, on: Self.same) == ["soft:patientDiffers"])
        #expect(setUp({ $0.patientClass = .child }, on: Self.same) == ["soft:classDiffers"])
        #expect(setUp({ _ in }, on: Self.same) == [])
        // a pump that delivers no therapy has nobody who could be taken for another
        for program in [Program.stopped, .minimumRate] {
            #expect(setUp({ $0.patient = other }, on: program) == [])
        }
        #expect(
            SoftLimit.patientDiffers(from: PumpSetUp.usual.patient, to: other).description
                == "a therapy is running for patient A.B., not X.Y.")
    }

    @Test(
        "On a pump that follows no program a bolus is refused, and any other therapy asks",
        arguments: AlarmCause.allCases)
    func standstill(_ cause: AlarmCause) throws {
        let report = PumpReport.usual.with { $0.alarms = [Alarm(cause: cause, since: .evening.before(hours(3)))] }
        let given = Program.singleBolus(bolus(10), base: mcgPerDay(300))
        let patient = try #require(PatientBolus(bolus: bolus(10), allottedPer24Hours: 1, lockoutMinutes: 1_440))
        let allowed = try #require(Program(base: .simpleContinuous(mcgPerDay(300)), patientBolus: patient))
        let stands = [.emptyReservoir, .motorStall, .endOfService, .criticalMemoryError].contains(cause)
        #expect(judged(given, on: report) == (stands ? ["hard:bolusUndeliverable"] : []))
        #expect(judged(Self.same, on: report) == (stands ? ["soft:therapyUndeliverable"] : []))
        #expect(judged(allowed, on: report) == (stands ? ["soft:therapyUndeliverable"] : []))
        #expect(judged(.stopped, on: report) == ["soft:stopsDelivery"])
        // a refill cures an empty reservoir, and nothing else
        let refill = Refill(
            withdrawn: microliters(10_000), filled: microliters(18_000), drug: .baclofen, concentration: mcgPerML(500))
        let isCured = cause == .emptyReservoir
        #expect(
            judged(PumpChange(program: Self.same, refill: refill), on: report)
                == (stands && !isCured ? ["soft:therapyUndeliverable"] : []))
        #expect(
            judged(PumpChange(program: given, refill: refill), on: report)
                == (stands && !isCured ? ["hard:bolusUndeliverable"] : []))
    }

    @Test("What stands is named, with its time")
    func standstillText() {
        func text(_ cause: AlarmCause) -> String {
            SoftLimit.therapyUndeliverable(Alarm(cause: cause, since: .evening)).description
        }
        #expect(
            text(.motorStall)
                == "an alarm stands by which the pump delivers nothing: motor stall, since 2026-11-23T22:00:00.000Z")
        #expect(text(.criticalMemoryError).contains("no more than its minimum rate: critical memory error"))
    }

    @Test("A screening concentration gives single boluses and nothing else")
    func screening() throws {
        let report = PumpReport.usual.with {
            $0.concentration = mcgPerML(50)
            $0.program = .minimumRate
            $0.deliveredByHour = []
        }
        #expect(judged(try #require(Program(base: .minimumRate, once: .bolus(bolus(75, hours(2))))), on: report) == [])
        #expect(
            judged(try #require(Program(base: .minimumRate, once: .bolus(bolus(100, hours(2))))), on: report)
                == ["soft:bolusUnusual"])
        #expect(judged(Self.same, on: report).contains("hard:screeningOnly"))
        let again = TherapyHistory(lastBolusAt: .evening.before(hours(23)), isComplete: true)
        #expect(
            judged(
                try #require(Program(base: .minimumRate, once: .bolus(bolus(75, hours(2))))), on: report, history: again
            )
                == ["hard:bolusTooSoon"])
        let patient = try #require(PatientBolus(bolus: bolus(10), allottedPer24Hours: 1, lockoutMinutes: 1_440))
        #expect(
            judged(try #require(Program(base: .minimumRate, patientBolus: patient)), on: report)
                .contains("hard:screeningOnly"))
    }

    @Test("While a bolus runs nothing is changed")
    func bolusRunning() {
        let report = PumpReport.usual.with {
            $0.bolusRemaining = Dose(checked: 1)
            $0.program = .singleBolus(bolus(10), base: mcgPerDay(300))
        }
        #expect(judged(Self.same, on: report) == ["hard:bolusRunning"])
    }

    @Test("What cuts a bridge short says so")
    func lineRunning() throws {
        let program = try #require(
            Program(base: .simpleContinuous(mcgPerDay(300)), once: .bridge(timed(400_000, hours(16)))))
        func report(_ age: TimeSpan) -> PumpReport {
            .usual.with {
                $0.program = program
                $0.programmedAt = .evening.before(age)
            }
        }
        #expect(judged(Self.same, on: report(hours(16))) == [])
        #expect(judged(Self.same, on: report(hours(15))) == ["soft:cutsShort"])
    }

    @Test("A prime: never during therapy, never more than the line")
    func prime() throws {
        let least = PumpReport.usual.with {
            $0.program = .minimumRate
            $0.deliveredByHour = []
        }
        func prime(_ nanoliters: Int64) throws -> Program {
            try #require(Program(base: .minimumRate, once: .prime(timed(nanoliters, hours(1)))))
        }
        // that the line is empty is always for a person to say
        let asked = "soft:lineMayBeFull"
        #expect(judged(try prime(400_000), on: least) == [asked])
        #expect(judged(try prime(420_000), on: least) == [asked])
        #expect(judged(try prime(420_001), on: least) == ["hard:primeTooLarge", asked])
        #expect(judged(try prime(380_000), on: least) == [asked])
        #expect(judged(try prime(379_999), on: least) == [asked, "soft:primeDiffers"])
        #expect(judged(try prime(400_000)).first == "hard:primeDuringTherapy")
        #expect(judged(try prime(400_000), on: least.with { $0.program = .stopped }) == ["soft:startFromZero", asked])
        let delivered = least.with { $0.deliveredByHour = [.zero, Dose(checked: 12_500)] }
        // to wait helps here, and not while the therapy runs
        #expect(judged(try prime(400_000), on: delivered) == ["hard:primeAfterTherapy"])
        #expect(HardLimit.primeAfterTherapy.description.contains("delivered within the last 25 h"))
        #expect(
            judged(try prime(400_000), on: delivered.with { $0.program = Self.same }).first == "hard:primeDuringTherapy"
        )
    }

    @Test(
        "Volumes at a refill",
        arguments: [
            (10_000_000, 20_000_000, []), (8_000_000, 20_000_000, []), (12_000_000, 20_000_000, []),
            (7_999_999, 20_000_000, ["soft:withdrawnDiffers"]), (12_000_001, 20_000_000, ["soft:withdrawnDiffers"]),
            (10_000_000, 20_000_001, ["hard:overfilled"]),
            (10_000_000, 2_000_001, []), (10_000_000, 2_000_000, ["soft:filledBelowAlarm"]),
            (10_000_000, 1_400_001, ["soft:filledBelowAlarm"]), (10_000_000, 1_400_000, ["hard:filledUndeliverable"]),
            (10_000_000, 0, ["hard:filledUndeliverable"]),
        ] as [(Int64, Int64, [String])])
    func refill(_ withdrawn: Int64, _ filled: Int64, _ expected: [String]) {
        let refill = Refill(
            withdrawn: Volume(checked: withdrawn), filled: Volume(checked: filled), drug: .baclofen,
            concentration: mcgPerML(500))
        #expect(judged(PumpChange(program: Self.same, refill: refill)) == expected)
    }

    @Test("The alarm's level is the one that stands after the refill, and a pump may be emptied and stopped")
    func emptied() {
        func refill(_ filled: Int64) -> Refill {
            Refill(
                withdrawn: microliters(10_000), filled: microliters(filled), drug: .baclofen,
                concentration: mcgPerML(500))
        }
        var setUp = PumpSetUp.usual
        setUp.lowReservoirVolume = microliters(3_000)
        #expect(judged(PumpChange(program: Self.same, refill: refill(2_500))) == [])
        #expect(
            judged(PumpChange(program: Self.same, refill: refill(2_500), setUp: setUp)) == ["soft:filledBelowAlarm"])
        #expect(
            judged(PumpChange(program: .stopped, refill: refill(0))) == ["soft:stopsDelivery", "soft:filledBelowAlarm"])
        #expect(judged(PumpChange(program: .minimumRate, refill: refill(0))).first == "hard:filledUndeliverable")
    }

    @Test("A clock correction that moves the schedule by more than an hour, or a day", arguments: [Int64(-1), 1])
    func clock(_ sign: Int64) {
        let report = PumpReport.usual.with { $0.clockCorrection = ClockCorrection(milliseconds: 5_000)! }
        func change(_ shift: Int64) -> PumpChange {
            PumpChange(program: Self.same, clock: ClockCorrection(milliseconds: 5_000 + shift * sign))
        }
        #expect(judged(change(3_600_000), on: report) == [])
        #expect(judged(change(3_600_001), on: report) == ["soft:clockShift"])
        #expect(judged(change(90_000_000), on: report) == ["soft:clockShift"])
        #expect(judged(change(90_000_001), on: report) == ["hard:clockShiftTooLarge"])
    }
}
