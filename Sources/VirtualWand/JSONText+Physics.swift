internal import PumpModel

/// What a pump can not know, as JSON.
extension JSONText {
    static func rotor(_ stall: FieldStall) -> JSONText {
        .object([
            ("stalledSince", .text(stall.since.description)),
            ("resumesAt", stall.resumesAt.map { .text($0.description) } ?? .null),
            ("stallNoticed", .flag(stall.isNoticed)), ("recoveryNoticed", .flag(stall.isRecoveryNoticed)),
            ("interrogatedSince", .flag(stall.isInterrogated)),
        ])
    }

    /// Twenty places of it, the reservoir's end first.
    static func line(_ line: CatheterLine) -> JSONText {
        let places = stride(from: 4, to: CatheterLine.cellCount, by: 5)
        return .object([
            ("nanoliters", .number(line.volume.nanoliters)),
            ("enteredNanograms", .number(nanograms(line.entered))),
            ("contentNanograms", .number(nanograms(line.content))),
            ("tipNanograms", .number(nanograms(line.delivered))),
            ("tipNanogramsByHour", .list(line.hours.parts.map { .number(nanograms($0)) })),
            (
                "nanogramsPerMilliliter",
                .list(places.map { .number(line.milliConcentration(ofCell: $0)) })
            ),
        ])
    }

    /// Thousandths of a part as whole nanograms, rounded up.
    private static func nanograms(_ drug: Int128) -> Int128 {
        let perNanogram = CatheterLine.scale * 1_000 * DeliveryRate.partsPerPicogram
        return (drug + perNanogram - 1) / perNanogram
    }
}
