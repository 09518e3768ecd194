import ControlAPI
import PumpModel

extension API.Change {
    /// What it changes besides the program, old beside new.
    /// - Parameter pump: as it was read; where it is nil the old values are blank.
    func rows(on pump: API.Pump?) -> [(name: String, old: String, new: String)] {
        var rows: [(name: String, old: String, new: String)] = []
        if let refill {
            let old = pump.map { $0.lastRefill?.refill.text ?? "not filled yet" }
            rows.append(("refill", old?.replacing(", ", with: ",\n") ?? "", refill.text.replacing(", ", with: ",\n")))
        }
        if let setUp {
            let old = pump?.setUp?.rows.map(\.1)
            for (index, row) in (setUp.rows + [("calibration", "\(setUp.calibrationConstant)")]).enumerated() {
                let isCalibration = index == setUp.rows.count
                let before = isCalibration ? pump.map { "\($0.calibrationConstant)" } : old?[index]
                rows.append((row.0, before ?? (pump == nil ? "" : "-"), row.1))
            }
        }
        if let clockCorrectionMilliseconds {
            rows.append(
                (
                    "schedule clock", pump.map { "by " + Amounts.signedSeconds($0.clockCorrectionMilliseconds) } ?? "",
                    "corrected by \(Amounts.signedSeconds(clockCorrectionMilliseconds))"
                ))
        }
        return rows
    }

    /// The same without the old values.
    var rows: [(String, String)] { rows(on: nil).map { ($0.name, $0.new.replacing("\n", with: " ")) } }

    /// A set-up for somebody else than the pump has been set up for.
    func identityChanges(on pump: API.Pump?) -> [String] {
        guard let new = setUp, let old = pump?.setUp else { return [] }
        var changes: [String] = []
        if old.patient != new.patient { changes.append("ANOTHER PATIENT: \(old.patient) becomes \(new.patient)") }
        if old.patientClass != new.patientClass {
            changes.append("OTHER LIMITS: \(old.patientClass.title) becomes \(new.patientClass.title)")
        }
        return changes
    }
}

extension API.Refill {
    /// "2.1 mL withdrawn, 18 mL of baclofen 2000 mcg/mL filled".
    var text: String {
        let withdrawn = Amounts.milliliters(withdrawnNanoliters ?? 0)
        let filled = Amounts.milliliters(filledNanoliters ?? 0)
        return "\(withdrawn) withdrawn, \(filled) of \(drug) \(concentrationMicrogramsPerMilliliter) mcg/mL filled"
    }
}

extension API.SetUp {
    /// The same rows for every set-up.
    var rows: [(String, String)] {
        let length = (try? Length(raw: catheterMicrometers ?? 0))?.description ?? "?"
        return [
            ("patient", "\(patient), \(patientClass.title)"),
            ("tubing", Amounts.milliliters(tubingNanoliters ?? 0)),
            ("catheter", "\(length) with \(Amounts.milliliters(catheterNanoliters ?? 0))"),
            ("low reservoir", "alarm below \(Amounts.milliliters(lowReservoirNanoliters ?? 0))"),
        ]
    }
}

extension API.PatientClass {
    var title: String { PatientClass(name: rawValue)?.title ?? rawValue }
}
