package import PumpModel

extension PumpMemory {
    /// A pump as it was programmed last at `clock`, nothing applied since and nothing wrong.
    package init(
        identity: PumpIdentity, isImplanted: Bool = false, concentration: Concentration, program: Program,
        reservoir: Volume, clock: Timestamp, bounds: PumpBounds = .customary, serviceDays: Int64 = 2_000
    ) {
        self.init(
            identity: identity, isImplanted: isImplanted, drug: .baclofen, concentration: concentration,
            bounds: bounds, program: program, revision: ProgramRevision(1), programmedAt: clock, appliedCount: 0,
            history: [], clock: clock,
            reservoirParts: Self.parts(of: reservoir, at: concentration),
            programStoppedSince: program == .stopped ? clock : nil, nothingFlowsSince: nil,
            electiveReplacementAt: clock.advanced(byMilliseconds: serviceDays * TimeSpan.day.milliseconds),
            conditions: [], alarms: [], newestEvent: 0, events: [])
    }

    /// Whole nanoliters in the reservoir, rounded down.
    package var reservoir: Volume {
        let perNanoliter = Self.parts(of: Volume(checked: 1), at: concentration)
        return Volume(checked: Int64(reservoirParts / perNanoliter))
    }

    /// The last transaction that changed the revision.
    package var lastApplied: AppliedTransaction? {
        history.last { $0.changedRevision }?.applied
    }

    package var isEmpty: Bool { reservoirParts <= residualParts }
    package var endOfServiceAt: Timestamp {
        electiveReplacementAt.advanced(byMilliseconds: Self.serviceReserveDays * TimeSpan.day.milliseconds)
    }
    package var isEndOfService: Bool { clock >= endOfServiceAt }

    /// What flows now; the same until the next boundary.
    package var rate: DeliveryRate {
        if isEmpty || isEndOfService || conditions.contains(.motorStall) { return .none }
        let reduced = conditions.contains(.criticalMemoryError) && program != .stopped
        return DeliveryRate(
            program: reduced ? .minimumRate : program, programmedAt: programmedAt, minimumFlow: bounds.minimumFlow,
            concentration: concentration)
    }

    /// The program's own schedule, whether or not the hardware follows it.
    package var schedule: DeliveryRate {
        DeliveryRate(
            program: program, programmedAt: programmedAt, minimumFlow: bounds.minimumFlow,
            concentration: concentration)
    }

    var residualParts: Int128 { Self.parts(of: bounds.residualVolume, at: concentration) }
    var lowReservoirParts: Int128 { Self.parts(of: bounds.lowReservoirVolume, at: concentration) }

    static func parts(of volume: Volume, at concentration: Concentration) -> Int128 {
        Int128(volume.nanoliters) * Int128(concentration.microgramsPerMilliliter) * DeliveryRate.partsPerPicogram
    }
}
