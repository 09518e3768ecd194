package import ClinicalRecord
import PumpModel

/// The registration card that the family carries: the size of a bank card (85.60 x 53.98 mm), for rescuers first.
///
/// It says what the pump is, what it gives in 24 h, by when it must be refilled, and that an abrupt stop can kill. It
/// names the pump, not the person. Nothing on it is a rate: 24 h totals only.
package struct WalletCard: Sendable {
    let record: ClinicalRecord

    package init(_ record: ClinicalRecord) { self.record = record }

    /// Front and back as SVG files of their true size.
    package var sides: [String] { [front.svgFile, back.svgFile] }

    /// One A4 page with both sides next to each other, to cut out, fold and laminate: an SVG file.
    package var sheet: String { sheetDrawing.svgFile }

    var serial: String { record.pump.identity.serial.text }

    /// A field of the card, with its name and what stands there.
    struct Field: Hashable, Sendable {
        var name: Legible
        var value: Legible
    }

    static let warning: Legible = "DRUG PUMP IMPLANTED. ABRUPT STOP CAN KILL."

    var identityFields: [Field] {
        let pump = record.pump
        return [
            Field(name: "Pump model", value: "\(pump.identity.model)"),
            Field(name: "Serial number", value: "\(pump.identity.serial)"),
            Field(name: "Drug, into the spinal fluid", value: "\(pump.drug.title) \(pump.concentration)"),
            Field(name: "Reservoir", value: "\(pump.identity.reservoirSize)"),
        ]
    }

    /// What is programmed: where it does not flow, the field says so itself.
    var dose: Field {
        Field(
            name: standstill == nil ? "Dose per day (24 h total)" : "NOT given: dose in 24 h",
            value: "\(record.after.total24Hours)")
    }

    var dateFields: [Field] {
        [
            Field(name: "Refill by", value: "\(day(record.dates.refillBy))"),
            Field(name: "Low reservoir alarm", value: "\(day(record.dates.lowReservoir))"),
        ]
    }

    private func day(_ time: Timestamp?) -> String { time.map { Wording.day($0) } ?? "no date" }

    var contact: Field { Field(name: "Call", value: "\(record.contact ?? "no contact is configured")") }

    var read: Field { Field(name: "Read", value: "\(Wording.minute(record.pump.readAt))") }

    /// Set when the patient receives nothing, whatever the program says.
    var standstill: Legible? {
        guard record.pump.actualFlow == .zero else { return nil }
        return record.pump.stoppedSince.map { "NOT DELIVERING since \(Wording.minute($0))" } ?? "NOT DELIVERING"
    }

    /// What a rescuer must know, a sentence each.
    var advice: [Legible] {
        [
            "Fever, rigidity, confusion, spasticity or itching: the drug may have stopped. This is an emergency.",
            "Drowsiness, slow breathing or coma: too much drug. This is an emergency; support breathing.",
            "Two-tone alarm: the drug is not delivered. Emergency department, and call the contact.",
            "Single tone about once an hour: call the contact today.",
            "After an MRI the pump must be read again.",
        ]
    }
}

extension Drug {
    /// As people write it.
    var title: String {
        switch self {
        case .baclofen: "baclofen"
        }
    }
}
