import Dosing
import PumpModel

extension TherapyBounds {
    static let keys =
        [
            "lowest", "maintenanceFrom", "maintenanceTo", "ceiling", "increase", "refillIncrease", "decrease",
            "increaseInterval", "firstIncreaseAfter",
        ] + BolusBounds.keys

    /// Nil when anything is wrong or contradicts itself; `findings` then says what.
    init?(_ node: ConfigurationNode, findings: inout Findings) {
        let reader = SectionReader(node, path: node.path, keys: Self.keys, findings: &findings)
        reader.require(Self.keys, findings: &findings)
        let lowest = reader.value("lowest", Formats.dailyDose, findings: &findings)
        let from = reader.value("maintenanceFrom", Formats.dailyDose, findings: &findings)
        let to = reader.value("maintenanceTo", Formats.dailyDose, findings: &findings)
        let ceiling = reader.value("ceiling", Formats.dailyDose, findings: &findings)
        let increase = reader.value("increase", Formats.percentage, findings: &findings)
        let refill = reader.value("refillIncrease", Formats.percentage, findings: &findings)
        let decrease = reader.value("decrease", Formats.percentage, findings: &findings)
        let interval = reader.value("increaseInterval", Formats.interval, findings: &findings)
        let first = reader.value("firstIncreaseAfter", Formats.interval, findings: &findings)
        let boluses = BolusBounds(reader, findings: &findings)
        let isOrdered = [
            reader.isOrdered("lowest", lowest, "maintenanceFrom", from, findings: &findings),
            reader.isOrdered("maintenanceFrom", from, "maintenanceTo", to, findings: &findings),
            reader.isOrdered("maintenanceTo", to, "ceiling", ceiling, findings: &findings),
            reader.isOrdered(
                "ceiling", ceiling.map { Dose(checked: $0.nanogramsPerDay) }, "largest24Hours",
                boluses?.largest24Hours, findings: &findings),
        ]
        guard let lowest, let from, let to, let ceiling, let increase, let refill, let decrease, let interval,
            let first, let boluses, isOrdered.allSatisfy({ $0 })
        else { return nil }
        self.init(
            maintenance: from...to, allowed: lowest...ceiling, increasePercent: increase,
            refillIncreasePercent: refill, decreasePercent: decrease, increaseInterval: interval,
            firstIncreaseAfter: first, boluses: boluses)
    }
}

extension BolusBounds {
    static let keys = ["usualBolus", "largestBolus", "bolusInterval", "largest24Hours"]

    /// From a section that may hold more; that all keys are there is for the caller to require. Nil when anything is wrong
    /// or contradicts itself; `findings` then says what.
    init?(_ reader: SectionReader, findings: inout Findings) {
        let usual = reader.value("usualBolus", Formats.bolus, findings: &findings)
        let largest = reader.value("largestBolus", Formats.bolus, findings: &findings)
        let interval = reader.value("bolusInterval", Formats.interval, findings: &findings)
        let total = reader.value("largest24Hours", Formats.doseIn24Hours, findings: &findings)
        let isOrdered = [
            reader.isOrdered("usualBolus", usual, "largestBolus", largest, findings: &findings),
            reader.isOrdered("largestBolus", largest, "largest24Hours", total, findings: &findings),
        ]
        guard let usual, let largest, let interval, let total, isOrdered.allSatisfy({ $0 }) else { return nil }
        self.init(usual: usual, largest: largest, interval: interval, largest24Hours: total)
    }
}

extension SectionReader {
    /// Whether one value is not above another; true as long as one of them is not known.
    fileprivate func isOrdered<Value: Quantity>(
        _ key: String, _ value: Value?, _ limitKey: String, _ limit: Value?, findings: inout Findings
    ) -> Bool {
        guard let value, let limit, value > limit else { return true }
        findings.add(
            "\(value) is above \(limitKey) (\(limit))", allowed: "at most \(limit)", at: place(of: key),
            keyPath: path(of: key))
        return false
    }
}
