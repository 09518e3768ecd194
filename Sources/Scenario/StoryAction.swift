package import PumpModel

/// What somebody does, or what befalls the pump.
package enum StoryAction: Hashable, Sendable {
    // what a clinician does with wand and workstation
    case interrogate
    case change(ChangeOrder)
    case stop
    case readLog(LogChoice)
    case acknowledge(String)
    case silence(String)

    // what happens at the bedside
    case patientAsksForBolus
    case mri(MagnetStep)
    case interference
    case memory(MemoryStep)
    case powerCut
    /// So many days until the elective replacement indicator.
    case service(days: Int64)
    case emptied
    case drift(perMillion: Int64)
    case accuracy(perMille: Int64)
    case range(isInRange: Bool)

    // what happens to wand, daemon and clocks
    case wand(WandStep)
    case daemonRestart
    /// The people's clocks are set to another offset from UTC, as between winter and summer time.
    case clocks(utcOffsetMinutes: Int)
    /// Time passes, and the tip of the catheter is looked at in equal intervals.
    case watch(TimeSpan, every: TimeSpan)

    package enum LogChoice: String, Hashable, Sendable, CaseIterable {
        case events, faults
    }

    package enum MagnetStep: Hashable, Sendable {
        case enter
        /// The rotor turns again so much later.
        case leave(recovery: TimeSpan)
    }

    package enum MemoryStep: String, Hashable, Sendable, CaseIterable {
        /// Reset: the rate falls to the minimum.
        case lost
        /// A minor error: the therapy goes on.
        case corrected
        case repaired
    }

    package enum WandStep: String, Hashable, Sendable, CaseIterable {
        case plugged, away, unplugged, reboot
    }
}

/// A change of therapy as a clinician orders it: what it says nothing of stays as the pump has it.
package enum ChangeOrder: Hashable, Sendable {
    case setUp(SetUpOrder)
    /// Computed from the line that the pump knows; then the base that is given.
    case prime(flow: Flow, tubingIsPrimed: Bool, then: BaseProgram)
    case dose(DailyDose)
    case minimumRate
    case flex(FlexSchedule)
    case bolus(Bolus)
    /// Above the present continuous dose where `base` is nil.
    case periodic(PeriodicBoluses, base: DailyDose?)
    case patientBolus(PatientBolus?)
    case refill(RefillOrder)
    case clock(ClockCorrection)
}

/// A set-up; the volumes are computed from the site's pump and catheter.
package struct SetUpOrder: Hashable, Sendable {
    package var patient: PatientCode
    package var patientClass: PatientClass
    /// Its name in the site's file.
    package var catheter: String
    package var length: Length
    package var lowReservoirVolume: Volume
    /// The pump's own where it is not given.
    package var calibrationConstant: UInt32?
}

/// A refill.
package struct RefillOrder: Hashable, Sendable {
    /// What the pump predicted where nothing is given.
    package var withdrawn: Volume?
    package var filled: Volume
    package var concentration: Concentration
    package var isBridged: Bool
    /// The dose that follows; the present base where it is not given.
    package var dose: DailyDose?
}
