import ClinicalRecord
import PumpModel

extension SessionReport {
    var pumpFacts: Facts {
        let pump = record.pump
        return Facts(
            caption: "Pump, as read \(Wording.minute(pump.readAt)) through the wand \(record.wand)",
            rows: [
                .init("Model", "\(pump.identity.model)"),
                .init("Serial number", "\(pump.identity.serial)"),
                .init("Firmware", "\(pump.identity.firmware)"),
                .init("Calibration constant", "\(String(pump.identity.calibrationConstant))"),
                .init("Drug", "\(pump.drug.title) \(pump.concentration)"),
                .init("Program revision", "\(pump.revision)"),
                .init("Programmed (pump's clock)", "\(Wording.minute(pump.programmedAt))"),
                .init("Pump's clock", "\(Wording.offset(milliseconds: pump.clockOffsetMilliseconds))"),
                .init(
                    "Correction for the schedule", "\(Wording.offset(milliseconds: pump.clockCorrectionMilliseconds))"),
                .init("Flows now", "\(Wording.flow(pump.actualFlow))"),
                .init("Service left", "\(serviceText)"),
            ])
    }

    private var serviceText: String {
        let days = record.pump.serviceDaysRemaining
        return days == 0 ? "replacement is due (ERI)" : "\(days) days"
    }

    var patientFacts: Facts {
        let patient = record.patient
        return Facts(
            caption: "Patient",
            rows: [
                .init("Code", "\(patient?.code ?? Wording.unknown)"),
                .init("Class", "\(patient?.patientClass ?? Wording.unknown)"),
                .init("Tubing volume", "\(patient?.tubingVolume?.description ?? Wording.unknown)"),
                .init("Catheter length", "\(patient?.catheterLength.description ?? Wording.unknown)"),
                .init("Catheter volume", "\(patient?.catheterVolume.description ?? Wording.unknown)"),
                .init("Boluses he gave himself in 24 h", "\(boluses)"),
                .init("Contact", "\(record.contact ?? "none configured")"),
            ])
    }

    private var boluses: String { record.pump.patientBoluses24Hours.map(String.init) ?? Wording.unknown }

    private var lastRefill: [Legible] {
        guard let refill = record.pump.lastRefill else { return ["\(Wording.unknown)"] }
        return ["\(Wording.minute(refill.at)) (pump's clock)", "\(refill.filled) of \(refill.concentration)"]
    }

    var reservoirFacts: Facts {
        let (pump, dates) = (record.pump, record.dates)
        return Facts(
            caption: "Reservoir, by the worst-case flow of \(Wording.flow(pump.worstFlow))",
            rows: [
                .init("Size", "\(pump.identity.reservoirSize)"),
                .init("Holds now", "\(Wording.level(pump.reservoir))"),
                .init("Low reservoir alarm at", "\(pump.lowReservoirVolume)"),
                .init("Residual, not delivered", "\(pump.residualVolume)"),
                .init("Last refill", lastRefill),
                .init("Refill by", "\(record.explainedDate(dates.refillBy, at: pump.lowReservoirVolume))"),
                .init(
                    "Low reservoir alarm", "\(record.explainedDate(dates.lowReservoir, at: pump.lowReservoirVolume))"),
                .init("Empty", "\(record.explainedDate(dates.empty, at: pump.residualVolume))"),
            ])
    }

    var provenance: Facts {
        let versions = record.software.prefix(Limits.reportLines).map { Legible("\($0.name) \($0.version)") }
        let further = Wording.remainder(record.software.count - versions.count, "programs").map { [Legible($0)] } ?? []
        let mark = record.auditHead
        return Facts(
            caption: "What made this report",
            rows: [
                .init("Software", versions.isEmpty ? ["\(Wording.unknown)"] : versions + further),
                .init("Put together", "\(Wording.minute(record.at))"),
                .init("Audit trail, newest record", "\(mark.map { String($0.sequence) } ?? Wording.unknown)"),
                .init("SHA-256 of that record", "\(mark?.hash ?? Wording.unknown)", isCode: true),
            ])
    }
}
