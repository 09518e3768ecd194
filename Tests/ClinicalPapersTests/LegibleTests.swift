import Testing

@testable import ClinicalPapers

struct LegibleTests {
    @Test(arguments: [
        "", "plain", "tone back; 110 mcg/day", "Ångström naïve", "שלום سلام", "漢字", "😀", "👩\u{200D}🔬", "e\u{301}",
        "<script>alert('x')</script>", "no\u{A0}break",
    ])
    func whatCanBePrintedStays(text: String) {
        #expect(Legible(text).text == text)
    }

    @Test(arguments: [
        ("a\nb", "a‹U+000A›b"), ("\u{202E}05\u{202C}", "‹U+202E›05‹U+202C›"), ("\u{0}", "‹U+0000›"),
        ("\u{200B}\u{FEFF}\u{AD}", "‹U+200B›‹U+FEFF›‹U+00AD›"), ("\u{2028}", "‹U+2028›"), ("\u{FFFF}", "‹U+FFFF›"),
        ("\u{E000}", "‹U+E000›"), ("\u{FDFD}", "‹U+FDFD›"), ("\u{1242B}", "‹U+1242B›"), ("\u{7F}", "‹U+007F›"),
        ("\u{2066}\u{2069}\u{61C}", "‹U+2066›‹U+2069›‹U+061C›"), ("\u{3000}", "‹U+3000›"),
        ("e\u{301}\u{301}\u{301}", "e\u{301}\u{301}‹U+0301›"),
    ])
    func whatHidesOrOverflowsIsWrittenOut(text: String, legible: String) {
        #expect(Legible(text).text == legible)
        #expect(Legible(legible).text == legible)
    }

    @Test func aLongTextEndsInAMark() {
        #expect(Legible("123456", characters: 6).text == "123456")
        #expect(Legible("1234567", characters: 6).text == "12345…")
        #expect(Legible(String(repeating: "x", count: 1_000_000)).text.count == 320)
    }

    @Test func oneCharacterOfManyScalarsIsBounded() {
        let joined = String(repeating: "👩\u{200D}", count: 100_000)
        #expect(joined.count == 1)
        let text = Legible(joined, characters: 10).text
        #expect(text.unicodeScalars.count <= 41)
        #expect(text.hasSuffix("…"))
    }
}
