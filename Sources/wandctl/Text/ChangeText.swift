import ControlAPI
import PumpModel

extension API.Change {
    /// What it changes besides the program.
    var rows: [(String, String)] {
        var rows: [(String, String)] = []
        if let refill { rows.append(("refill", refill.text)) }
        if let setUp { rows += setUp.rows }
        if let clockCorrectionMilliseconds {
            rows.append(("schedule clock", "corrected by \(Amounts.signedSeconds(clockCorrectionMilliseconds))"))
        }
        return rows
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
    var rows: [(String, String)] {
        let length = (try? Length(raw: catheterMicrometers ?? 0))?.description ?? "?"
        return [
            ("patient", "\(patient), \(patientClass.title)"),
            (
                "line",
                "tubing \(Amounts.milliliters(tubingNanoliters ?? 0)), catheter \(length) with "
                    + Amounts.milliliters(catheterNanoliters ?? 0)
            ),
            ("low reservoir", "alarm below \(Amounts.milliliters(lowReservoirNanoliters ?? 0))"),
        ]
    }
}

extension API.PatientClass {
    var title: String { PatientClass(name: rawValue)?.title ?? rawValue }
}
