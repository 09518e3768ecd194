import ClinicalRecord
import ControlAPI
import PumpModel

/// What the API says of a pump as what the papers show. Nil where an answer holds what no daemon of this version sends.
extension ClinicalRecord.PumpState {
    init?(_ pump: API.Pump, _ card: API.Card) {
        guard let serial = PumpSerial(pump.serial), let size = try? Volume(raw: pump.reservoirSizeNanoliters),
            let drug = Drug(name: pump.drug),
            let concentration = try? Concentration(raw: pump.concentrationMicrogramsPerMilliliter),
            let programmedAt = Timestamp(pump.programmedAt), let readAt = Timestamp(pump.readAt),
            let reservoir = try? Volume(raw: pump.reservoirNanoliters),
            let low = try? Volume(raw: pump.lowReservoirNanoliters),
            let residual = try? Volume(raw: pump.residualNanoliters),
            let flow = try? Flow(raw: pump.actualFlowNanolitersPerDay),
            let worst = try? Flow(raw: card.worstFlowNanolitersPerDay)
        else { return nil }
        /// A time of the pump's clock by this machine's.
        func here(_ text: String) -> Timestamp? {
            Timestamp(text)?.earlier(byMilliseconds: pump.pumpClockOffsetMilliseconds)
        }
        self.init(
            identity: PumpIdentity(
                serial: serial, model: pump.model, firmware: pump.firmware, reservoirSize: size,
                calibrationConstant: pump.calibrationConstant),
            drug: drug, concentration: concentration, revision: ProgramRevision(pump.revision),
            programmedAt: programmedAt, readAt: readAt, clockOffsetMilliseconds: pump.pumpClockOffsetMilliseconds,
            reservoir: reservoir, lowReservoirVolume: low, residualVolume: residual, actualFlow: flow, worstFlow: worst,
            serviceDaysRemaining: pump.serviceDaysRemaining,
            stoppedSince: pump.withdrawal.flatMap { here($0.stoppedSince) },
            memoryErrorSince: pump.alarms.first { $0.cause == AlarmCause.criticalMemoryError.name }
                .flatMap { here($0.since) },
            clockCorrectionMilliseconds: pump.clockCorrectionMilliseconds,
            patientBoluses24Hours: Int(pump.patientBoluses24Hours),
            lastRefill: pump.lastRefill.flatMap(ClinicalRecord.LastRefill.init))
    }
}

extension ClinicalRecord.LastRefill {
    init?(_ last: API.LastRefill) {
        guard let at = Timestamp(last.at), let filled = last.refill.filledNanoliters.flatMap({ try? Volume(raw: $0) }),
            let concentration = try? Concentration(raw: last.refill.concentrationMicrogramsPerMilliliter)
        else { return nil }
        self.init(at: at, filled: filled, concentration: concentration)
    }
}

extension ClinicalRecord.Patient {
    init?(_ setUp: API.SetUp) {
        guard let value = setUp.value else { return nil }
        self.init(
            code: value.patient.text, patientClass: value.patientClass.title, tubingVolume: value.tubingVolume,
            catheterLength: value.catheterLength, catheterVolume: value.catheterVolume)
    }
}

extension ClinicalRecord.AuditMark {
    /// Reads "SEQUENCE:HASH".
    init?(_ head: String) {
        let parts = head.split(separator: ":")
        guard parts.count == 2, let sequence = Int64(parts[0]) else { return nil }
        self.init(sequence: sequence, hash: String(parts[1]))
    }
}
