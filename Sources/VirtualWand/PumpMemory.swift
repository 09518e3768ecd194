package import PumpModel
package import WandProtocol

/// All that a pump keeps through a power cut: one value, written as a whole or not at all.
///
/// It holds the whole state of delivery at the moment `clock`. What happened since follows from it exactly, so a pump
/// that starts again from an older memory carries delivery on from there and arrives at the same reservoir.
package struct PumpMemory: Hashable, Sendable {
    /// Changes that the memory holds for inspection.
    package static let historyLimit = 4096
    /// Events that the pump's log holds.
    package static let eventLimit = 1_024
    /// Faults that the pump's fault log holds.
    package static let faultLimit = 1_024
    /// From the elective replacement indicator to the end of service.
    package static let serviceReserveDays: Int64 = 90

    // MARK: what the pump is

    package var identity: PumpIdentity
    /// In a patient; else on a bench.
    package var isImplanted: Bool
    package var drug: Drug
    package var concentration: Concentration
    package var bounds: PumpBounds

    // MARK: what it was told

    package var program: Program
    package var revision: ProgramRevision
    package var programmedAt: Timestamp
    /// From when periodic boluses are counted; nil: from the beginning of the base of this revision.
    package var periodicFrom: Timestamp?
    /// Changes of revision ever applied.
    package var appliedCount: UInt32
    /// The last `historyLimit` transactions in the order in which they were applied.
    package var history: [AppliedChange]
    /// Nil until the pump was set up for its patient.
    package var setUp: PumpSetUp?
    /// The last refill that came with a transaction.
    package var lastRefill: AppliedRefill?
    /// For the place in a day schedule alone.
    package var clockCorrection: ClockCorrection

    // MARK: what became of it

    /// The pump's clock at which everything here holds. Nobody can set it.
    package var clock: Timestamp
    /// What the reservoir holds, in parts of `DeliveryRate`.
    package var reservoirParts: Int128
    package var hours: DeliveredHours
    /// Since when the program is `stopped`, however often it was programmed so.
    package var programStoppedSince: Timestamp?
    /// Since when nothing flows, for whatever reason.
    package var nothingFlowsSince: Timestamp?
    /// When the elective replacement indicator is due.
    package var electiveReplacementAt: Timestamp
    /// What is wrong with the hardware.
    package var conditions: Set<PumpCondition>
    /// Nil unless a magnetic field stopped the rotor and the pump has not told of its end.
    package var fieldStall: FieldStall?
    /// Since when interference holds the pump in its telemetry mode.
    package var hungSince: Timestamp?
    /// The alarms that stand, by ascending cause.
    package var alarms: [Alarm]
    /// The number of the newest event ever, 0 for none.
    package var newestEvent: UInt32
    /// The last `eventLimit` events, oldest first.
    package var events: [PumpEvent]
    /// The number of the newest fault ever, 0 for none.
    package var newestFault: UInt32
    /// The last `faultLimit` faults, oldest first.
    package var faults: [PumpFault]
    /// What the patient gave himself, oldest first: all of the last 24 h, at most `PatientBolus.allotment` of them.
    package var patientBoluses: [GivenBolus]

    // MARK: what it can not know

    package var physics: PumpPhysics
}

/// A bolus that the patient gave himself.
package struct GivenBolus: Hashable, Sendable {
    /// When it began, by the pump's clock.
    package var start: Timestamp
    /// Whose bolus it is: another program ends it.
    package var revision: ProgramRevision

    package init(start: Timestamp, revision: ProgramRevision) {
        self.start = start
        self.revision = revision
    }
}

/// A transaction that the pump carried out.
package struct AppliedChange: Hashable, Sendable {
    package var applied: AppliedTransaction
    /// Beside the entry: a memory copies its whole history when it grows, and most of an entry is its change.
    private indirect enum Held: Hashable, Sendable { case change(PumpChange) }

    private let held: Held
    /// False for a stop of a pump that was stopped already: it is remembered and changes no revision.
    package var changedRevision: Bool

    package init(applied: AppliedTransaction, change: PumpChange, changedRevision: Bool) {
        self.applied = applied
        held = .change(change)
        self.changedRevision = changedRevision
    }

    /// Nothing but a program was changed.
    package init(applied: AppliedTransaction, program: Program, changedRevision: Bool) {
        self.init(applied: applied, change: PumpChange(program: program), changedRevision: changedRevision)
    }

    /// All that it changed.
    package var change: PumpChange {
        switch held {
        case .change(let change): change
        }
    }

    /// The program that stood afterwards.
    package var program: Program { change.program }
}

/// What a pump's model can do and at which levels it alarms.
package struct PumpBounds: Hashable, Sendable {
    /// Flows that the pump can hold, base and bolus together below the upper one.
    package var flow: ClosedRange<Flow>
    /// The flow of the minimum rate program; below `flow`.
    package var minimumFlow: Flow
    package var lowReservoirVolume: Volume
    /// The volume that the pump can never deliver.
    package var residualVolume: Volume
    /// Transactions whose ids the pump still answers for: 16 is the least that the protocol allows, and the hardest
    /// on a host.
    package var rememberedTransactions: Int

    package init(
        flow: ClosedRange<Flow>, minimumFlow: Flow, lowReservoirVolume: Volume, residualVolume: Volume,
        rememberedTransactions: Int = 16
    ) {
        self.flow = flow
        self.minimumFlow = minimumFlow
        self.lowReservoirVolume = lowReservoirVolume
        self.residualVolume = residualVolume
        self.rememberedTransactions = rememberedTransactions
    }

    /// 0.048 to 24 mL/day, minimum rate 0.006 mL/day, alarm at 2 mL, 1.4 mL residual.
    package static let customary = PumpBounds(
        flow: Flow(checked: 48_000)...Flow(checked: 24_000_000), minimumFlow: Flow(checked: 6_000),
        lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_400_000))
}

/// A hardware fault that can be switched on and off.
package enum PumpCondition: String, Hashable, Sendable, CaseIterable {
    /// The rotor does not turn: nothing flows, the schedule goes on.
    case motorStall
    case nonCriticalMemoryError
    /// The rate falls to the minimum, and the pump takes no new program.
    case criticalMemoryError

    package var cause: AlarmCause {
        switch self {
        case .motorStall: .motorStall
        case .nonCriticalMemoryError: .nonCriticalMemoryError
        case .criticalMemoryError: .criticalMemoryError
        }
    }
}
