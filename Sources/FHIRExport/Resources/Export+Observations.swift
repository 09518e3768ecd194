import ClinicalRecord
import PumpModel

/// One thing that a pump tells again and again.
private struct Metric {
    /// The local code.
    var code: String
    var title: String
    /// The published code, where there is one.
    var published: JSONValue?
    var unit: Unit
    /// FHIR's metric category: "measurement", "setting" or "calculation".
    var category: String
    var value: JSONValue

    var concept: JSONValue { .concept(title, published, .coding(CodeSystem.local("metric"), code)) }
}

extension Export {
    /// A DeviceMetric and an Observation for each number of the read-out, then the dates that were computed of them.
    mutating func addObservations() {
        for metric in metrics {
            let id = entries.identity("DeviceMetric", [record.pump.identity.serial.text, metric.code])
            entries.add(
                id,
                [
                    "type": metric.concept, "unit": metric.unit.concept, "source": pump.reference,
                    "category": .text(metric.category),
                ])
            addObservation(metric.code, metric.concept, device: id, value: ["valueQuantity": metric.value])
        }
        addDate("deliveryStoppedSince", "nothing is delivered since", record.pump.stoppedSince, device: pump)
        addDate("lowReservoirDate", "low reservoir alarm not before", record.dates.lowReservoir, device: software)
        addDate("refillBy", "refill by", record.dates.refillBy, device: software)
        addDate("emptyDate", "reservoir empty not before", record.dates.empty, device: software)
    }

    /// The identity of the 24 h total's Observation, for what points at it.
    var dailyDoseObservation: ResourceID { observationID("dailyDose") }

    private func observationID(_ code: String) -> ResourceID {
        ResourceID("Observation", [record.pump.identity.serial.text, record.pump.readAt.description, code])
    }

    private mutating func addDate(_ code: String, _ title: String, _ date: Timestamp?, device: ResourceID) {
        guard let date else { return }
        let concept = JSONValue.concept(title, .coding(CodeSystem.local("observation"), code))
        addObservation(code, concept, device: device, value: ["valueDateTime": .instant(date)])
    }

    private mutating func addObservation(
        _ code: String, _ concept: JSONValue, device: ResourceID, value: JSONValue.Members
    ) {
        let head: JSONValue.Members = [
            "status": "final", "code": concept, "subject": patient?.reference ?? pump.reference,
            "focus": .list([pump.reference]), "effectiveDateTime": .instant(record.pump.readAt),
            "issued": .instant(record.at),
        ]
        entries.add(observationID(code), head.followed(by: value).followed(by: ["device": device.reference]))
    }

    private var metrics: [Metric] {
        let pump = record.pump
        return [
            Metric(
                code: "reservoirVolume", title: "drug in the reservoir, with what is never delivered",
                unit: .milliliters, category: "calculation", value: .quantity(pump.reservoir)),
            Metric(
                code: "actualFlow", title: "flow that is delivered now", published: Concept.pumpFlow,
                unit: .millilitersPerDay, category: "measurement", value: .quantity(pump.actualFlow)),
            Metric(
                code: "dailyDose", title: "programmed dose of the coming 24 h", unit: .microgramsPerDay,
                category: "setting", value: .quantity(record.after.total24Hours)),
            Metric(
                code: "clockOffset", title: "pump clock less workstation clock", unit: .milliseconds,
                category: "calculation",
                value: .quantity(ExactDecimal(pump.clockOffsetMilliseconds), .milliseconds)),
            Metric(
                code: "serviceDaysRemaining", title: "days to replacement; 0 once the replacement indicator stands",
                unit: .days, category: "calculation",
                value: .quantity(ExactDecimal(Int64(pump.serviceDaysRemaining)), .days)),
        ]
    }
}
