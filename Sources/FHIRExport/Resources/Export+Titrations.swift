import ClinicalRecord
import PumpModel

extension Export {
    /// For each change that was asked for: the request, the administration where there is one, and who it was.
    ///
    /// The drug is named without its concentration: the record tells the one that is in the pump now, and an older
    /// change may have been made on another.
    mutating func addTitrations() {
        for titration in record.titrations {
            let status = TitrationStatus(titration)
            let outcome = JSONValue.outsideConcept(
                titration.outcome, .localCoding("command-state", titration.outcome))
            let request = addRequest(titration, status: status, outcome: outcome)
            let administration = status.administration.map { code in
                addAdministration(titration, request: request, status: code, outcome: outcome)
            }
            addProvenance(titration, targets: [request, administration].compactMap { $0 }, status: status)
        }
    }

    private mutating func addRequest(
        _ titration: ClinicalRecord.Titration, status: TitrationStatus, outcome: JSONValue?
    ) -> ResourceID {
        let id = entries.identity("MedicationRequest", name(of: titration))
        entries.add(
            id,
            [
                "identifier": .items([.identifier("transaction", titration.transaction)]),
                "status": .text(status.request),
                "statusReason": outcome,
                "intent": "order",
                "medicationCodeableConcept": Concept.substance(record.pump.drug),
                "subject": subject,
                "authoredOn": .instant(titration.at),
                "requester": operatorReference(titration),
                "reasonCode": .items([.outsideConcept(titration.reason)]),
                "note": .items([
                    titration.overrideReason.flatMap { reason in
                        .note(
                            (titration.passedLimits.isEmpty ? "no limit was met: " : "soft limits were passed: ")
                                + reason)
                    },
                    titration.changeBasisPoints.flatMap { change in
                        let what = titration.isChangeOfWeekday ? "the weekday that changes most" : "the 24 h total"
                        return .note("change of \(what): \(ExactDecimal(change, decimals: 2).text) %")
                    },
                ]),
                "dosageInstruction": .list([Dosage.titration(titration)]),
            ])
        return id
    }

    private mutating func addAdministration(
        _ titration: ClinicalRecord.Titration, request: ResourceID, status: String, outcome: JSONValue?
    ) -> ResourceID {
        let id = entries.identity("MedicationAdministration", name(of: titration))
        let isDone = status == "completed"
        entries.add(
            id,
            [
                "status": .text(status),
                "statusReason": isDone ? nil : .items([outcome]),
                "medicationCodeableConcept": Concept.substance(record.pump.drug),
                "subject": subject,
                "effectiveDateTime": .instant(titration.at),
                "performer": .items([operatorReference(titration).map { .object(["actor": $0]) }]),
                "reasonCode": .items([.outsideConcept(titration.reason)]),
                "request": request.reference,
                "device": .list([pump.reference]),
                "note": .items([.note(titration.program)]),
                // FHIR wants a dose or a rate in a dosage, or no dosage
                "dosage": titration.total24Hours.flatMap { total in
                    isDone ? .object(["route": Concept.intrathecalRoute, "rateQuantity": .quantity(total)]) : nil
                },
            ])
        return id
    }

    /// Who changed what: the operator as declared, the account by the kernel's word, the software that wrote it down.
    private mutating func addProvenance(
        _ titration: ClinicalRecord.Titration, targets: [ResourceID], status: TitrationStatus
    ) {
        let account = JSONValue.object([
            "system": .text(CodeSystem.local("host-account")), "value": .text(String(titration.userID)),
        ])
        let activity = JSONValue.concept(
            status == .applied ? "change of the pump's program" : "change of the pump's program, asked for",
            status == .applied ? .coding(CodeSystem.dataOperation, "UPDATE") : nil)
        entries.add(
            entries.identity("Provenance", name(of: titration)),
            [
                "target": .list(targets.map(\.reference)),
                "occurredDateTime": .instant(titration.at),
                "recorded": .instant(titration.at),
                "activity": activity,
                "reason": .items([.outsideConcept(titration.reason), .outsideConcept(titration.overrideReason)]),
                "agent": .items([
                    operatorReference(titration).map { agent("author", $0) },
                    agent(
                        "enterer",
                        .logicalReference("Practitioner", account, display: "host account \(titration.userID)")),
                    agent("assembler", software.reference),
                ]),
            ])
    }

    private func agent(_ type: String, _ who: JSONValue) -> JSONValue {
        .object(["type": .concept(type, .coding(CodeSystem.participantType, type)), "who": who])
    }

    private func operatorReference(_ titration: ClinicalRecord.Titration) -> JSONValue? {
        JSONValue.identifier("operator", titration.operatorName).map {
            .logicalReference("Practitioner", $0, display: titration.operatorName)
        }
    }

    private func name(of titration: ClinicalRecord.Titration) -> [String] {
        ["titration", record.pump.identity.serial.text, titration.transaction]
    }
}
