package import PumpModel
internal import WandProtocol

/// Boluses that the patient asks for: within the program's bounds the pump decides alone.
extension VirtualPump {
    /// The patient presses the button: a bolus begins, or is refused; both are logged.
    package mutating func askForBolus(at moment: Moment) -> [PumpAction] {
        changeHardware(at: moment) { pump in
            guard let patient = pump.memory.program.patientBolus, pump.mayGive(patient) else {
                return pump.log(.patientBolusRefused)
            }
            let memory = pump.memory
            pump.memory.patientBoluses.removeAll { !memory.isRecent($0) }
            pump.memory.patientBoluses.append(GivenBolus(start: memory.clock, revision: memory.revision))
            pump.log(.patientBolus(patient.bolus.dose))
        }
    }

    /// Lockout and allotment count every bolus given, also those of an earlier program.
    private func mayGive(_ patient: PatientBolus) -> Bool {
        if isUnable || memory.isEmpty { return false }
        // bounds of flow hold for boluses above the base, not above a volume that replaces it
        if memory.schedule.replacesBase(at: memory.clock.millisecondsSince1970) { return false }
        let since = memory.patientBoluses.last.map { memory.clock.milliseconds(since: $0.start) }
        if let since, since < Int64(patient.lockoutMinutes) * 60_000 { return false }
        return memory.recentPatientBoluses < patient.allottedPer24Hours
    }
}

extension PumpMemory {
    /// Boluses that the patient gave himself in the last 24 h.
    package var recentPatientBoluses: Int { patientBoluses.count { isRecent($0) } }

    func isRecent(_ given: GivenBolus) -> Bool {
        clock.milliseconds(since: given.start) < TimeSpan.day.milliseconds
    }
}
