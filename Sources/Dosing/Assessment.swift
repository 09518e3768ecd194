internal import PumpModel

/// One change on one pump, with everything that more than one rule asks for.
struct Assessment {
    let rules: DosingRules
    let change: PumpChange
    let report: PumpReport
    let history: TherapyHistory
    let now: Timestamp

    /// Nil for a model that the site does not know.
    let profile: PumpProfile?
    /// What the pump delivers after the change: the refill's, or else the present one.
    let concentration: Concentration
    /// Nil without a library, or for a drug that is not in it.
    let entry: DrugEntry?
    /// What stands after the change.
    let setUp: PumpSetUp?
    /// Nil where the library has none for this drug and patient.
    let therapy: TherapyBounds?
    /// Nil where the library has none for this drug and patient.
    let boluses: BolusBounds?
    /// Of the base alone; nil when it exceeds what a daily dose can be.
    let oldBase: DailyDose?
    let newBase: DailyDose?
    /// From the old base to the new one; nil like the new one.
    let baseChange: BaseChange?
    /// Base and all boluses; nil when they exceed what a daily dose can be.
    let newTotal: DailyDose?

    init(
        _ rules: DosingRules, _ change: PumpChange, on report: PumpReport, history: TherapyHistory, at now: Timestamp
    ) {
        self.rules = rules
        self.change = change
        self.report = report
        self.history = history
        self.now = now
        profile = rules.catalog.pump(report.identity.model)
        concentration = change.refill?.concentration ?? report.concentration
        entry = rules.library.library?.entry(change.refill?.drug ?? report.drug, concentration)
        setUp = change.setUp ?? report.setUp
        therapy = setUp.flatMap { [entry] setUp in entry?.use.therapy(for: setUp.patientClass) }
        boluses = setUp.flatMap { [entry] setUp in entry?.use.boluses(for: setUp.patientClass) }
        let minimum = FlowArithmetic.dailyDose(of: report.minimumFlow, at: concentration)
        oldBase = try? report.program.baseDose(minimumRateDose: report.minimumRateDose)
        newBase = try? change.program.baseDose(minimumRateDose: minimum)
        baseChange = BaseChange(
            from: report.program, to: change.program, minimumRateDose: (report.minimumRateDose, minimum))
        newTotal = try? change.program.greatest24Hours(minimumRateDose: minimum)
    }

    /// What the minimum rate delivers per day after the change.
    var minimumRateDose: DailyDose { FlowArithmetic.dailyDose(of: report.minimumFlow, at: concentration) }

    /// Whether it asks for more than nothing or the pump's minimum.
    var isTherapy: Bool { change.program != .stopped && change.program != .minimumRate }

    /// Whether the base is raised from some dose to a higher one, be it on one weekday.
    var isIncrease: Bool {
        guard let oldBase, let baseChange else { return false }
        return oldBase > .zero && baseChange.isRise
    }

    var changesConcentration: Bool {
        guard let refill = change.refill else { return false }
        return refill.concentration != report.concentration || refill.drug != report.drug
    }

    /// From a moment of the workstation's clock until now; nothing when that clock was set back.
    func elapsed(since moment: Timestamp) -> TimeSpan { Self.elapsed(moment, now) }

    /// How long the pump has its present program, by its own clock.
    var sinceProgrammed: TimeSpan { Self.elapsed(report.programmedAt, report.clock) }

    private static func elapsed(_ from: Timestamp, _ until: Timestamp) -> TimeSpan {
        TimeSpan(checked: min(max(until.milliseconds(since: from), 0), TimeSpan.range.upperBound))
    }

    func finding(_ rule: Rule) -> RuleFinding {
        switch rule {
        case .drugLibrary: drugLibrary
        case .pumpModel: pumpModel
        case .pumpDelivers: pumpDelivers
        case .drug: drug
        case .screeningUse: screeningUse
        case .setUp: setUpRule
        case .patient: patient
        case .calibration: calibration
        case .line: line
        case .lowReservoirLevel: lowReservoirLevel
        case .flow: flow
        case .total: total
        case .ceiling: ceiling
        case .lowestDose: lowestDose
        case .maintenanceRange: maintenanceRange
        case .startFromZero: startFromZero
        case .stopsDelivery: stopsDelivery
        case .increase: increase
        case .decrease: decrease
        case .increaseInterval: increaseInterval
        case .firstIncrease: firstIncrease
        case .bolusSize: bolusSize
        case .peakHour: peakHour
        case .bolusInterval: bolusInterval
        case .largest24Hours: largest24Hours
        case .bolusRunning: bolusRunning
        case .lineRunning: lineRunning
        case .primeDuringTherapy: primeDuringTherapy
        case .primeVolume: primeVolume
        case .bridge: bridge
        case .withdrawnVolume: withdrawnVolume
        case .filledVolume: filledVolume
        case .clockCorrection: clockCorrection
        }
    }
}
