import PumpModel
import Testing

struct ModesTests {
    private let minimum = DailyDose(checked: 3_000)

    private func bolus(_ micrograms: Int64, seconds: Int64 = 600) throws -> Bolus {
        try #require(Bolus(dose: Dose(checked: micrograms * 1_000), duration: TimeSpan(checked: seconds * 1_000)))
    }

    @Test("a stopped program has nothing on top of it, so there is one of it") func stopped() throws {
        let bolus = try bolus(10)
        #expect(Program(base: .stopped, once: .bolus(bolus)) == nil)
        let patient = PatientBolus(bolus: bolus, allottedPer24Hours: 1, lockoutMinutes: 60)
        #expect(Program(base: .stopped, patientBolus: patient) == nil)
        #expect(Program(base: .stopped) == .stopped)
    }

    @Test("24 h totals: the base, a bolus on top, and what the patient is allotted beside them") func totals() throws {
        let base = BaseProgram.simpleContinuous(DailyDose(checked: 100_000))
        let patient = try #require(PatientBolus(bolus: try bolus(5), allottedPer24Hours: 4, lockoutMinutes: 60))
        let program = try #require(Program(base: base, once: .bolus(try bolus(25)), patientBolus: patient))
        #expect(try program.baseDose(minimumRateDose: minimum).nanogramsPerDay == 100_000)
        #expect(try program.total24Hours(minimumRateDose: minimum).nanogramsPerDay == 125_000)
        #expect(try program.greatest24Hours(minimumRateDose: minimum).nanogramsPerDay == 145_000)
        #expect(program.afterwards == Program(base: base, patientBolus: patient))
    }

    @Test("periodic boluses: any 24 h hold the same number of them") func periodic() throws {
        let boluses = try #require(
            PeriodicBoluses(bolus: try bolus(10), intervalMinutes: 360, firstAfterMinutes: 30))
        #expect(boluses.perDay == 4)
        let program = try #require(Program(base: .periodicBoluses(boluses, DailyDose(checked: 60_000))))
        #expect(try program.baseDose(minimumRateDose: minimum).nanogramsPerDay == 100_000)
        let bolus = try bolus(10, seconds: 3_600)
        for (interval, first) in [(0, 0), (7, 0), (1_441, 0), (59, 0), (60, 60), (60, -1), (2_880, 0)] {
            #expect(
                PeriodicBoluses(bolus: bolus, intervalMinutes: interval, firstAfterMinutes: first) == nil,
                "\(interval) \(first)")
        }
    }

    @Test("a bolus for the patient stays within its bounds") func patientBolus() throws {
        let bolus = try bolus(5, seconds: 3_600)
        for (allotted, lockout) in [(0, 60), (49, 60), (1, 0), (1, 1_441), (1, 59)] {
            #expect(
                PatientBolus(bolus: bolus, allottedPer24Hours: allotted, lockoutMinutes: lockout) == nil,
                "\(allotted) \(lockout)")
        }
    }

    @Test("neither prime nor bridge counts to what the patient receives") func lineVolumes() throws {
        let timed = try #require(
            TimedVolume(volume: Volume(checked: 400_000), duration: TimeSpan(checked: 16 * 3_600_000)))
        for once in [OneTimeDelivery.prime(timed), .bridge(timed)] {
            let program = try #require(
                Program(base: .simpleContinuous(DailyDose(checked: 300_000)), once: once))
            #expect(try program.total24Hours(minimumRateDose: minimum).nanogramsPerDay == 300_000)
        }
        #expect(TimedVolume(volume: .zero, duration: TimeSpan(checked: 1_000)) == nil)
        #expect(TimedVolume(volume: Volume(checked: 1), duration: TimeSpan(checked: 1_500)) == nil)
        #expect(TimedVolume(volume: Volume(checked: 1), duration: TimeSpan(checked: 31 * 86_400_000)) == nil)
    }

    @Test("boluses that can meet must fit the pump together") func meetingBoluses() throws {
        // at 500 mcg/mL and 24 mL/day at most: 12 mcg a day's 86400th each second, 5 mcg in 36 s
        let flow = Flow(checked: 48_000)...Flow(checked: 24_000_000)
        let concentration = Concentration(checked: 500)
        let half = try #require(Bolus(dose: Dose(checked: 2_600), duration: TimeSpan(checked: 36_000)))
        let patient = PatientBolus(bolus: half, allottedPer24Hours: 4, lockoutMinutes: 60)
        let base = BaseProgram.simpleContinuous(DailyDose(checked: 100_000))
        let alone = try #require(Program(base: base, once: .bolus(half)))
        #expect(alone.flowLimits(at: concentration, within: flow).isEmpty)
        let both = try #require(Program(base: base, once: .bolus(half), patientBolus: patient))
        #expect(both.flowLimits(at: concentration, within: flow).count == 2)
    }

    @Test("every step of a schedule must be a flow that the pump can hold") func stepFlows() throws {
        let flow = Flow(checked: 48_000)...Flow(checked: 24_000_000)
        let day = try #require(
            DaySchedule(steps: [
                RateStep(startMinute: 0, rate: HourlyDose(checked: 4_000)),
                RateStep(startMinute: 60, rate: HourlyDose(checked: 999)),
                RateStep(startMinute: 120, rate: HourlyDose(checked: 0)),
            ]))
        let program = Program.flex(try #require(FlexSchedule(everyDay: day, utcOffsetMinutes: 0)))
        let found = program.flowLimits(at: Concentration(checked: 500), within: flow)
        #expect(found.count == 2)
        #expect(program.rates.map(\.nanogramsPerDay) == [0, 23_976, 96_000])
    }

    @Test("a code for a patient is never a name", arguments: ["", "A B", "Anna Berg", "ä", "1234567890ABCDEFG", "a_b"])
    func patientCodes(text: String) { #expect(PatientCode(text) == nil) }

    @Test("a report shows a change only when all of it is there") func shows() throws {
        var report = exampleReport()
        let setUp = PumpSetUp(
            patient: try #require(PatientCode("A.B.")), patientClass: .child, tubingVolume: Volume(checked: 1),
            catheterLength: Length(checked: 1), catheterVolume: Volume(checked: 1),
            lowReservoirVolume: Volume(checked: 1), calibrationConstant: 1)
        let refill = Refill(
            withdrawn: Volume(checked: 1), filled: Volume(checked: 2), drug: report.drug,
            concentration: report.concentration)
        let change = PumpChange(
            program: report.program, refill: refill, setUp: setUp, clock: ClockCorrection(milliseconds: 5))
        #expect(report.shows(PumpChange(program: report.program)))
        #expect(!report.shows(change))
        report.setUp = setUp
        report.clockCorrection = try #require(ClockCorrection(milliseconds: 5))
        report.lastRefill = AppliedRefill(refill: refill, revision: report.revision, at: report.clock)
        #expect(report.shows(change))
        report.lastRefill?.revision = ProgramRevision(report.revision.number + 1)
        #expect(!report.shows(change))
    }

    @Test("the card counts with every bolus that the patient is allotted") func cardWithBoluses() throws {
        var report = exampleReport()
        let policy = RegistrationCard.Policy()
        let without = try RegistrationCard(report: report, readAt: report.clock, policy: policy)
        let patient = try #require(PatientBolus(bolus: try bolus(10), allottedPer24Hours: 10, lockoutMinutes: 60))
        report.program = try #require(Program(base: report.program.base, patientBolus: patient))
        let with = try RegistrationCard(report: report, readAt: report.clock, policy: policy)
        #expect(try #require(with.lowReservoirDate) < #require(without.lowReservoirDate))
    }
}
