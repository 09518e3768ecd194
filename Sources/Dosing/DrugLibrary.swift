package import PumpModel

/// What a site allows with each drug at each concentration, for each class of patients.
package struct DrugLibrary: Hashable, Sendable {
    package var name: String
    package var version: String
    /// The day of its approval, as "2026-01-31".
    package var date: String
    /// Each drug at each concentration once.
    package var entries: [DrugEntry]

    package init(name: String, version: String, date: String, entries: [DrugEntry]) {
        self.name = name
        self.version = version
        self.date = date
        self.entries = entries
    }

    package func entry(_ drug: Drug, _ concentration: Concentration) -> DrugEntry? {
        entries.first { $0.drug == drug && $0.concentration == concentration }
    }
}

/// One drug at one concentration.
package struct DrugEntry: Hashable, Sendable {
    package var drug: Drug
    package var concentration: Concentration
    package var use: DrugUse

    package init(drug: Drug, concentration: Concentration, use: DrugUse) {
        self.drug = drug
        self.concentration = concentration
        self.use = use
    }
}

/// What a concentration is for, and its bounds; a class of patients that is not in it does not get it.
package enum DrugUse: Hashable, Sendable {
    /// Day and night.
    case therapy([PatientClass: TherapyBounds])
    /// Single boluses that show whether the drug helps, on top of no more than the minimum rate.
    case screening([PatientClass: BolusBounds])

    /// The bounds on boluses that stand in both.
    package func boluses(for patient: PatientClass) -> BolusBounds? {
        switch self {
        case .therapy(let classes): classes[patient]?.boluses
        case .screening(let classes): classes[patient]
        }
    }

    package func therapy(for patient: PatientClass) -> TherapyBounds? {
        switch self {
        case .therapy(let classes): classes[patient]
        case .screening: nil
        }
    }
}

/// The bounds on a therapy.
package struct TherapyBounds: Hashable, Sendable {
    /// Soft: the doses on which most patients stay.
    package var maintenance: ClosedRange<DailyDose>
    /// Hard: the lowest dose that is a therapy, and the ceiling; `maintenance` lies within.
    package var allowed: ClosedRange<DailyDose>
    /// Soft: the largest increase of the base, in whole percent.
    package var increasePercent: Int64
    /// Soft: the same together with a refill.
    package var refillIncreasePercent: Int64
    /// Soft: the largest decrease of the base, in whole percent.
    package var decreasePercent: Int64
    /// Soft: from one increase to the next.
    package var increaseInterval: TimeSpan
    /// Soft: from the start of therapy to the first increase.
    package var firstIncreaseAfter: TimeSpan
    package var boluses: BolusBounds

    package init(
        maintenance: ClosedRange<DailyDose>, allowed: ClosedRange<DailyDose>, increasePercent: Int64,
        refillIncreasePercent: Int64, decreasePercent: Int64, increaseInterval: TimeSpan,
        firstIncreaseAfter: TimeSpan, boluses: BolusBounds
    ) {
        self.maintenance = maintenance
        self.allowed = allowed
        self.increasePercent = increasePercent
        self.refillIncreasePercent = refillIncreasePercent
        self.decreasePercent = decreasePercent
        self.increaseInterval = increaseInterval
        self.firstIncreaseAfter = firstIncreaseAfter
        self.boluses = boluses
    }
}

/// The bounds on boluses, and on what base and boluses bring together.
package struct BolusBounds: Hashable, Sendable {
    /// Soft: the largest usual bolus, at most `largest`.
    package var usual: Dose
    /// Hard: the largest bolus.
    package var largest: Dose
    /// Hard: from one bolus to the next, whoever gives it.
    package var interval: TimeSpan
    /// Hard: the most in any 24 h, past and coming, base and boluses together.
    package var largest24Hours: Dose

    package init(usual: Dose, largest: Dose, interval: TimeSpan, largest24Hours: Dose) {
        self.usual = usual
        self.largest = largest
        self.interval = interval
        self.largest24Hours = largest24Hours
    }
}
