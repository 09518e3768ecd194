package import PumpModel

extension PumpMemory {
    /// A pump as it was programmed last at `programmedAt` or at `clock`, nothing applied since and nothing wrong.
    package init(
        identity: PumpIdentity, isImplanted: Bool = false, concentration: Concentration, program: Program,
        reservoir: Volume, clock: Timestamp, bounds: PumpBounds = .customary, serviceDays: Int64 = 2_000,
        setUp: PumpSetUp? = nil, programmedAt: Timestamp? = nil
    ) {
        self.init(
            identity: identity, isImplanted: isImplanted, drug: .baclofen, concentration: concentration,
            bounds: bounds, program: program, revision: ProgramRevision(1), programmedAt: programmedAt ?? clock,
            periodicFrom: nil, appliedCount: 0,
            history: [], setUp: setUp, lastRefill: nil, clockCorrection: .none, clock: clock,
            reservoirParts: Self.parts(of: reservoir, at: concentration), hours: DeliveredHours(at: clock),
            programStoppedSince: program == .stopped ? clock : nil, nothingFlowsSince: nil,
            electiveReplacementAt: clock.advanced(byMilliseconds: serviceDays * TimeSpan.day.milliseconds),
            conditions: [], fieldStall: nil, hungSince: nil, alarms: [], newestEvent: 0, events: [], newestFault: 0,
            faults: [], patientBoluses: [],
            physics: PumpPhysics(content: Self.parts(of: reservoir, at: concentration) * CatheterLine.scale))
        if let setUp { self.bounds.lowReservoirVolume = setUp.lowReservoirVolume }
    }

    /// Whole nanoliters in the reservoir, rounded down.
    package var reservoir: Volume {
        let perNanoliter = Self.parts(of: Volume(checked: 1), at: concentration)
        return Volume(checked: Int64(reservoirParts / perNanoliter))
    }

    /// Whole nanoliters that are really in the reservoir, rounded down.
    package var trueReservoir: Volume {
        let perNanoliter = Self.parts(of: Volume(checked: 1), at: concentration) * CatheterLine.scale
        return Volume(checked: Int64(physics.content / perNanoliter))
    }

    /// The reservoir was emptied and filled.
    mutating func fill(to volume: Volume) {
        reservoirParts = Self.parts(of: volume, at: concentration)
        physics.content = reservoirParts * CatheterLine.scale
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
        if isEmpty || isEndOfService || isStandingStill { return .none }
        if conditions.contains(.criticalMemoryError), program != .stopped { return rate(of: .minimumRate) }
        return schedule
    }

    /// Neither by the program nor for want of drug.
    private var isStandingStill: Bool {
        hungSince != nil || conditions.contains(.motorStall) || fieldStall?.standsStill(at: clock) ?? false
    }

    /// The program's own schedule, whether or not the hardware follows it.
    package var schedule: DeliveryRate { rate(of: program) }

    private func rate(of program: Program) -> DeliveryRate {
        let given = patientBoluses.last.flatMap { $0.revision == revision ? $0.start : nil }
        return DeliveryRate(
            program: program, programmedAt: programmedAt, minimumFlow: bounds.minimumFlow,
            concentration: concentration, correction: clockCorrection, periodicFrom: periodicFrom,
            patientBolusAt: given)
    }

    /// Where the count of periodic boluses goes on from when `program` follows at this moment: an equal base without
    /// anything that is delivered once keeps its count, so that no bolus comes early.
    func periodicFrom(after program: Program) -> Timestamp? {
        guard case .periodicBoluses = program.base, program.base == self.program.base, program.once == nil else {
            return nil
        }
        let begin = programmedAt.advanced(byMilliseconds: baseDelay)
        return begin > clock ? nil : periodicFrom ?? begin
    }

    /// How long a prime or a bridge flows in place of the base.
    private var baseDelay: Int64 {
        switch program.once {
        case .prime(let timed), .bridge(let timed): timed.duration.milliseconds
        case .bolus, nil: 0
        }
    }

    var residualParts: Int128 { Self.parts(of: bounds.residualVolume, at: concentration) }
    var lowReservoirParts: Int128 { Self.parts(of: bounds.lowReservoirVolume, at: concentration) }

    /// What any volume holds at any concentration.
    static let partsRange =
        0...parts(
            of: Volume(checked: Volume.range.upperBound), at: Concentration(checked: Concentration.range.upperBound))

    /// Sums that a memory can hold: far below where arithmetic would end.
    static let amounts: ClosedRange<Int128> = 0...(1 << 100)

    static func parts(of volume: Volume, at concentration: Concentration) -> Int128 {
        Int128(volume.nanoliters) * Int128(concentration.microgramsPerMilliliter) * DeliveryRate.partsPerPicogram
    }
}
