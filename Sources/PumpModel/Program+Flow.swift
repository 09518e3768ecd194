/// Something in a program that flows too fast or too slowly for a pump.
public enum FlowFinding: Hashable, Sendable {
    case flowOutOfRange(dose: DailyDose, concentration: Concentration, allowed: ClosedRange<Flow>)
    case bolusTooFast(Bolus, allowed: Flow)
    case volumeFlowOutOfRange(Volume, over: TimeSpan, allowed: ClosedRange<Flow>)
}

extension Program {
    /// What of a program a pump with these flows can not hold at `concentration`: every rate and everything on top of one.
    public func flowLimits(at concentration: Concentration, within flow: ClosedRange<Flow>) -> [FlowFinding] {
        var found = rates.compactMap { dose -> FlowFinding? in
            FlowArithmetic.isDeliverable(dose, at: concentration, within: flow)
                ? nil : .flowOutOfRange(dose: dose, concentration: concentration, allowed: flow)
        }
        let boluses = [onceBolus, patientBolus?.bolus, periodicBolus].compactMap { $0 }
        // they may meet: the highest rate and one of each at the same time
        let highest = rates.max() ?? .zero
        if !FlowArithmetic.isDeliverable(boluses, above: highest, at: concentration, upTo: flow.upperBound) {
            found += boluses.map { .bolusTooFast($0, allowed: flow.upperBound) }
        }
        switch once {
        case .prime(let timed), .bridge(let timed):
            if !FlowArithmetic.isDeliverable(timed.volume, over: timed.duration, within: flow) {
                found.append(.volumeFlowOutOfRange(timed.volume, over: timed.duration, allowed: flow))
            }
        case .bolus, nil: break
        }
        return found
    }

    /// The different rates of the base as doses per day, without boluses; none where the pump sets the rate itself.
    public var rates: [DailyDose] {
        switch base {
        case .stopped, .minimumRate: []
        case .simpleContinuous(let dose), .periodicBoluses(_, let dose): [dose]
        case .flex(let schedule): Set(schedule.rates.map(\.perDay)).sorted()
        }
    }

    private var onceBolus: Bolus? { if case .bolus(let bolus) = once { bolus } else { nil } }

    private var periodicBolus: Bolus? { if case .periodicBoluses(let boluses, _) = base { boluses.bolus } else { nil } }
}
