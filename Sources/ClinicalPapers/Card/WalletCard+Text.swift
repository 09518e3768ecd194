import ClinicalRecord
import PumpModel

extension WalletCard {
    private static let columns = 64

    /// The card as text of fixed width, at most 64 characters a line.
    package var text: String {
        let rule = String(repeating: "-", count: Self.columns)
        let fields = identityFields + [dose] + [beside, patientBolus].compactMap { $0 } + dateFields + [contact, read]
        let alert = standstill.map { [rule] + wrapped($0) } ?? []
        let lines =
            [rule] + wrapped(Self.warning) + alert + [rule]
            + fields.flatMap { field in
                let name = field.name.text + String(repeating: " ", count: max(1, 29 - field.name.text.count))
                let values = wrapped(field.value, columns: Self.columns - 29)
                return zip([name] + Array(repeating: String(repeating: " ", count: 29), count: values.count), values)
                    .map { $0 + $1 }
            }
            + [rule] + advice.flatMap { wrapped($0) } + [rule]
        return lines.joined(separator: "\n") + "\n"
    }

    /// Three to five lines of at most 24 characters for the identification bracelet, which is engraved once: it names
    /// no dose and no date.
    package var braceletLines: [String] {
        let call = "CALL \(record.contact ?? "")"
        let isShort = record.contact != nil && call.utf8.allSatisfy { (0x20...0x7E).contains($0) } && call.count <= 24
        return [
            "DRUG PUMP IMPLANTED", "INTRATHECAL \(record.pump.drug.title.uppercased())", "ABRUPT STOP CAN KILL",
            "SN \(serial)", isShort ? call : "SEE CARD IN WALLET",
        ]
    }

    /// Broken at spaces, longer words where they end; a character counts as one column.
    private func wrapped(_ words: Legible, columns: Int = Self.columns) -> [String] {
        var lines = [""]
        for word in words.text.split(separator: " ") {
            var rest = word
            if !lines[lines.count - 1].isEmpty {
                if lines[lines.count - 1].count + 1 + rest.count <= columns {
                    lines[lines.count - 1] += " " + rest
                    continue
                }
                lines.append("")
            }
            while rest.count > columns {
                lines[lines.count - 1] = String(rest.prefix(columns))
                lines.append("")
                rest = rest.dropFirst(columns)
            }
            lines[lines.count - 1] += rest
        }
        return lines
    }
}
