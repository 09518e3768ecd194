import ClinicalRecord
import PumpModel

extension Records {
    /// Texts that come from outside, from nothing to the worst: each is at most 256 bytes, as the daemon admits it.
    static let hostileTexts: [String] = [
        "", " ", "a", "tone back in the mornings", "<script>alert('x')</script>",
        "\"><img src=x onerror=alert(1)>&amp;",
        "]]><!--", "\u{202E}gcm 000 05\u{202C}", "שלום & سلام 50 mcg", "\u{0}\u{1}\n\r\t\u{7F}\u{FFFE}",
        "\u{FDFD}\u{1242B}",
        String(repeating: "W", count: 256), String(repeating: "😀", count: 64), String(repeating: "漢", count: 85),
        String(repeating: "👩\u{200D}", count: 36), "a" + String(repeating: "\u{301}", count: 127),
        String(repeating: "\u{202E}", count: 85), String(repeating: "ﷺ", count: 85),
        String(repeating: "m ", count: 128),
        String(repeating: "Å", count: 128), String(repeating: "\u{1112}", count: 85),
    ]

    /// A record of any shape that the type admits, the same for the same seed.
    static func random(seed: UInt64) -> ClinicalRecord {
        var source = SplitMix(state: seed)
        func text() -> String { hostileTexts.randomElement(using: &source)! }
        func chance() -> Bool { .random(using: &source) }
        func time() -> Timestamp {
            let any = Int64.random(in: Timestamp.range, using: &source)
            let near = readAt.advanced(byMilliseconds: .random(in: -40_000_000_000...40_000_000_000, using: &source))
            return Int.random(in: 0..<8, using: &source) == 0 ? Timestamp(clamping: any) : near
        }
        func amount<Quantity: Amount>() -> Quantity {
            let range = Quantity.range
            return Quantity(
                checked: [0, 1, range.upperBound, .random(in: range, using: &source)].randomElement(using: &source)!)
        }
        func number(_ choices: [Int]) -> Int { choices.randomElement(using: &source)! }
        func program() -> ClinicalRecord.ProgramSummary {
            .init(
                lines: (0..<number([0, 1, 3, 60])).map { _ in text() }, total24Hours: amount(),
                profile: (0..<number([0, 1, 4, 13, 200])).map { _ in
                    .init(
                        startMinute: .random(in: -10...1_450, using: &source),
                        nanogramsPerHour: [0, 1, 4_000, .max, .min].randomElement(using: &source)!)
                })
        }
        var pump = pump()
        pump.identity.model = text()
        pump.identity.firmware = text()
        pump.identity.serial = PumpSerial(chance() ? "A" : "WWWWWWWWWWWWWWWWWWWW")!
        pump.readAt = time()
        pump.clockOffsetMilliseconds = [0, 1, .max, .min].randomElement(using: &source)!
        (pump.reservoir, pump.lowReservoirVolume, pump.residualVolume) = (amount(), amount(), amount())
        pump.identity.reservoirSize = amount()
        (pump.actualFlow, pump.worstFlow) = (amount(), amount())
        pump.stoppedSince = chance() ? time() : nil
        pump.serviceDaysRemaining = chance() ? 0 : .max
        return ClinicalRecord(
            at: time(), software: (0..<number([0, 2, 40])).map { _ in .init(name: text(), version: text()) },
            wand: text(), pump: pump,
            patient: chance()
                ? nil
                : .init(
                    code: text(), patientClass: text(),
                    catheterLengthMillimeters: [0, .max, -1].randomElement(using: &source)!,
                    catheterVolume: amount()),
            contact: chance() ? nil : text(), before: chance() ? nil : program(), after: program(),
            dates: .init(
                lowReservoir: chance() ? nil : time(), refillBy: chance() ? nil : time(), empty: chance() ? nil : time()
            ),
            titrations: (0..<number([0, 1, 9, 500])).map { _ in
                .init(
                    transaction: text(), at: time(), operatorName: text(), userID: chance() ? 0 : .max, reason: text(),
                    overrideReason: chance() ? nil : text(), program: text(), total24Hours: chance() ? nil : amount(),
                    changeBasisPoints: [nil, 0, 1, -2_000, .max, .min].randomElement(using: &source)!,
                    outcome: ["succeeded", "inDoubt", "rejected", text()].randomElement(using: &source)!,
                    isApplied: chance())
            },
            alarms: (0..<number([0, 1, 8, 100])).map { _ in
                .init(
                    title: text(), cause: text(), isCritical: chance(), priority: text(), since: time(),
                    clearedAt: chance() ? nil : time(), source: text())
            },
            auditHead: chance() ? nil : .init(sequence: .random(in: 0 ... .max, using: &source), hash: text()))
    }
}
