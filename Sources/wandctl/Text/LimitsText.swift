import ControlAPI
import PumpModel

extension API.LimitReport {
    /// What refuses first, then what asks for an override, then what is met.
    func text(_ style: Style, all: Bool) -> String {
        let head =
            switch verdict {
            case .accepted: style.good("accepted")
            case .needsOverride: style.warning("NEEDS AN OVERRIDE with a reason")
            case .refused: style.alert("REFUSED, and nothing passes it")
            }
        let rows = API.RuleFinding.Outcome.order.flatMap { outcome in
            rules.filter { $0.outcome == outcome && (all || outcome != .notApplicable) }
        }
        return "pump \(pumpSerial): \(head)\n" + table(rows.map { [$0.outcome.mark(style), $0.rule, $0.text] })
            + "\n" + library.text(style)
    }
}

extension API.RuleFinding.Outcome {
    fileprivate static let order: [Self] = [.refused, .needsOverride, .met, .notApplicable]

    /// The same width for all, so that colour does not shift the table.
    fileprivate func mark(_ style: Style) -> String {
        switch self {
        case .refused: style.alert("  REFUSED ")
        case .needsOverride: style.warning("  override")
        case .met: style.good("  met     ")
        case .notApplicable: style.faint("  -       ")
        }
    }
}

extension API.Library {
    func text(_ style: Style) -> String {
        guard state == .loaded else {
            return style.alert("NO DRUG LIBRARY: no therapy is accepted. ") + (reason ?? "")
        }
        let head =
            "drug library \(name ?? "?") \(version ?? "?") of \(date ?? "?"), SHA-256 \(sha256?.prefix(16) ?? "?")..."
        guard !entries.isEmpty else { return head }
        let rows = entries.map { entry in
            [
                "  \(entry.drug) \(entry.concentrationMicrogramsPerMilliliter) mcg/mL", entry.patientClass.rawValue,
                entry.therapy?.usual ?? "screening only", entry.therapy?.hard ?? "-", entry.therapy?.steps ?? "-",
                "\(Amounts.dose(entry.usualBolusNanograms)) (\(Amounts.dose(entry.largestBolusNanograms)))",
                Amounts.dose(entry.largest24HoursNanograms),
            ]
        }
        let titles = ["  drug", "class", "usual mcg/day", "hard mcg/day", "steps", "bolus (hard)", "any 24 h (hard)"]
        return style.title(head) + "\n" + table([titles] + rows)
    }
}

extension API.TherapyLimits {
    fileprivate var usual: String { "\(number(usualFromNanogramsPerDay)) to \(number(usualToNanogramsPerDay))" }
    fileprivate var hard: String { "\(number(lowestNanogramsPerDay)) to \(number(ceilingNanogramsPerDay))" }
    fileprivate var steps: String {
        "+\(increasePercent) % (+\(refillIncreasePercent) % at a refill), -\(decreasePercent) %"
    }

    private func number(_ nanograms: Int64) -> String { DailyDose(checked: nanograms).decimalText }
}
