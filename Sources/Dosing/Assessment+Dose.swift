internal import PumpModel

/// The dose that goes on: its rates, its total, its change.
extension Assessment {
    var flow: RuleFinding {
        guard let profile else { return .notApplicable(.flow, "the pump's model is unknown") }
        let (least, most) = (profile.flow.lowerBound, profile.flow.upperBound)
        guard isTherapy else { return .notApplicable(.flow, "the pump sets the rate itself") }
        return .of(
            .flow,
            hard: change.program.flowLimits(at: concentration, within: profile.flow).map(HardLimit.init),
            met: "every rate at \(concentration) lies within \(least) to \(most)")
    }

    var total: RuleFinding {
        guard let newTotal else { return .of(.total, hard: [.totalOverflow], met: "") }
        return .met(.total, "\(newTotal) in 24 h with every bolus")
    }

    var ceiling: RuleFinding {
        guard let therapy, let newTotal else { return .notApplicable(.ceiling, noBounds) }
        let most = therapy.allowed.upperBound
        return .of(
            .ceiling, hard: newTotal > most ? [.aboveCeiling(total: newTotal, ceiling: most)] : [],
            met: "\(newTotal) in 24 h is not above the ceiling of \(most)")
    }

    var lowestDose: RuleFinding {
        guard change.program.base.isTherapy else { return .notApplicable(.lowestDose, "no dose is asked for") }
        guard let therapy, let least = leastDay else { return .notApplicable(.lowestDose, noBounds) }
        let lowest = therapy.allowed.lowerBound
        return .of(
            .lowestDose, hard: least < lowest ? [.belowLowestDose(total: least, lowest: lowest)] : [],
            met: "\(least) is not below the lowest dose of \(lowest)")
    }

    var maintenanceRange: RuleFinding {
        let isNewClass = change.setUp.map { $0.patientClass != report.setUp?.patientClass } ?? false
        guard change.program.base != report.program.base || isNewClass else {
            return .notApplicable(.maintenanceRange, "the base stays")
        }
        guard change.program.base.isTherapy else {
            return .notApplicable(.maintenanceRange, "no dose is asked for")
        }
        guard let therapy, let newBase, let least = leastDay else {
            return .notApplicable(.maintenanceRange, noBounds)
        }
        let usual = therapy.maintenance
        let outside = usual.contains(newBase) ? least : newBase
        return .of(
            .maintenanceRange,
            soft: usual.contains(outside) ? [] : [.outsideMaintenance(total: outside, usual: usual)],
            met: "\(newBase) lies within \(usual.lowerBound) to \(usual.upperBound)")
    }

    var startFromZero: RuleFinding {
        guard let oldBase, let newTotal, newTotal > .zero else {
            return .notApplicable(.startFromZero, "the program delivers nothing")
        }
        return .of(
            .startFromZero, soft: oldBase == .zero || baseChange?.startsDay == true ? [.startFromZero] : [],
            met: "delivery goes on from \(oldBase)")
    }

    var stopsDelivery: RuleFinding {
        guard let oldBase, oldBase > .zero else {
            return .notApplicable(.stopsDelivery, "the pump delivers nothing by its program")
        }
        return .of(.stopsDelivery, soft: newTotal == .zero ? [.stopsDelivery] : [], met: "delivery goes on")
    }

    var increase: RuleFinding {
        guard isIncrease, let (part, change) = baseChange?.largestRise else {
            return .notApplicable(.increase, "no increase of the base")
        }
        guard let therapy else { return .notApplicable(.increase, noBounds) }
        let isRefill = self.change.refill != nil
        let allowed = isRefill ? therapy.refillIncreasePercent : therapy.increasePercent
        return .of(
            .increase,
            soft: change > allowed * 100
                ? [.increase(basisPoints: change, allowedPercent: allowed, weekdays: part.weekdays)] : [],
            met: "an increase of \(PercentText.text(change, on: part.weekdays)) is not above \(allowed) %"
                + (isRefill ? ", the most at a refill" : ""))
    }

    var decrease: RuleFinding {
        guard let newBase, newBase > .zero, let (part, change) = baseChange?.largestFall else {
            return .notApplicable(.decrease, "no decrease of the base")
        }
        guard let therapy else { return .notApplicable(.decrease, noBounds) }
        let allowed = therapy.decreasePercent
        return .of(
            .decrease,
            soft: -change > allowed * 100
                ? [.decrease(basisPoints: change, allowedPercent: allowed, weekdays: part.weekdays)] : [],
            met: "a decrease of \(PercentText.text(-change, on: part.weekdays)) is not above \(allowed) %")
    }

    var increaseInterval: RuleFinding {
        guard isIncrease else { return .notApplicable(.increaseInterval, "no increase of the base") }
        guard let therapy else { return .notApplicable(.increaseInterval, noBounds) }
        let known = history.lastIncreaseAt.map(elapsed)
        let candidates = [known, history.isComplete ? nil : sinceProgrammed].compactMap { $0 }
        guard let last = candidates.min() else {
            return .met(.increaseInterval, "no increase before this one")
        }
        let interval = therapy.increaseInterval
        return .of(
            .increaseInterval,
            soft: last < interval ? [.increaseTooSoon(elapsed: last, interval: interval)] : [],
            met: "\(SpanText.text(last)) after the last increase is not less than \(SpanText.text(interval))")
    }

    var firstIncrease: RuleFinding {
        guard isIncrease, report.program.base.isTherapy else {
            return .notApplicable(.firstIncrease, "no increase of a therapy")
        }
        guard let therapy else { return .notApplicable(.firstIncrease, noBounds) }
        guard !history.isPastFirstIncrease else {
            return .met(.firstIncrease, "it is not the first increase of this therapy")
        }
        // a therapy that began at an unknown time began no earlier than its program
        let since = history.firstStartAt.map(elapsed) ?? sinceProgrammed
        let interval = therapy.firstIncreaseAfter
        return .of(
            .firstIncrease,
            soft: since < interval ? [.increaseAfterStart(elapsed: since, interval: interval)] : [],
            met: "\(SpanText.text(since)) after the start of therapy is not less than \(SpanText.text(interval))")
    }

    /// Why a rule of the library says nothing: other rules refuse such a change, unless it is no therapy.
    var noBounds: String { "the drug library has no such bound for this pump" }

    /// What the base delivers on its weakest day.
    private var leastDay: DailyDose? { try? change.program.dayTotals(minimumRateDose: minimumRateDose).min() }
}

extension HardLimit {
    /// What a program asks of a pump that can not be held.
    init(_ finding: FlowFinding) {
        switch finding {
        case .flowOutOfRange(let dose, let concentration, let allowed):
            self = .flowOutOfRange(dose: dose, concentration: concentration, allowed: allowed)
        case .bolusTooFast(let bolus, let allowed): self = .bolusTooFast(bolus, allowed: allowed)
        case .volumeFlowOutOfRange(let volume, let duration, let allowed):
            self = .volumeFlowOutOfRange(volume, over: duration, allowed: allowed)
        }
    }
}
