internal import PumpModel

/// The old drug in the line, when another concentration was filled.
extension Assessment {
    var bridge: RuleFinding {
        guard case .bridge(let given) = change.program.once else {
            guard changesConcentration else { return .notApplicable(.bridge, "the concentration stays") }
            if case .prime = change.program.once { return .met(.bridge, "the line is filled by a prime") }
            return withoutBridge
        }
        let hard = aboveCeiling(given)
        guard !changesConcentration || report.program.hasOneRate else {
            return .of(.bridge, hard: hard, soft: [bridgeOfManyRates(given)], met: "")
        }
        let computed = changesConcentration ? computedBridge : nil
        let isNear =
            computed.map { Self.isNear(given.volume, $0.volume) && Self.isNear(given.duration, $0.duration) } ?? false
        return .of(
            .bridge, hard: hard, soft: isNear ? [] : [.bridgeDiffers(given: given, computed: computed)],
            met: "the bridge is the computed one within \(PercentText.text(DosingRules.linePerMille * 10))")
    }

    /// The old drug flows at the new rate. Where it is the stronger one, the patient gets more than the program says.
    private var withoutBridge: RuleFinding {
        let found = unbridged(from: report.concentration)
        return .of(.bridge, hard: found.hard, soft: found.soft, met: "")
    }

    /// What `old` in the line brings at the new rate, and in place of the new boluses.
    func unbridged(from old: Concentration) -> (hard: [HardLimit], soft: [SoftLimit]) {
        func dose(of newDose: DailyDose) -> DailyDose {
            UnbridgedCalculation.dose(newDose, from: old, to: concentration)
                ?? DailyDose(checked: DailyDose.range.upperBound)
        }
        func time(at newDose: DailyDose) -> TimeSpan? {
            setUp.flatMap {
                try? UnbridgedCalculation(
                    line: $0, newDose: newDose, oldConcentration: old, newConcentration: concentration
                ).time
            }
        }
        var hard: [HardLimit] = []
        // every bolus, and the highest rate of a schedule: it may be the one that flows while the old drug is in the line
        let most = max(newTotal ?? .zero, change.program.highestRate(minimumRateDose: minimumRateDose))
        if old > concentration, let ceiling = mostPerDay, dose(of: most) > ceiling {
            hard.append(.unbridgedAboveCeiling(dose(of: most), for: time(at: most), ceiling: ceiling))
        }
        if old > concentration, let largest = boluses?.largest, let bolus = change.program.boluses.map(\.dose).max() {
            let brings = dividedUp(
                Int128(bolus.nanograms) * Int128(old.microgramsPerMilliliter),
                by: Int128(concentration.microgramsPerMilliliter))
            let inLine = Dose(checked: Int64(min(brings, Int128(Dose.range.upperBound))))
            if inLine > largest, bolus <= largest { hard.append(.bolusTooLarge(inLine, largest: largest)) }
        }
        let base = newBase.flatMap { $0 > .zero ? $0 : nil }
        return (
            hard, [.noBridge(from: old, to: concentration, dose: base.map(dose), for: base.flatMap { time(at: $0) })]
        )
    }

    /// The most that may reach the patient by the day; of a screening concentration what its boluses may bring.
    private var mostPerDay: DailyDose? {
        therapy?.allowed.upperBound ?? boluses.map { DailyDose(checked: $0.largest24Hours.nanograms) }
    }

    /// The old drug at the speed of the bridge, where that is more than any therapy.
    private func aboveCeiling(_ bridge: TimedVolume) -> [HardLimit] {
        guard let ceiling = mostPerDay else { return [] }
        let dose = Self.doseOf(bridge, at: max(report.concentration, history.lineHolds ?? report.concentration))
        return dose > ceiling ? [.bridgeAboveCeiling(dose, for: bridge.duration, ceiling: ceiling)] : []
    }

    /// A bridge flows at one rate, and the base at several: the lowest is the one at which nobody gets too much.
    private func bridgeOfManyRates(_ bridge: TimedVolume) -> SoftLimit {
        .bridgeOfManyRates(
            Self.doseOf(bridge, at: report.concentration),
            lowest: report.program.lowestRate(minimumRateDose: report.minimumRateDose))
    }

    /// Per day, rounded up.
    private static func doseOf(_ bridge: TimedVolume, at concentration: Concentration) -> DailyDose {
        // 1 nL at 1 mcg/mL is 1 pg
        let drug = Int128(bridge.volume.nanoliters) * Int128(concentration.microgramsPerMilliliter)
        let perDay = dividedUp(drug * 86_400, by: Int128(bridge.duration.milliseconds))
        return DailyDose(checked: Int64(min(perDay, Int128(DailyDose.range.upperBound))))
    }

    private var computedBridge: TimedVolume? {
        guard let oldBase, let setUp else { return nil }
        return try? BridgeCalculation(
            line: setUp, dose: oldBase, oldConcentration: report.concentration, newConcentration: concentration
        ).bridge
    }

    private static func isNear(_ given: TimeSpan, _ computed: TimeSpan) -> Bool {
        let difference = abs(given.milliseconds - computed.milliseconds)
        return difference * 1_000 <= computed.milliseconds * DosingRules.linePerMille
    }
}
