internal import PumpModel

/// Reservoir, line and clock.
extension Assessment {
    var lineRunning: RuleFinding {
        var hard: [HardLimit] = []
        var soft: [SoftLimit] = []
        switch report.program.once {
        case .bolus, nil: break
        case .prime(let volume), .bridge(let volume):
            let remaining = volume.duration.subtractingToZero(sinceProgrammed)
            if remaining > .zero, let running = report.program.once {
                soft.append(.cutsShort(running, remaining: remaining))
            }
        }
        // a bridge carries what the line holds at its own rate, and is judged by that
        if let old = history.lineHolds, old != concentration, isTherapy, !bridges {
            let found = unbridged(from: old)
            hard += found.hard
            soft += found.soft
        }
        return .of(.lineRunning, hard: hard, soft: soft, met: "neither a prime nor a bridge is running")
    }

    private var bridges: Bool {
        if case .bridge = change.program.once { true } else { false }
    }

    var primeDuringTherapy: RuleFinding {
        guard case .prime = change.program.once else { return .notApplicable(.primeDuringTherapy, "no prime") }
        let hard: HardLimit? =
            report.program.base.isTherapy ? .primeDuringTherapy : hasDeliveredTherapy ? .primeAfterTherapy : nil
        return .of(
            .primeDuringTherapy, hard: hard.map { [$0] } ?? [],
            // whether the line is empty nobody can read: it is full of drug after any therapy, however long ago
            soft: hard == nil ? [.lineMayBeFull(report.program)] : [], met: "")
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
        let level = change.setUp?.lowReservoirVolume ?? report.lowReservoirVolume
        var (hard, soft): ([HardLimit], [SoftLimit]) = ([], [])
        if refill.filled > size {
            hard.append(.overfilled(refill.filled, size: size))
        } else if refill.filled <= report.residualVolume, change.program != .stopped {
            // a pump that is emptied for good is stopped with it
            hard.append(.filledUndeliverable(refill.filled, residual: report.residualVolume))
        } else if refill.filled <= level {
            soft.append(.filledBelowAlarm(refill.filled, level: level))
        }
        return .of(
            .filledVolume, hard: hard, soft: soft,
            met: "\(refill.filled) fits into the reservoir of \(size), and is above the alarm at \(level)")
    }

    var clockCorrection: RuleFinding {
        guard let clock = change.clock else { return .notApplicable(.clockCorrection, "the clock's correction stays") }
        let shift = clock.milliseconds - report.clockCorrection.milliseconds
        let text = SpanText.text(TimeSpan(checked: abs(shift)))
        let isHard = abs(shift) > DosingRules.largestClockShiftMilliseconds
        return .of(
            .clockCorrection, hard: isHard ? [.clockShiftTooLarge(milliseconds: shift)] : [],
            soft: !isHard && abs(shift) > DosingRules.clockShiftMilliseconds ? [.clockShift(milliseconds: shift)] : [],
            met: "the schedule moves by \(text)")
    }
}
