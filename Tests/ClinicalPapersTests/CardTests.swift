import ClinicalRecord
import PumpModel
import Testing

@testable import ClinicalPapers

struct CardTests {
    @Test func theTextOfTheCard() {
        let rule = String(repeating: "-", count: 64)
        let head = """
            \(rule)
            DRUG PUMP IMPLANTED. ABRUPT STOP CAN KILL.
            \(rule)
            Pump model                   Infusor II 20
            Serial number                NPA-204817H
            Drug, into the spinal fluid  baclofen 1000 mcg/mL
            Reservoir                    20 mL
            Dose per day (24 h total)    126.2 mcg/day
            Refill by                    2027-03-14
            Low reservoir alarm          2027-03-19
            Call                         Spasticity clinic, ward 4: +00 555
                                         0100, day and night
            Read                         2026-11-23 09:41 UTC
            \(rule)

            """
        #expect(WalletCard(Records.plain).text.hasPrefix(head))
    }

    /// The SVG sides say all that the text says.
    @Test func theSidesSayTheSame() {
        let card = WalletCard(Records.plain)
        let words = (card.front.texts + card.back.texts).map(\.words.text).joined(separator: " ")
        for field in card.identityFields + [card.dose, card.beside, card.patientBolus, card.read].compactMap({ $0 })
            + card.dateFields
        {
            #expect(words.contains(field.name.text) && words.contains(field.value.text), "\(field.name.text)")
        }
        for sentence in card.advice { #expect(words.contains(sentence.text)) }
        #expect(words.contains(WalletCard.warning.text))
    }

    @Test func thePatientsBolusesAreOnTheCard() {
        let card = WalletCard(Records.patientBoluses)
        for text in [card.text, card.front.texts.map(\.words.text).joined(separator: " ")] {
            #expect(text.contains("Most in 24 h, with boluses") && text.contains("984 mcg/day"))
            #expect(text.contains("Patient may give himself") && text.contains("16 mcg over 10 min, at most"))
        }
    }

    /// The base, not a bolus that runs: 330 mcg/day with a bolus of 20 is no dose of 350.
    @Test func theDoseIsTheBase() {
        var record = Records.plain
        record.after.total24Hours = DailyDose(checked: 146_200)
        #expect(WalletCard(record).dose.value == "126.2 mcg/day")
        #expect(WalletCard(record).beside == .init(name: "Most in 24 h", value: "146.2 mcg/day"))
        let weekend = WalletCard(Records.weekend)
        #expect(weekend.dose == .init(name: "Dose per day, by weekday", value: "100.8 to 600 mcg/day"))
        #expect(weekend.beside == nil)
    }

    @Test func aStopSaysWhatWasBefore() {
        var record = Records.plain
        (record.pump.actualFlow, record.pump.stoppedSince) = (.zero, Records.readAt)
        record.after = .init(lines: ["stopped"], total24Hours: .zero, days: [])
        record.beforeStop = Records.patientBoluses.after
        let card = WalletCard(record)
        #expect(card.text.contains("Before the stop, per day     600 mcg/day"))
        #expect(card.front.texts.contains { $0.words.text == "600 mcg/day" })
    }

    @Test func theMinimumRateIsOnTheFront() {
        var record = Records.plain
        record.after.isMinimumRate = true
        let words = "MINIMUM RATE since 2026-11-23 09:37 UTC, withdrawal possible"
        #expect(WalletCard(record).front.texts.contains { $0.words.text == words })
        #expect(WalletCard(record).dose.name == "Dose per day (24 h total)")
    }

    @Test func stoppedAndEmptyIsDueNow() {
        var record = Records.plain
        record.pump.reservoir = record.pump.lowReservoirVolume
        record.dates = .init(lowReservoir: nil, refillBy: nil, empty: nil)
        #expect(WalletCard(record).dateFields.map(\.value) == ["NOW", "NOW"])
    }

    /// A telephone number that is cut is worse than none: who prints the card asks first.
    @Test(arguments: [(20, true), (85, true), (110, false), (150, false), (400, false)])
    func aContactFitsWholeOrNotAtAll(characters: Int, fits: Bool) {
        let words = String((0..<characters).map { $0 % 8 == 7 ? " " : Character(String($0 % 10)) })
        for isStopped in [false, true] {
            var record = Records.patientBoluses
            record.contact = words
            if isStopped { (record.pump.actualFlow, record.pump.stoppedSince) = (.zero, Records.readAt) }
            let card = WalletCard(record)
            #expect(card.hasWholeContact == fits)
            guard fits else { continue }
            for side in [card.front, card.back] {
                let written = side.texts.map(\.words.text).joined(separator: " ")
                #expect(written.contains(words.trimmingPrefix(" ").split(separator: " ").joined(separator: " ")))
            }
            #expect(card.front.faults(sides: 100, ends: 100).isEmpty)
        }
    }

    @Test func itNamesThePumpNotThePerson() {
        let card = WalletCard(Records.plain)
        #expect(!(card.text + card.sheet).contains("K-117"))
    }

    @Test func aStandstillIsOnTheFront() {
        var record = Records.plain
        #expect(WalletCard(record).standstill == nil)
        (record.pump.actualFlow, record.pump.stoppedSince) = (.zero, Records.readAt)
        let card = WalletCard(record)
        #expect(card.text.contains("NOT DELIVERING since 2026-11-23 09:41 UTC"))
        #expect(card.text.contains("NOT given: dose in 24 h      126.2 mcg/day"))
        #expect(card.front.texts.contains { $0.words.text == "NOT DELIVERING since 2026-11-23 09:41 UTC" })
    }

    @Test func aSerialNumberIsNeverCut() {
        var record = Records.plain
        record.pump.identity.serial = PumpSerial("WWWWWWWWWWWWWWWWWWWW")!
        #expect(WalletCard(record).front.texts.contains { $0.words.text == "WWWWWWWWWWWWWWWWWWWW" })
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func linesKeepTheirLength(seed: UInt64) {
        let card = WalletCard(Records.random(seed: seed))
        #expect((3...5).contains(card.braceletLines.count))
        for line in card.braceletLines { #expect(line.utf8.count <= 24 && !line.isEmpty) }
        for line in card.text.split(separator: "\n") { #expect(line.count <= 64) }
    }

    /// As long as a site may configure it: on the text and on both sides, running or not.
    @Test(
        arguments: [
            "Spasticity clinic, house 4: +00 555 0100; at night ward 4: +00 555 0199", "+00 555 0100 or +00 555 0101",
            String(repeating: "0", count: Limits.contactBytes),
        ], [false, true])
    func aConfiguredContactIsWhole(contact: String, isStopped: Bool) {
        #expect(contact.utf8.count <= Limits.contactBytes)
        var record = Records.plain
        record.contact = contact
        if isStopped { (record.pump.actualFlow, record.pump.stoppedSince) = (.zero, Records.readAt) }
        let card = WalletCard(record)
        let bare = contact.filter { $0 != " " }
        for side in [card.front, card.back] {
            #expect(side.texts.map(\.words.text).joined().filter { $0 != " " }.contains(bare), "\(side.name)")
        }
        #expect(card.text.filter { $0 != " " && $0 != "\n" }.contains(bare))
        #expect(!card.sheet.contains(Legible.cutMark))
    }

    @Test(
        arguments: [
            ("+00 555 0100", "CALL +00 555 0100"), ("Spasticity clinic, +00 555 0100", "SEE CARD IN WALLET"),
            (nil, "SEE CARD IN WALLET"), ("день", "SEE CARD IN WALLET"),
        ] as [(String?, String)])
    func aShortContactIsEngraved(contact: String?, line: String) {
        var record = Records.plain
        record.contact = contact
        #expect(WalletCard(record).braceletLines.last == line)
    }
}
