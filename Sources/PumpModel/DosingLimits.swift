/// What a site allows: bounds on a program, judged against the pump's last report before anything is sent.
///
/// A hard limit refuses, always. A soft limit proceeds only with an override and its reason.
public struct DosingLimits: Hashable, Sendable {
    /// No program may deliver more in 24 h.
    public var ceiling: DailyDose
    /// A larger increase of the daily dose needs an override, in whole percent.
    public var increasePercent: Int64
    /// A larger decrease of the daily dose needs an override, in whole percent.
    public var decreasePercent: Int64
    /// The flows that the pump can hold.
    public var flow: ClosedRange<Flow>
    /// The concentrations that the site uses.
    public var concentrations: Set<Concentration>
    /// An interrogation older than this judges nothing.
    public var reportAge: TimeSpan

    public init(
        ceiling: DailyDose, increasePercent: Int64, decreasePercent: Int64, flow: ClosedRange<Flow>,
        concentrations: Set<Concentration>, reportAge: TimeSpan
    ) {
        self.ceiling = ceiling
        self.increasePercent = increasePercent
        self.decreasePercent = decreasePercent
        self.flow = flow
        self.concentrations = concentrations
        self.reportAge = reportAge
    }

    /// Values from public labels; a site's configuration replaces them.
    public static let customary = DosingLimits(
        ceiling: DailyDose(checked: 1_000_000),
        increasePercent: 30,
        decreasePercent: 20,
        flow: Flow(checked: 48_000)...Flow(checked: 24_000_000),
        concentrations: [Concentration(checked: 500), Concentration(checked: 1_000), Concentration(checked: 2_000)],
        reportAge: TimeSpan(checked: 300_000)
    )
}

/// A bound that can not be overridden.
public enum HardLimit: Hashable, Codable, Sendable {
    case aboveCeiling(total: DailyDose, ceiling: DailyDose)
    case flowOutOfRange(dose: DailyDose, concentration: Concentration, allowed: ClosedRange<Flow>)
    case unknownConcentration(Concentration)
    case bolusTooFast(Bolus, allowed: Flow)
    case totalOverflow
    /// A new program while the bolus of the last one still runs would cut it short unseen.
    case bolusRunning(remaining: Dose)
}

/// A bound that an override with a reason passes.
public enum SoftLimit: Hashable, Codable, Sendable {
    case increase(basisPoints: Int64, allowedPercent: Int64)
    case decrease(basisPoints: Int64, allowedPercent: Int64)
    /// The pump delivers nothing by its program: there is no dose to compare with.
    case startFromZero
    /// Stopping by an ordinary program change instead of the stop command.
    case stopsDelivery
}

extension DosingLimits {
    /// All limits that `program` touches on a pump in the state of `report`.
    public func judge(_ program: Program, on report: PumpReport) -> (hard: [HardLimit], soft: [SoftLimit]) {
        var hard: [HardLimit] = []
        if !concentrations.contains(report.concentration) { hard.append(.unknownConcentration(report.concentration)) }
        if report.bolusRemaining > .zero { hard.append(.bolusRunning(remaining: report.bolusRemaining)) }
        hard += flowLimits(program, at: report.concentration)
        let minimum = report.minimumRateDose
        guard let total = try? program.total24Hours(minimumRateDose: minimum) else {
            return (hard + [.totalOverflow], [])
        }
        if total > ceiling { hard.append(.aboveCeiling(total: total, ceiling: ceiling)) }
        return (hard, softLimits(from: report.program.baseDose(minimumRateDose: minimum), to: total))
    }

    private func flowLimits(_ program: Program, at concentration: Concentration) -> [HardLimit] {
        switch program {
        case .stopped, .minimumRate: return []
        case .simpleContinuous(let dose): return flowLimits(dose, at: concentration)
        case .singleBolus(let bolus, let base):
            // the bolus' flow stands on top of the base's: nL/day = ng * 1000 / C * (86400 / s), compared by products
            let allowed = Int128(flow.upperBound.nanolitersPerDay) * Int128(concentration.microgramsPerMilliliter)
            let seconds = Int128(bolus.duration.milliseconds / 1_000)
            let scaled =
                Int128(base.nanogramsPerDay) * 1_000 * seconds + Int128(bolus.dose.nanograms) * 1_000 * 86_400
            let tooFast = scaled > allowed * seconds
            let ofBolus: [HardLimit] = tooFast ? [.bolusTooFast(bolus, allowed: flow.upperBound)] : []
            return flowLimits(base, at: concentration) + ofBolus
        }
    }

    private func flowLimits(_ dose: DailyDose, at concentration: Concentration) -> [HardLimit] {
        FlowArithmetic.isDeliverable(dose, at: concentration, within: flow)
            ? [] : [.flowOutOfRange(dose: dose, concentration: concentration, allowed: flow)]
    }

    private func softLimits(from old: DailyDose, to new: DailyDose) -> [SoftLimit] {
        if new == .zero { return old == .zero ? [] : [.stopsDelivery] }
        guard let change = FlowArithmetic.changeBasisPoints(from: old, to: new) else { return [.startFromZero] }
        if change > increasePercent * 100 { return [.increase(basisPoints: change, allowedPercent: increasePercent)] }
        if -change > decreasePercent * 100 { return [.decrease(basisPoints: change, allowedPercent: decreasePercent)] }
        return []
    }
}

extension HardLimit: CustomStringConvertible {
    public var description: String {
        switch self {
        case .aboveCeiling(let total, let ceiling): "\(total) in 24 h is above the site's ceiling of \(ceiling)"
        case .flowOutOfRange(let dose, let concentration, let allowed):
            "\(dose) at \(concentration) needs a flow outside \(allowed.lowerBound) to \(allowed.upperBound)"
        case .unknownConcentration(let concentration): "the site does not use \(concentration)"
        case .bolusTooFast(let bolus, let allowed):
            "\(bolus.dose) over \(bolus.duration) needs a flow above \(allowed)"
        case .totalOverflow: "base and bolus together exceed any daily dose"
        case .bolusRunning(let remaining): "a bolus is running, \(remaining) of it still to come"
        }
    }
}

extension SoftLimit: CustomStringConvertible {
    public var description: String {
        switch self {
        case .increase(let change, let allowed):
            "an increase of \(Decimals.text(change, decimals: 2)) % is above \(allowed) %"
        case .decrease(let change, let allowed):
            "a decrease of \(Decimals.text(-change, decimals: 2)) % is above \(allowed) %"
        case .startFromZero: "delivery starts from zero: no dose to compare with"
        case .stopsDelivery: "the program ends all delivery"
        }
    }
}
