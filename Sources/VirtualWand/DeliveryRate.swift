package import PumpModel

/// What leaves the reservoir over time, exact to the last part.
///
/// Amounts are counted in **parts**: one part is a picogram divided by the milliseconds of a day, so that a base rate
/// is a whole number of parts per millisecond and nothing is ever rounded away. One nanoliter at a concentration of
/// `c` mcg/mL holds `c` picograms. A bolus is a function of the time since its start, not a sum of steps: the parts
/// between two moments do not depend on how the time between them is cut.
package struct DeliveryRate: Hashable, Sendable {
    /// Parts in one picogram.
    package static let partsPerPicogram: Int128 = 86_400_000

    /// Picograms per day, the same number in parts per millisecond.
    private var base: Int128 = 0
    private var bolus: Bolus?
    /// When the bolus began, in milliseconds of the pump's clock.
    private var bolusStart: Int64 = 0

    /// Nothing flows.
    package static let none = DeliveryRate()

    private init() {}

    /// What `program`, applied at `programmedAt`, delivers.
    package init(
        program: Program, programmedAt: Timestamp, minimumFlow: Flow, concentration: Concentration
    ) {
        bolusStart = programmedAt.millisecondsSince1970
        switch program {
        case .stopped: break
        case .minimumRate:
            base = Int128(minimumFlow.nanolitersPerDay) * Int128(concentration.microgramsPerMilliliter)
        case .simpleContinuous(let dose): base = Int128(dose.nanogramsPerDay) * 1_000
        case .singleBolus(let bolus, let dose):
            base = Int128(dose.nanogramsPerDay) * 1_000
            self.bolus = bolus
        }
    }

    /// When the bolus ends, by the pump's clock; nil without one.
    package var bolusEnd: Int64? { bolus.map { bolusStart + $0.duration.milliseconds } }

    /// Parts delivered between two moments of the pump's clock.
    package func parts(from start: Int64, to end: Int64) -> Int128 {
        base * Int128(end - start) + bolusParts(until: end) - bolusParts(until: start)
    }

    /// What the bolus has not delivered at `moment`, rounded up: zero means that nothing is left.
    package func bolusRemaining(at moment: Int64) -> Dose {
        guard let bolus else { return .zero }
        let whole = Int128(bolus.dose.nanograms) * 1_000 * Self.partsPerPicogram
        let left = whole - bolusParts(until: moment)
        let partsPerNanogram = 1_000 * Self.partsPerPicogram
        return Dose(checked: Int64((left + partsPerNanogram - 1) / partsPerNanogram))
    }

    /// What flows at `moment`, rounded up to whole nanoliters per day and held within what a flow can be.
    package func flow(at moment: Int64, concentration: Concentration) -> Flow {
        var picograms = base
        var seconds: Int128 = 1
        if let bolus, let bolusEnd, moment >= bolusStart, moment < bolusEnd {
            seconds = Int128(bolus.duration.milliseconds / 1_000)
            picograms = base * seconds + Int128(bolus.dose.nanograms) * 1_000 * 86_400
        }
        let divisor = Int128(concentration.microgramsPerMilliliter) * seconds
        let nanoliters = (picograms + divisor - 1) / divisor
        return Flow(checked: Int64(min(nanoliters, Int128(Flow.range.upperBound))))
    }

    /// The first millisecond at or after `start` by which at least `needed` parts have left; nil when that never is.
    package func moment(delivering needed: Int128, after start: Int64) -> Int64? {
        if needed <= 0 { return start }
        if let bolus, let bolusEnd, start < bolusEnd {
            let duringBolus = parts(from: start, to: bolusEnd)
            if duringBolus < needed {
                return baseMoment(delivering: needed - duringBolus, after: bolusEnd)
            }
            // a lower bound by the mean rate; the bolus' whole parts lie at most one part below its mean
            let seconds = Int128(bolus.duration.milliseconds / 1_000)
            let rate = base * seconds + Int128(bolus.dose.nanograms) * Self.partsPerPicogram
            var moment = min(max(start, start + Int64((needed - 1) * seconds / rate)), bolusEnd)
            while parts(from: start, to: moment) < needed { moment += 1 }
            return moment
        }
        return baseMoment(delivering: needed, after: start)
    }

    private func baseMoment(delivering needed: Int128, after start: Int64) -> Int64? {
        guard base > 0 else { return nil }
        let milliseconds = (needed + base - 1) / base
        return milliseconds < Int128(Timestamp.range.upperBound) ? start + Int64(milliseconds) : nil
    }

    private func bolusParts(until moment: Int64) -> Int128 {
        guard let bolus else { return 0 }
        let elapsed = min(max(0, moment - bolusStart), bolus.duration.milliseconds)
        return Int128(bolus.dose.nanograms) * Self.partsPerPicogram * Int128(elapsed)
            / Int128(bolus.duration.milliseconds / 1_000)
    }
}
