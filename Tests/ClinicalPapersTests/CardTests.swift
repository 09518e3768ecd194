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
        for field in card.identityFields + [card.dose, card.read] + card.dateFields {
            #expect(words.contains(field.name.text) && words.contains(field.value.text), "\(field.name.text)")
        }
        for sentence in card.advice { #expect(words.contains(sentence.text)) }
        #expect(words.contains(WalletCard.warning.text))
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
