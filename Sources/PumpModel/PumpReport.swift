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
    /// The number of the newest entry in the pump's fault log; 0 when there is none.
    public var newestFault: UInt32
    /// What the place in a day schedule is corrected by.
    public var clockCorrection: ClockCorrection
    /// Nil until the pump was set up for its patient.
    public var setUp: PumpSetUp?
    /// Nil until the reservoir was first filled under this protocol.
    public var lastRefill: AppliedRefill?
    /// Boluses that the patient gave himself in the last 24 h.
    public var patientBoluses: UInt8
    /// What left the reservoir in each of the last hours of the pump's clock, the running hour first: at most 25, rounded up.
    public var deliveredByHour: [Dose]

    public init(
        identity: PumpIdentity, clock: Timestamp, drug: Drug, concentration: Concentration,
        revision: ProgramRevision, program: Program, programmedAt: Timestamp, actualFlow: Flow, bolusRemaining: Dose,
        reservoir: Volume, lowReservoirVolume: Volume, residualVolume: Volume, minimumFlow: Flow,
        serviceDaysRemaining: UInt16, stoppedSince: Timestamp?, staged: StagedProgram?,
        lastApplied: AppliedTransaction?, appliedCount: UInt32, newestEvent: UInt32, alarms: [Alarm],
        newestFault: UInt32 = 0, clockCorrection: ClockCorrection = .none, setUp: PumpSetUp? = nil,
        lastRefill: AppliedRefill? = nil, patientBoluses: UInt8 = 0, deliveredByHour: [Dose] = []
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
        self.newestFault = newestFault
        self.clockCorrection = clockCorrection
        self.setUp = setUp
        self.lastRefill = lastRefill
        self.patientBoluses = patientBoluses
        self.deliveredByHour = deliveredByHour
    }

    /// What the minimum rate delivers per day at this concentration, rounded up to whole nanograms.
    public var minimumRateDose: DailyDose {
        FlowArithmetic.dailyDose(of: minimumFlow, at: concentration)
    }
}

extension PumpReport {
    /// How many hours a report tells of: the running one and 24 before it.
    public static let deliveredHours = 25

    /// What goes on from now: the program without a delivery that was to be made once and is made.
    public var runningProgram: Program { bolusRemaining > .zero ? program : program.afterwards }

    /// Whether the pump is as `change` makes it.
    public func shows(_ change: PumpChange) -> Bool {
        program == change.program && (change.setUp == nil || setUp == change.setUp)
            && (change.clock == nil || clockCorrection == change.clock)
            && (change.refill == nil
                || (lastRefill?.refill == change.refill && lastRefill?.revision == revision
                    && concentration == change.refill?.concentration && drug == change.refill?.drug))
    }
}

/// The last refill, and the revision that it came with.
public struct AppliedRefill: Hashable, Sendable {
    public var refill: Refill
    public var revision: ProgramRevision
    /// By the pump's clock.
    public var at: Timestamp

    public init(refill: Refill, revision: ProgramRevision, at: Timestamp) {
        self.refill = refill
        self.revision = revision
        self.at = at
    }
}

/// A change that a pump holds without applying it.
public struct StagedProgram: Hashable, Sendable {
    public var transaction: TransactionID
    public var baseRevision: ProgramRevision
    public var change: PumpChange
    /// Time until the pump forgets it.
    public var remaining: TimeSpan

    public init(transaction: TransactionID, baseRevision: ProgramRevision, change: PumpChange, remaining: TimeSpan) {
        self.transaction = transaction
        self.baseRevision = baseRevision
        self.change = change
        self.remaining = remaining
    }

    /// Nothing but a program.
    public init(transaction: TransactionID, baseRevision: ProgramRevision, program: Program, remaining: TimeSpan) {
        self.init(
            transaction: transaction, baseRevision: baseRevision, change: PumpChange(program: program),
            remaining: remaining)
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
