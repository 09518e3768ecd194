internal import PumpModel

/// The pump's own hard limits: they stand whatever a host thinks.
extension PumpMemory {
    /// What a pump that knows no line may be told to prime or to bridge.
    static let unknownLineVolume = Volume(checked: 1_000_000)

    /// Why the pump can not do `change` as a whole, in few words; nil when it can.
    func refusal(of change: PumpChange) -> String? {
        refusal(of: change.setUp) ?? refusal(of: change.refill) ?? flowRefusal(of: change) ?? volumeRefusal(of: change)
    }

    private func refusal(of setUp: PumpSetUp?) -> String? {
        guard let setUp else { return nil }
        if setUp.calibrationConstant != identity.calibrationConstant { return "another calibration constant" }
        if setUp.lowReservoirVolume < bounds.residualVolume { return "the alarm level is below the residual volume" }
        return setUp.lowReservoirVolume > identity.reservoirSize ? "the alarm level exceeds the reservoir" : nil
    }

    private func refusal(of refill: Refill?) -> String? {
        guard let refill, refill.filled > identity.reservoirSize else { return nil }
        return "the reservoir holds \(identity.reservoirSize)"
    }

    private func flowRefusal(of change: PumpChange) -> String? {
        let concentration = change.refill?.concentration ?? concentration
        switch change.program.flowLimits(at: concentration, within: bounds.flow).first {
        case nil: return nil
        case .bolusTooFast: return "base and bolus together exceed \(bounds.flow.upperBound)"
        case _?: return "flow outside \(bounds.flow.lowerBound) to \(bounds.flow.upperBound)"
        }
    }

    private func volumeRefusal(of change: PumpChange) -> String? {
        switch change.program.once {
        case nil, .bolus: nil
        case .prime(let timed):
            isTherapyRunning ? "a prime while therapy runs" : volumeRefusal(of: timed.volume, in: change)
        case .bridge(let timed): volumeRefusal(of: timed.volume, in: change)
        }
    }

    private func volumeRefusal(of volume: Volume, in change: PumpChange) -> String? {
        let line = (change.setUp ?? setUp)?.lineVolume ?? Self.unknownLineVolume
        if volume > line { return "more than the line's \(line)" }
        let filled = change.refill?.filled ?? reservoir
        return volume > filled.subtractingToZero(bounds.residualVolume) ? "more than the reservoir can give" : nil
    }

    /// Neither stopped nor at the minimum rate with nothing on top.
    private var isTherapyRunning: Bool {
        switch program.base {
        case .stopped: false
        case .minimumRate: schedule.isOnTop(at: clock.millisecondsSince1970)
        case .simpleContinuous, .flex, .periodicBoluses: true
        }
    }
}
