import CommandQueue
import PumpModel
import Testing

/// What old and new side by side say of the change.
@Suite struct ProposalTests {
    /// Monday to Friday one rate, Saturday and Sunday another, in mcg/h.
    static func week(_ weekdays: Int64, _ weekend: Int64) throws -> Program {
        func day(_ rate: Int64) throws -> DaySchedule {
            try #require(
                DaySchedule(steps: [RateStep(startMinute: 0, rate: HourlyDose(checked: rate * 1_000))]))
        }
        let days = try (0..<7).map { try day($0 < 5 ? weekdays : weekend) }
        return .flex(try #require(FlexSchedule(week: days, utcOffsetMinutes: 0)))
    }

    static func proposal(_ new: Program, on old: Program) throws -> Proposal {
        try #require(Proposal(PumpChange(program: new), on: Fixture.report(old), softLimits: []))
    }

    @Test func aScheduleThatLeavesItsGreatestDayAloneIsNoChangeOfNothing() throws {
        let continuous = Program.simpleContinuous(DailyDose(checked: 600_000))
        let week = try Self.week(4, 25)
        let down = try Self.proposal(week, on: continuous)
        #expect(down.oldTotal == down.newTotal)
        #expect(down.changeBasisPoints == -8_400)
        #expect(down.oldDays == Array(repeating: DailyDose(checked: 600_000), count: 7))
        #expect(down.newDays?.map(\.nanogramsPerDay) == [96, 96, 96, 96, 96, 600, 600].map { $0 * 1_000 })
        #expect(try Self.proposal(continuous, on: week).changeBasisPoints == 52_500)
        #expect(try Self.proposal(week, on: week).changeBasisPoints == 0)
    }

    @Test func aDayThatWasEmptyHasNoPercent() throws {
        #expect(try Self.proposal(Self.week(4, 25), on: Self.week(0, 25)).changeBasisPoints == nil)
        #expect(try Self.proposal(Self.week(0, 25), on: Self.week(4, 25)).changeBasisPoints == -10_000)
    }

    @Test func theBolusesOfThePatientAreInTheGreatestTotal() throws {
        let bolus = try #require(Bolus(dose: Dose(checked: 16_000), duration: TimeSpan(checked: 600_000)))
        let patient = try #require(PatientBolus(bolus: bolus, allottedPer24Hours: 24, lockoutMinutes: 60))
        let new = try #require(Program(base: .simpleContinuous(DailyDose(checked: 600_000)), patientBolus: patient))
        let proposal = try Self.proposal(new, on: .simpleContinuous(DailyDose(checked: 600_000)))
        #expect(proposal.changeBasisPoints == 0)
        #expect(proposal.oldGreatest == DailyDose(checked: 600_000))
        #expect(proposal.newGreatest == DailyDose(checked: 984_000))
    }
}
