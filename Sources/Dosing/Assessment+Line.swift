internal import PumpModel

/// Reservoir, line and clock.
extension Assessment {
    var lineRunning: RuleFinding {
        switch report.program.once {
        case .bolus, nil: return .met(.lineRunning, "neither a prime nor a bridge is running")
        case .prime(let volume), .bridge(let volume):
            let remaining = volume.duration.subtractingToZero(sinceProgrammed)
            guard remaining > .zero, let running = report.program.once else {
                return .met(.lineRunning, "the last prime or bridge has ended")
            }
            return .of(.lineRunning, soft: [.cutsShort(running, remaining: remaining)], met: "")
        }
    }

    var primeDuringTherapy: RuleFinding {
        guard case .prime = change.program.once else { return .notApplicable(.primeDuringTherapy, "no prime") }
        let hasDelivered = report.program.base.isTherapy || hasDeliveredTherapy
        return .of(
            .primeDuringTherapy, hard: hasDelivered ? [.primeDuringTherapy] : [],
            // whether the line is empty nobody can read: it is full of drug after any therapy, however long ago
            soft: hasDelivered ? [] : [.lineMayBeFull(report.program)], met: "")
    }

    /// Whether more than the minimum rate left the reservoir in any of the last hours.
    private var hasDeliveredTherapy: Bool {
        report.deliveredByHour.contains { $0.nanograms > report.minimumRateDose.nanogramsPerDay / 24 + 1 }
    }

    var primeVolume: RuleFinding {
        guard case .prime(let prime) = change.program.once else { return .notApplicable(.primeVolume, "no prime") }
        guard let line = setUp?.lineVolume else { return .notApplicable(.primeVolume, "the line is not known") }
        guard !Self.isNear(prime.volume, line) else {
            return .met(.primeVolume, "\(prime.volume) fills the line of \(line)")
        }
        let isLarge = prime.volume > line
        return .of(
            .primeVolume, hard: isLarge ? [.primeTooLarge(prime.volume, line: line)] : [],
            soft: isLarge ? [] : [.primeDiffers(prime.volume, line: line)], met: "")
    }

    var bridge: RuleFinding {
        guard case .bridge(let given) = change.program.once else {
            guard changesConcentration else { return .notApplicable(.bridge, "the concentration stays") }
            if case .prime = change.program.once { return .met(.bridge, "the line is filled by a prime") }
            return .of(.bridge, soft: [.noBridge(from: report.concentration, to: concentration)], met: "")
        }
        let computed = changesConcentration ? computedBridge : nil
        let isNear =
            computed.map { Self.isNear(given.volume, $0.volume) && Self.isNear(given.duration, $0.duration) } ?? false
        return .of(
            .bridge, soft: isNear ? [] : [.bridgeDiffers(given: given, computed: computed)],
            met: "the bridge is the computed one within \(PercentText.text(DosingRules.linePerMille * 10))")
    }

    private var computedBridge: TimedVolume? {
        guard let setUp, let oldBase else { return nil }
        return try? BridgeCalculation(
            line: setUp, dose: oldBase, oldConcentration: report.concentration, newConcentration: concentration
        ).bridge
    }

    private static func isNear(_ given: TimeSpan, _ computed: TimeSpan) -> Bool {
        let difference = abs(given.milliseconds - computed.milliseconds)
        return difference * 1_000 <= computed.milliseconds * DosingRules.linePerMille
    }

    var withdrawnVolume: RuleFinding {
        guard let refill = change.refill else { return .notApplicable(.withdrawnVolume, "no refill") }
        let expected = report.reservoir
        let isFar = RefillCalculation.isFarOff(refill.withdrawn, from: expected)
        let deviation = RefillCalculation.deviationBasisPoints(of: refill.withdrawn, from: expected)
        return .of(
            .withdrawnVolume,
            soft: isFar ? [.withdrawnDiffers(refill.withdrawn, expected: expected, basisPoints: deviation)] : [],
            met: "\(refill.withdrawn) withdrawn is within \(DosingRules.withdrawnPercent) % of \(expected)")
    }

    var filledVolume: RuleFinding {
        guard let refill = change.refill else { return .notApplicable(.filledVolume, "no refill") }
        let size = report.identity.reservoirSize
        return .of(
            .filledVolume, hard: refill.filled > size ? [.overfilled(refill.filled, size: size)] : [],
            met: "\(refill.filled) fits into the reservoir of \(size)")
    }

    var clockCorrection: RuleFinding {
        guard let clock = change.clock else { return .notApplicable(.clockCorrection, "the clock's correction stays") }
        let shift = clock.milliseconds - report.clockCorrection.milliseconds
        let text = SpanText.text(TimeSpan(checked: abs(shift)))
        return .of(
            .clockCorrection,
            soft: abs(shift) > DosingRules.clockShiftMilliseconds ? [.clockShift(milliseconds: shift)] : [],
            met: "the schedule moves by \(text)")
    }
}
