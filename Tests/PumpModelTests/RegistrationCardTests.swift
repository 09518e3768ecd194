import PumpModel
import Testing

/// lowReservoirDate = t0 + (V - Vlow) / (Q * (1 + e)); refillBy = that less the margin; emptyDate by the residual volume.
struct RegistrationCardTests {
    private let day: Int64 = 86_400_000

    /// 18 mL above the alarm level at 0.1025 mL/day (0.1 and 2.5 %) is 175.6097... days.
    @Test func datesOfTheFormula() throws {
        let card = try RegistrationCard(report: exampleReport(), readAt: noon, policy: .init())
        let toLow = 18_000 * day * 10 / 1_025
        #expect(card.lowReservoirDate == noon.advanced(byMilliseconds: toLow))
        #expect(card.refillBy == noon.advanced(byMilliseconds: toLow - 3 * day))
        #expect(card.emptyDate == noon.advanced(byMilliseconds: 18_600 * day * 10 / 1_025))
        #expect(card.lowReservoirDate?.dateText == "2027-05-18")
        #expect(card.total24Hours == mcgPerDay(100))
        #expect(card.interrogatedAt == noon)
    }

    @Test(arguments: [(25, 3), (25, 5), (200, 0), (100, 30)])
    func policyMovesTheDates(perMille: Int64, marginDays: Int64) throws {
        let policy = RegistrationCard.Policy(flowErrorPerMille: perMille, marginDays: marginDays)
        let card = try RegistrationCard(report: exampleReport(), readAt: noon, policy: policy)
        let toLow = 180 * day * 1_000 / (1_000 + perMille)
        #expect(card.lowReservoirDate == noon.advanced(byMilliseconds: toLow))
        #expect(card.refillBy == noon.advanced(byMilliseconds: toLow - marginDays * day))
    }

    /// What is left of a bolus is taken off at once: 1000 mcg at 1000 mcg/mL is 1 mL.
    @Test func runningBolusBringsTheDatesForward() throws {
        let given = try #require(bolus(mcg: 1_000, seconds: 3_600))
        let report = exampleReport(program: .singleBolus(given, base: mcgPerDay(100)), bolusRemaining: 1_000_000)
        let card = try RegistrationCard(report: report, readAt: noon, policy: .init())
        #expect(card.lowReservoirDate == noon.advanced(byMilliseconds: 17_000 * day * 10 / 1_025))
        #expect(card.total24Hours == mcgPerDay(1_100))
    }

    @Test func nothingFlowsNoDates() throws {
        let card = try RegistrationCard(report: exampleReport(program: .stopped), readAt: noon, policy: .init())
        #expect(card.lowReservoirDate == nil && card.refillBy == nil && card.emptyDate == nil)
    }

    @Test func minimumRateHasDates() throws {
        let card = try RegistrationCard(report: exampleReport(program: .minimumRate), readAt: noon, policy: .init())
        // 0.006 mL/day of 1000 mcg/mL
        #expect(card.total24Hours.nanogramsPerDay == 6_000)
        #expect(card.worstFlow.nanolitersPerDay == 6_150)
        #expect(card.lowReservoirDate != nil)
    }

    /// 18 mL last 2926 days at 0.00615 mL/day: the pump stops 90 days after the replacement indicator, and no date is later.
    @Test(arguments: [(0, 90), (1_500, 1_590), (2_835, 2_925), (2_837, nil)] as [(UInt16, Int64?)])
    func theEndOfServiceComesFirst(daysLeft: UInt16, daysToCard: Int64?) throws {
        var report = exampleReport(program: .minimumRate)
        report.serviceDaysRemaining = daysLeft
        let card = try RegistrationCard(report: report, readAt: noon, policy: .init())
        let low = daysToCard.map { $0 * day } ?? (18_000_000 * day / 6_150)
        #expect(card.lowReservoirDate == noon.advanced(byMilliseconds: low))
        #expect(card.refillBy == noon.advanced(byMilliseconds: low - 3 * day))
        let end = RegistrationCard.endOfService(serviceDaysRemaining: daysLeft, readAt: noon)
        #expect(card.emptyDate == min(end, noon.advanced(byMilliseconds: 18_600_000 * day / 6_150)))
    }

    /// At or below the level the date is now, never in the past by wrapping.
    @Test(arguments: [2_000_000, 1_999_999, 1_400_000, 0])
    func lowAlready(reservoir: Int64) throws {
        let card = try RegistrationCard(
            report: exampleReport(reservoirNanoliters: reservoir), readAt: noon, policy: .init())
        #expect(card.lowReservoirDate == noon)
        #expect(card.refillBy == noon.advanced(byMilliseconds: -3 * day))
    }

    @Test func extremesDoNotOverflow() throws {
        let slowest = exampleReport(
            program: .simpleContinuous(DailyDose(checked: 1)), concentration: 10_000, reservoirNanoliters: 100_000_000)
        let card = try RegistrationCard(
            report: slowest, readAt: Timestamp(clamping: .max), policy: .init(flowErrorPerMille: 25, marginDays: 30))
        #expect(card.lowReservoirDate == Timestamp(clamping: .max))
        let flood = exampleReport(concentration: 1, bolusRemaining: Dose.range.upperBound)
        #expect(
            try RegistrationCard(report: flood, readAt: noon, policy: .init()).emptyDate == noon)
    }
}
