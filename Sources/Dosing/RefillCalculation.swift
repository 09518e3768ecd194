package import PumpModel

/// What a refill should find in the reservoir, and what it makes of the dates.
package struct RefillCalculation: Calculation {
    package let inputs: [CalculationInput]
    package let steps: [String]
    /// What the pump predicted to be left.
    package let expectedWithdrawn: Volume
    /// How far the withdrawn volume is from that, in hundredths of a percent, rounded away from zero; nil when nothing was
    /// expected.
    package let deviationBasisPoints: Int64?
    /// Whether that is further than it may be: then pump and catheter are to be looked at.
    package let isFarOff: Bool
    /// Nil when nothing flows.
    package let lowReservoirDate: Timestamp?
    package let refillBy: Timestamp?
    package let emptyDate: Timestamp?

    /// - Parameter change: a refill and the program that goes with it.
    /// - Parameter now: when the pump is filled; the dates count from here.
    package init?(
        _ change: PumpChange, on report: PumpReport, at now: Timestamp, policy: RegistrationCard.Policy
    ) throws(CalculationError) {
        guard let refill = change.refill else { return nil }
        let after = Self.report(report, after: change, refill)
        let card: RegistrationCard
        do throws(QuantityError) {
            card = try RegistrationCard(report: after, readAt: now, policy: policy)
        } catch {
            throw .tooLarge("base and bolus together exceed any daily dose: \(error)")
        }
        let expected = report.reservoir
        expectedWithdrawn = expected
        deviationBasisPoints = Self.deviationBasisPoints(of: refill.withdrawn, from: expected)
        isFarOff = Self.isFarOff(refill.withdrawn, from: expected)
        lowReservoirDate = card.lowReservoirDate
        refillBy = card.refillBy
        emptyDate = card.emptyDate
        let bolusPerDay = change.program.allottedPerDay
        let error = PercentText.text(policy.flowErrorPerMille * 10)
        inputs = [
            CalculationInput("predicted volume", expected), CalculationInput("withdrawn volume", refill.withdrawn),
            CalculationInput("filled volume", refill.filled), CalculationInput("concentration", refill.concentration),
            CalculationInput("dose", card.total24Hours), CalculationInput("allotted boluses per day", bolusPerDay),
            CalculationInput("low reservoir volume", after.lowReservoirVolume),
            CalculationInput("residual volume", after.residualVolume), CalculationInput("flow error", error),
            CalculationInput("margin", "\(policy.marginDays) d"),
        ]
        let deviation = deviationBasisPoints.map(PercentText.signed) ?? "nothing was predicted"
        let available = after.reservoir.subtractingToZero(after.lowReservoirVolume)
        steps = [
            "deviation = \(refill.withdrawn) against \(expected): \(deviation)",
            "what leaves the reservoir before the alarm = \(after.reservoir) - \(after.lowReservoirVolume) = \(available)",
            "worst flow = (\(card.total24Hours) + \(error), and \(bolusPerDay) a day) / \(refill.concentration)",
            "low reservoir: \(Self.text(card.lowReservoirDate)), refill by \(Self.text(card.refillBy)), "
                + "empty: \(Self.text(card.emptyDate))",
        ]
    }

    /// The change of `withdrawn` against `expected` in hundredths of a percent, rounded away from zero; nil when nothing
    /// was expected.
    package static func deviationBasisPoints(of withdrawn: Volume, from expected: Volume) -> Int64? {
        guard expected > .zero else { return nil }
        let (quotient, remainder) = ((withdrawn.nanoliters - expected.nanoliters) * 10_000)
            .quotientAndRemainder(dividingBy: expected.nanoliters)
        return quotient + remainder.signum()
    }

    /// Further than `DosingRules.withdrawnPercent`, compared by products.
    static func isFarOff(_ withdrawn: Volume, from expected: Volume) -> Bool {
        abs(withdrawn.nanoliters - expected.nanoliters) * 100 > expected.nanoliters * DosingRules.withdrawnPercent
    }

    /// The pump as the change leaves it. What the change delivers once leaves the reservoir at once: the dates are never late.
    private static func report(_ report: PumpReport, after change: PumpChange, _ refill: Refill) -> PumpReport {
        var after = report
        after.drug = refill.drug
        after.concentration = refill.concentration
        after.program = change.program.afterwards
        after.reservoir = refill.filled
        after.bolusRemaining = .zero
        after.lowReservoirVolume = change.setUp?.lowReservoirVolume ?? report.lowReservoirVolume
        switch change.program.once {
        case .bolus(let bolus): after.bolusRemaining = bolus.dose
        case .prime(let timed), .bridge(let timed): after.reservoir = refill.filled.subtractingToZero(timed.volume)
        case nil: break
        }
        return after
    }

    private static func text(_ date: Timestamp?) -> String { date?.description ?? "never" }
}
