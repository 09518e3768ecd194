import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Who to call")
struct ContactTests {
    private static func contact(_ yaml: String) throws -> String? {
        try parse(oneWand + "card: {contact: \(yaml)}\n").contact
    }

    @Test("Left out or empty is nobody", arguments: ["''", "\"\"", ""])
    func nobody(_ yaml: String) throws {
        #expect(try parse(oneWand).contact == nil)
        #expect(try Self.contact(yaml) == nil)
    }

    @Test("Nobody is called until a site names somebody, and the rest of the section stays")
    func rest() throws {
        let configuration = try parse(oneWand + "card: {refillMargin: 5 d, contact: Ward 3}\n")
        #expect(configuration.contact == "Ward 3")
        #expect(configuration.card == RegistrationCard.Policy(marginDays: 5))
    }

    private static let longest = String(repeating: "+0 00 000", count: 8)

    @Test(
        "One line as it was written, and described so that it reads back",
        arguments: [
            "+00 000 000", "Ward 3, +00 000 000", "it's 5550100 # day & night", "- 000", "Klinik für Schmerz: 0",
            "5550100",
            "null", "0000", "~", "{a: b}", "день и ночь", longest,
        ])
    func lines(_ text: String) throws {
        let configuration = try parse(oneWand + "card: {contact: '\(text.replacing("'", with: "''"))'}\n")
        #expect(configuration.contact == text)
        let sheet = configuration.describe()
        #expect(sheet.contains("\n  contact: '"))
        #expect(try parse(sheet) == configuration)
    }

    private static let rule = "one line of visible characters, without spaces at its ends, like 'Ward 3, +00 000 000'"

    @Test(arguments: [
        Mistake(
            "'\(longest)1'", "f:2:17: card.contact: a contact of 73 bytes is too long: at most 72 bytes"),
        Mistake(
            "'\(String(repeating: "я", count: 37))'",
            "f:2:17: card.contact: a contact of 74 bytes is too long: at most 72 bytes"),
        Mistake("' Ward 3'", "f:2:17: card.contact: ' Ward 3' is not a contact: \(rule)"),
        Mistake("'Ward 3 '", "f:2:17: card.contact: 'Ward 3 ' is not a contact: \(rule)"),
        Mistake("' '", "f:2:17: card.contact: ' ' is not a contact: \(rule)"),
        Mistake(#""a\nb""#, "f:2:17: card.contact: 'a\u{FFFD}b' is not a contact: \(rule)"),
        // turns what follows it around, and hides a letter
        Mistake(#""a\u202Eb""#, "f:2:17: card.contact: 'a\u{202E}b' is not a contact: \(rule)"),
        Mistake(#""a\u200Bb""#, "f:2:17: card.contact: 'a\u{200B}b' is not a contact: \(rule)"),
        Mistake(#""a\u00A0b""#, "f:2:17: card.contact: 'a\u{A0}b' is not a contact: \(rule)"),
        Mistake(
            "[Ward 3]",
            "f:2:17: card.contact: a list where a single value is expected: write it like 'Ward 3, +00 000 000'"),
        Mistake("x, kontact: y", "f:2:20: card.kontact: unknown key: did you mean 'contact'?"),
    ])
    func mistakes(_ mistake: Mistake) {
        #expect(messages(oneWand + "card: {contact: \(mistake.yaml)}\n") == mistake.messages)
    }
}
