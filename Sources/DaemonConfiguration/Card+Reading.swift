import PumpModel

extension RegistrationCard.Policy {
    static let keys = ["flowError", "refillMargin"]

    /// From the section `card`, which holds more than this; nil when anything of this is wrong.
    init?(_ reader: SectionReader, findings: inout Findings) {
        let defaults = Self()
        let error = reader.value(
            "flowError", Formats.flowError, default: defaults.flowErrorPerMille, findings: &findings)
        let margin = reader.value(
            "refillMargin", Formats.refillMargin, default: defaults.marginDays, findings: &findings)
        guard let error, let margin else { return nil }
        self.init(flowErrorPerMille: error, marginDays: margin)
    }
}

extension DaemonConfiguration {
    static let cardKeys = RegistrationCard.Policy.keys + ["contact"]

    /// Who to call, of the section `card`. Nil for nobody, which may be written out as an empty text, and when what is
    /// written is wrong; `findings` then says what.
    static func contact(_ reader: SectionReader, findings: inout Findings) -> String? {
        guard let node = reader.node("contact") else { return nil }
        if case .text("") = node.content { return nil }
        return Formats.contact.read(node, findings: &findings)
    }
}
