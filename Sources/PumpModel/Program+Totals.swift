extension Program {
    /// The most that the base delivers in any 24 h, rounded up to whole nanograms.
    /// - Parameter minimumRateDose: what the pump's minimum rate delivers per day at its concentration.
    /// - Throws: `QuantityError.outOfRange` when that exceeds what a daily dose can be.
    public func baseDose(minimumRateDose: DailyDose) throws(QuantityError) -> DailyDose {
        switch base {
        case .stopped: return .zero
        case .minimumRate: return minimumRateDose
        case .simpleContinuous(let dose): return dose
        case .flex(let schedule): return try DailyDose(raw: schedule.greatest24Hours)
        case .periodicBoluses(let boluses, let dose):
            let (total, overflow) = boluses.bolus.dose.nanograms.multipliedReportingOverflow(by: boluses.perDay)
            guard !overflow else { throw .overflow(quantity: DailyDose.quantityName) }
            return try dose.adding(DailyDose(raw: total))
        }
    }

    /// What the patient receives by this program in its first 24 h at most: the base and a bolus. A prime fills the line and
    /// a bridge empties it at the old dose: what they bring to the patient counts to neither.
    /// - Throws: `QuantityError` when base and bolus together exceed what a daily dose can be.
    public func total24Hours(minimumRateDose: DailyDose) throws(QuantityError) -> DailyDose {
        let base = try baseDose(minimumRateDose: minimumRateDose)
        guard case .bolus(let bolus) = once else { return base }
        return try base.adding(DailyDose(raw: bolus.dose.nanograms))
    }

    /// `total24Hours` and every bolus that the patient is allotted.
    /// - Throws: `QuantityError` when that exceeds what a daily dose can be.
    public func greatest24Hours(minimumRateDose: DailyDose) throws(QuantityError) -> DailyDose {
        try total24Hours(minimumRateDose: minimumRateDose).adding(DailyDose(raw: allottedPerDay.nanograms))
    }

    /// What the patient may give himself in 24 h.
    public var allottedPerDay: Dose {
        guard let patientBolus else { return .zero }
        // at most 48 * 4e9: far within an integer, and cut to what a dose can be
        let total = patientBolus.bolus.dose.nanograms * Int64(patientBolus.allottedPer24Hours)
        return Dose(checked: min(total, Dose.range.upperBound))
    }

    /// What each weekday of the base delivers, Monday first: seven times the same unless it is a schedule by weekday.
    /// - Throws: `QuantityError` when a total exceeds what a daily dose can be.
    public func dayTotals(minimumRateDose: DailyDose) throws(QuantityError) -> [DailyDose] {
        guard case .flex(let schedule) = base else {
            return Array(repeating: try baseDose(minimumRateDose: minimumRateDose), count: 7)
        }
        var totals: [DailyDose] = []
        for day in schedule.week { totals.append(try DailyDose(raw: day.total)) }
        return totals
    }

    /// The lowest rate at which the base flows, boluses apart, as a dose per day: zero where it delivers nothing.
    public func lowestRate(minimumRateDose: DailyDose) -> DailyDose {
        base == .minimumRate ? minimumRateDose : rates.min() ?? .zero
    }

    /// The highest one.
    public func highestRate(minimumRateDose: DailyDose) -> DailyDose {
        base == .minimumRate ? minimumRateDose : rates.max() ?? .zero
    }

    /// Whether the base flows at one rate day and night, or not at all.
    public var hasOneRate: Bool {
        switch base {
        case .stopped, .minimumRate, .simpleContinuous: true
        case .flex: rates.count == 1
        case .periodicBoluses: false
        }
    }
}
