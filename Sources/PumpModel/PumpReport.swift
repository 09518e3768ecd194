/// What one interrogation read: the pump's whole state at one moment, by its own word.
public struct PumpReport: Hashable, Sendable {
    public var identity: PumpIdentity
    /// The pump's own clock when it answered.
    public var clock: Timestamp
    public var drug: Drug
    public var concentration: Concentration
    public var revision: ProgramRevision
    public var program: Program
    /// When the program of this revision was applied, by the pump's clock.
    public var programmedAt: Timestamp
    /// What flows right now: zero when stopped, empty or stalled, whatever the program says.
    public var actualFlow: Flow
    /// What is left of a single bolus.
    public var bolusRemaining: Dose
    public var reservoir: Volume
    /// The reservoir volume below which the pump raises `lowReservoir`.
    public var lowReservoirVolume: Volume
    /// The volume that the pump can never deliver.
    public var residualVolume: Volume
    /// The flow of the minimum rate program.
    public var minimumFlow: Flow
    /// Days until the elective replacement indicator; 0 once it stands.
    public var serviceDaysRemaining: UInt16
    /// Since when nothing is delivered; nil while something is.
    public var stoppedSince: Timestamp?
    /// A program that was staged and neither committed nor discarded: an open update session.
    public var staged: StagedProgram?
    /// The last change that the pump applied; nil before the first one.
    public var lastApplied: AppliedTransaction?
    /// How many changes the pump ever applied.
    public var appliedCount: UInt32
    /// The number of the newest entry in the pump's event log; 0 when there is none.
    public var newestEvent: UInt32
    /// The alarms that stand, by ascending cause code, each cause at most once.
    public var alarms: [Alarm]

    public init(
        identity: PumpIdentity, clock: Timestamp, drug: Drug, concentration: Concentration,
        revision: ProgramRevision, program: Program, programmedAt: Timestamp, actualFlow: Flow, bolusRemaining: Dose,
        reservoir: Volume, lowReservoirVolume: Volume, residualVolume: Volume, minimumFlow: Flow,
        serviceDaysRemaining: UInt16, stoppedSince: Timestamp?, staged: StagedProgram?,
        lastApplied: AppliedTransaction?, appliedCount: UInt32, newestEvent: UInt32, alarms: [Alarm]
    ) {
        self.identity = identity
        self.clock = clock
        self.drug = drug
        self.concentration = concentration
        self.revision = revision
        self.program = program
        self.programmedAt = programmedAt
        self.actualFlow = actualFlow
        self.bolusRemaining = bolusRemaining
        self.reservoir = reservoir
        self.lowReservoirVolume = lowReservoirVolume
        self.residualVolume = residualVolume
        self.minimumFlow = minimumFlow
        self.serviceDaysRemaining = serviceDaysRemaining
        self.stoppedSince = stoppedSince
        self.staged = staged
        self.lastApplied = lastApplied
        self.appliedCount = appliedCount
        self.newestEvent = newestEvent
        self.alarms = alarms
    }

    /// What the minimum rate delivers per day at this concentration, rounded up to whole nanograms.
    public var minimumRateDose: DailyDose {
        FlowArithmetic.dailyDose(of: minimumFlow, at: concentration)
    }
}

/// A program that a pump holds without applying it.
public struct StagedProgram: Hashable, Sendable {
    public var transaction: TransactionID
    public var baseRevision: ProgramRevision
    public var program: Program
    /// Time until the pump forgets it.
    public var remaining: TimeSpan

    public init(transaction: TransactionID, baseRevision: ProgramRevision, program: Program, remaining: TimeSpan) {
        self.transaction = transaction
        self.baseRevision = baseRevision
        self.program = program
        self.remaining = remaining
    }
}

/// A change that a pump applied, as it remembers it.
public struct AppliedTransaction: Hashable, Sendable {
    public var transaction: TransactionID
    /// The revision that the change produced.
    public var revision: ProgramRevision
    /// When, by the pump's clock.
    public var at: Timestamp

    public init(transaction: TransactionID, revision: ProgramRevision, at: Timestamp) {
        self.transaction = transaction
        self.revision = revision
        self.at = at
    }
}
