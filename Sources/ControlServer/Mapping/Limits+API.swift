internal import ControlAPI
internal import Dosing
internal import PumpModel

extension API.LimitFinding {
    init(_ limit: HardLimit) { self.init(code: limit.code, text: limit.description) }

    init(_ limit: SoftLimit) { self.init(code: limit.code, text: limit.description) }
}

extension API.LimitReport {
    init(_ judgement: Judgement, pump: PumpSerial, library: DrugLibraryState) {
        let verdict: Verdict =
            !judgement.hard.isEmpty ? .refused : judgement.soft.isEmpty ? .accepted : .needsOverride
        self.init(
            pumpSerial: pump.text, verdict: verdict, rules: judgement.rules.map(API.RuleFinding.init),
            library: API.Library(library, withEntries: false))
    }
}

extension API.RuleFinding {
    init(_ finding: RuleFinding) {
        let outcome: Outcome =
            switch finding.outcome {
            case .met: .met
            case .needsOverride: .needsOverride
            case .refused: .refused
            case .notApplicable: .notApplicable
            }
        self.init(rule: finding.rule.rawValue, outcome: outcome, text: finding.text)
    }
}

extension API.Library {
    init(_ state: DrugLibraryState, withEntries: Bool) {
        switch state {
        case .refused(let reason): self.init(state: .refused, reason: reason)
        case .loaded(let library, let sha256):
            self.init(
                state: .loaded, name: library.name, version: library.version, date: library.date, sha256: sha256,
                entries: withEntries ? library.entries.flatMap([API.LibraryEntry].init) : [])
        }
    }
}

extension [API.LibraryEntry] {
    /// One for each class of patients, in a fixed order.
    fileprivate init(_ entry: DrugEntry) {
        self = PatientClass.allCases.compactMap { patient in
            guard let boluses = entry.use.boluses(for: patient) else { return nil }
            return API.LibraryEntry(
                drug: entry.drug.name,
                concentrationMicrogramsPerMilliliter: entry.concentration.microgramsPerMilliliter,
                patientClass: API.PatientClass(patient),
                therapy: entry.use.therapy(for: patient).map(API.TherapyLimits.init),
                largestBolusNanograms: boluses.largest.nanograms, usualBolusNanograms: boluses.usual.nanograms,
                bolusIntervalSeconds: boluses.interval.milliseconds / 1_000,
                largest24HoursNanograms: boluses.largest24Hours.nanograms)
        }
    }
}

extension API.TherapyLimits {
    fileprivate init(_ bounds: TherapyBounds) {
        self.init(
            lowestNanogramsPerDay: bounds.allowed.lowerBound.nanogramsPerDay,
            usualFromNanogramsPerDay: bounds.maintenance.lowerBound.nanogramsPerDay,
            usualToNanogramsPerDay: bounds.maintenance.upperBound.nanogramsPerDay,
            ceilingNanogramsPerDay: bounds.allowed.upperBound.nanogramsPerDay,
            increasePercent: bounds.increasePercent, refillIncreasePercent: bounds.refillIncreasePercent,
            decreasePercent: bounds.decreasePercent,
            increaseIntervalSeconds: bounds.increaseInterval.milliseconds / 1_000,
            firstIncreaseAfterSeconds: bounds.firstIncreaseAfter.milliseconds / 1_000)
    }
}
