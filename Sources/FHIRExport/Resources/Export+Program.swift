import ClinicalRecord
import PumpModel

extension Export {
    /// The drug in the reservoir, the program that runs and, where it is known, the one before it.
    ///
    /// The running program's request is `active` whether or not the pump manages to deliver it (that is what the
    /// flow's Observation and the flags say), and `stopped` when nothing is programmed to flow. The one before is
    /// `stopped`: a later one halted it. `authoredOn` is by the pump's clock, whose offset is an Observation too.
    mutating func addProgram() {
        addMedication()
        let earlier = record.before.map { before in
            let id = entries.identity(
                "MedicationRequest",
                ["before", record.pump.identity.serial.text, String(record.pump.revision.number)])
            entries.add(
                id,
                request(before, status: "stopped", reason: "replaced by a later program").followed(by: [
                    "medicationCodeableConcept": Concept.substance(record.pump.drug)
                ]))
            return id
        }
        let runs = record.after.total24Hours > .zero
        entries.add(
            program,
            request(
                record.after, status: runs ? "active" : "stopped", reason: runs ? nil : "nothing is programmed to flow"
            ).followed(by: [
                "medicationReference": medication.reference,
                "authoredOn": .instant(record.pump.programmedAt),
                "supportingInformation": .list([dailyDoseObservation.reference]),
                "priorPrescription": earlier?.reference,
            ]))
    }

    private mutating func addMedication() {
        let strength = JSONValue.object([
            "numerator": .quantity(ExactDecimal(record.pump.concentration.microgramsPerMilliliter), .micrograms),
            "denominator": .quantity(ExactDecimal(1), .milliliters),
        ])
        entries.add(
            medication,
            [
                "code": Concept.substance(record.pump.drug), "status": "active",
                "ingredient": .list([
                    .object([
                        "itemCodeableConcept": Concept.substance(record.pump.drug), "isActive": true,
                        "strength": strength,
                    ])
                ]),
            ])
    }

    private func request(_ summary: ClinicalRecord.ProgramSummary, status: String, reason: String?)
        -> JSONValue.Members
    {
        [
            "status": .text(status), "statusReason": reason.map { .concept($0) }, "intent": "order",
            "subject": subject, "note": .items([.note("24 h total: \(summary.total24Hours)")]),
            "dosageInstruction": .items(Dosage.instructions(summary)),
        ]
    }
}
