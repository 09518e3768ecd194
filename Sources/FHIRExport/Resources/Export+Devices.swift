import ClinicalRecord
import PumpModel

extension Export {
    /// The patient (the code and nothing else), the pump, the wand and every program that had a part in it.
    mutating func addPatientAndDevices() {
        if let patient, let code = record.patient?.code {
            entries.add(patient, ["identifier": .items([.identifier("patient-code", code)])])
        }
        addPump()
        entries.add(
            wand,
            [
                "identifier": .items([.identifier("wand-name", record.wand)]),
                "status": "active",
                "deviceName": deviceName(record.wand, "user-friendly-name"),
                "type": .concept("programmer (wand)", .coding(CodeSystem.local("device-type"), "wand")),
            ])
        addSoftware(software, name: record.daemon.name, version: record.daemon.version)
        for other in record.otherSoftware {
            let id = entries.identity("Device", ["software", other.name, other.version])
            addSoftware(id, name: other.name, version: other.version)
        }
    }

    private mutating func addPump() {
        let identity = record.pump.identity
        entries.add(
            pump,
            [
                "identifier": .items([.identifier("pump-serial", identity.serial.text)]),
                "status": "active",
                "serialNumber": .text(identity.serial.text),
                "deviceName": deviceName(identity.model, "model-name"),
                "modelNumber": .clean(identity.model),
                "type": .concept(
                    "implanted intrathecal infusion pump", .coding(CodeSystem.local("device-type"), "pump")),
                "version": version(identity.firmware, of: "firmware"),
                "property": .items([
                    property("reservoirSize", "reservoir size", .quantity(identity.reservoirSize)),
                    property("residualVolume", "volume never delivered", .quantity(record.pump.residualVolume)),
                    property(
                        "lowReservoirVolume", "low reservoir alarm volume", .quantity(record.pump.lowReservoirVolume)),
                    property(
                        "calibrationConstant", "calibration constant",
                        .quantity(ExactDecimal(Int64(identity.calibrationConstant)), .one)),
                ]),
                "patient": patient?.reference,
            ])
    }

    private mutating func addSoftware(_ id: ResourceID, name: String, version text: String?) {
        entries.add(
            id,
            [
                "identifier": .items([.identifier("software", name)]),
                "status": "active",
                "deviceName": deviceName(name, "user-friendly-name"),
                "type": .concept("software", .coding(CodeSystem.local("device-type"), "software")),
                "version": text.flatMap { version($0, of: "software") },
            ])
    }

    private func deviceName(_ name: String, _ type: String) -> JSONValue? {
        JSONValue.clean(name).map { .list([.object(["name": $0, "type": .text(type)])]) }
    }

    private func version(_ text: String, of part: String) -> JSONValue? {
        JSONValue.clean(text).map { .list([.object(["type": .concept(part), "value": $0])]) }
    }

    private func property(_ code: String, _ text: String, _ quantity: JSONValue) -> JSONValue {
        .object([
            "type": .concept(text, .coding(CodeSystem.local("device-property"), code)),
            "valueQuantity": .list([quantity]),
        ])
    }
}
