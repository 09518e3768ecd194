import PumpModel

extension DosingLimits {
    static let keys = [
        "ceiling", "increase", "decrease", "minimumFlow", "maximumFlow", "concentrations", "interrogationAge",
    ]

    /// Nil when anything is wrong or contradicts itself; `findings` then says what.
    init?(_ node: ConfigurationNode?, findings: inout Findings) {
        let reader = SectionReader(node, path: "dosing", keys: Self.keys, findings: &findings)
        let usual = Self.customary
        let ceiling = reader.value("ceiling", Formats.ceiling, default: usual.ceiling, findings: &findings)
        let increase = reader.value("increase", Formats.increase, default: usual.increasePercent, findings: &findings)
        let decrease = reader.value("decrease", Formats.decrease, default: usual.decreasePercent, findings: &findings)
        let minimum = reader.value(
            "minimumFlow", Formats.minimumFlow, default: usual.flow.lowerBound, findings: &findings)
        let maximum = reader.value(
            "maximumFlow", Formats.maximumFlow, default: usual.flow.upperBound, findings: &findings)
        let concentrations = Self.concentrations(in: reader, findings: &findings)
        let age = reader.value(
            "interrogationAge", Formats.interrogationAge, default: usual.reportAge, findings: &findings)
        guard let minimum, let maximum else { return nil }
        guard minimum <= maximum else {
            let key = reader.node("minimumFlow") == nil ? "maximumFlow" : "minimumFlow"
            findings.add(
                "minimumFlow (\(minimum)) is above maximumFlow (\(maximum))", allowed: "no flow would be left",
                at: reader.place(of: key), keyPath: reader.path(of: key))
            return nil
        }
        guard let ceiling, let increase, let decrease, let concentrations, let age else { return nil }
        self.init(
            ceiling: ceiling, increasePercent: increase, decreasePercent: decrease, flow: minimum...maximum,
            concentrations: concentrations, reportAge: age)
        checkDeliverability(reader, findings: &findings)
    }

    /// At each concentration some dose must be both within the flows and below the ceiling.
    private func checkDeliverability(_ reader: SectionReader, findings: inout Findings) {
        for concentration in concentrations.sorted() {
            // nL/day times mcg/mL is pg/day
            let least = flow.lowerBound.nanolitersPerDay * concentration.microgramsPerMilliliter
            guard least > ceiling.nanogramsPerDay * 1_000 else { continue }
            findings.add(
                "\(ceiling) can not be kept with \(concentration)",
                allowed: "minimumFlow (\(flow.lowerBound)) already delivers more",
                at: reader.place(of: "ceiling"), keyPath: reader.path(of: "ceiling"))
        }
    }

    private static func concentrations(in reader: SectionReader, findings: inout Findings) -> Set<Concentration>? {
        guard let node = reader.node("concentrations") else { return customary.concentrations }
        guard case .list(let items) = node.content, !items.isEmpty else {
            let isEmptyList = if case .list = node.content { true } else { false }
            findings.add(
                isEmptyList ? "an empty list" : "\(node.kind) where a list is expected",
                allowed: "write it like [500 mcg/mL, 1000 mcg/mL]", at: node.place, keyPath: node.path)
            return nil
        }
        var concentrations: Set<Concentration> = []
        var isWhole = true
        for item in items {
            guard let concentration = Formats.concentration.read(item, findings: &findings) else {
                isWhole = false
                continue
            }
            if !concentrations.insert(concentration).inserted {
                findings.add("\(concentration) stands here twice", at: item.place, keyPath: item.path)
            }
        }
        return isWhole ? concentrations : nil
    }
}
