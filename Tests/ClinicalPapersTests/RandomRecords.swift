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
        func patientBolus() -> PatientBolus {
            let dose = Dose(checked: [1, 5_000, Dose.range.upperBound].randomElement(using: &source)!)
            return PatientBolus(
                bolus: Bolus(dose: dose, duration: TimeSpan(checked: chance() ? 1_000 : 300_000))!,
                allottedPer24Hours: 48, lockoutMinutes: chance() ? 1_440 : 61)!
        }
        func number(_ choices: [Int]) -> Int { choices.randomElement(using: &source)! }
        func program() -> ClinicalRecord.ProgramSummary {
            let days = (0..<number([0, 1, 2, 7])).map { day in
                ClinicalRecord.DayProfile(
                    weekdays: chance() ? ClinicalRecord.Weekday.allCases : [ClinicalRecord.Weekday(rawValue: day)!],
                    total: amount(),
                    steps: (0..<number([0, 1, 4, 13, 200])).map { _ in
                        .init(
                            startMinute: .random(in: -10...1_450, using: &source),
                            nanogramsPerHour: [0, 1, 4_000, .max, .min].randomElement(using: &source)!)
                    })
            }
            return .init(
                lines: (0..<number([0, 1, 3, 60])).map { _ in text() }, total24Hours: amount(),
                greatest24Hours: chance() ? nil : amount(), patientBolus: chance() ? nil : patientBolus(), days: days,
                utcOffsetMinutes: [nil, 0, -720, 840, .max].randomElement(using: &source)!, isMinimumRate: chance())
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
        pump.clockCorrectionMilliseconds = [0, -1, .max, .min].randomElement(using: &source)!
        pump.patientBoluses24Hours = [nil, 0, 255].randomElement(using: &source)!
        pump.lastRefill =
            chance() ? nil : .init(at: time(), filled: amount(), concentration: Concentration(checked: 10_000))
        pump.serviceDaysRemaining = chance() ? 0 : .max
        return ClinicalRecord(
            at: time(), software: (0..<number([0, 2, 40])).map { _ in .init(name: text(), version: text()) },
            wand: text(), pump: pump,
            patient: chance()
                ? nil
                : .init(
                    code: text(), patientClass: text(),
                    tubingVolume: chance() ? nil : amount(), catheterLength: amount(),
                    catheterVolume: amount()),
            contact: chance() ? nil : text(), before: chance() ? nil : program(),
            beforeStop: chance() ? nil : program(), after: program(),
            dates: .init(
                lowReservoir: chance() ? nil : time(), refillBy: chance() ? nil : time(), empty: chance() ? nil : time()
            ),
            titrations: (0..<number([0, 1, 9, 500])).map { _ in
                .init(
                    transaction: text(), at: time(), operatorName: text(), userID: chance() ? 0 : .max, reason: text(),
                    overrideReason: chance() ? nil : text(), passedLimits: chance() ? [] : [text(), text()],
                    program: text(), totalBefore: chance() ? nil : amount(), total24Hours: chance() ? nil : amount(),
                    lasting24Hours: chance() ? nil : amount(),
                    changeBasisPoints: [nil, 0, 1, -2_000, .max, .min].randomElement(using: &source)!,
                    outcome: ["succeeded", "inDoubt", "rejected", text()].randomElement(using: &source)!,
                    isApplied: chance())
            },
            alarms: (0..<number([0, 1, 8, 100])).map { _ in
                .init(
                    title: text(), cause: text(), isCritical: chance(), priority: text(), since: time(),
                    state: [.sounding, .silenced(by: .max), .acknowledged(by: nil), .ended].randomElement(
                        using: &source)!,
                    source: text())
            },
            auditHead: chance() ? nil : .init(sequence: .random(in: 0 ... .max, using: &source), hash: text()))
    }
}
