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

    /// What the base program gives in a day: where it does not flow, the field says so itself.
    var dose: Field {
        let program = record.after
        let name: Legible =
            record.isTherapyWithheld
            ? "NOT given: dose in 24 h"
            : program.differsByWeekday ? "Dose per day, by weekday" : "Dose per day (24 h total)"
        return Field(name: name, value: "\(Wording.dose(of: program))")
    }

    /// What can be more than the dose in 24 h, or was it before the stop; nil where there is no such thing.
    var beside: Field? {
        if let before = record.beforeStop {
            return Field(name: "Before the stop, per day", value: "\(Wording.dose(of: before))")
        }
        guard let most = record.after.most24Hours else { return nil }
        return Field(
            name: record.after.patientBolus == nil ? "Most in 24 h" : "Most in 24 h, with boluses", value: "\(most)")
    }

    /// What the patient may give himself.
    var patientBolus: Field? {
        record.after.patientBolus.map { Field(name: "Patient may give himself", value: "\(Wording.bolus($0))") }
    }

    var dateFields: [Field] {
        let level = record.pump.lowReservoirVolume
        return [
            Field(name: "Refill by", value: "\(record.date(record.dates.refillBy, at: level).uppercasedNow)"),
            Field(
                name: "Low reservoir alarm",
                value: "\(record.date(record.dates.lowReservoir, at: level).uppercasedNow)"),
        ]
    }

    var contact: Field { Field(name: "Call", value: "\(record.contact ?? "no contact is configured")") }

    var read: Field { Field(name: "Read", value: "\(Wording.minute(record.pump.readAt))") }

    /// Set when the patient receives nothing, whatever the program says, or next to nothing.
    var standstill: Legible? { record.danger.map { "\($0)" } }

    /// Whether the contact stands on both sides whole.
    package var hasWholeContact: Bool { contactLines(onFront: true) != nil && contactLines(onFront: false) != nil }

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

extension String {
    /// "NOW" stands out among dates.
    fileprivate var uppercasedNow: String { self == "now" ? "NOW" : self }
}

extension Drug {
    /// As people write it.
    var title: String {
        switch self {
        case .baclofen: "baclofen"
        }
    }
}
