import PumpModel
import Testing

@testable import FHIRExport

@Suite struct ElementTests {
    @Test(
        arguments: [
            (0, 3, "0"), (1, 6, "0.000001"), (-1, 2, "-0.01"), (120_500, 3, "120.5"), (100_000, 3, "100"),
            (100, 0, "100"), (.max, 0, "9223372036854775807"), (.min, 3, "-9223372036854775.808"), (10, 1, "1"),
        ] as [(Int64, Int, String)])
    func decimalsAreExact(_ raw: Int64, _ decimals: Int, _ text: String) {
        #expect(ExactDecimal(raw, decimals: decimals).text == text)
    }

    @Test(arguments: [0, 1, 999, 1_000, 123_456_789, 4_000_000_000] as [Int64])
    func decimalsAgreeWithTheQuantitysOwn(_ raw: Int64) {
        #expect(ExactDecimal(raw, decimals: 3).text == DailyDose(checked: raw).decimalText)
    }

    @Test(
        arguments: [
            ("plain", "plain"), (" \t in the middle \r\n", "in the middle"), ("a\u{0}b\u{1B}c", "a\u{2400}b\u{241B}c"),
            ("\u{7F}\u{9F}", "\u{2421}\u{FFFD}"), ("a\u{A0}b\u{3000}c\u{2028}d\u{FEFF}e", "a b c d e"),
            ("line\nfeed", "line\nfeed"),
            ("💉é\"\\", "💉é\"\\"), ("", nil), (" \u{A0}\u{85}", "\u{FFFD}"), ("\u{A0}\u{FEFF}", nil), (nil, nil),
        ] as [(String?, String?)])
    func textIsMadeFitForFHIR(_ text: String?, _ expected: String?) {
        #expect(JSONValue.cleaned(text) == expected)
    }

    @Test func textIsCutAtFHIRsLimit() {
        let long = String(repeating: "x", count: JSONValue.greatestTextScalars + 10)
        #expect(JSONValue.cleaned(long)?.unicodeScalars.count == JSONValue.greatestTextScalars)
    }

    @Test(arguments: [
        ("motorStall", true), ("a-b_c.9", true), ("", false), ("two words", false), ("é", false), ("a\n", false),
        (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
    ])
    func aCodeIsExactOrAbsent(_ name: String, _ isCode: Bool) {
        #expect(JSONValue.code(name) == (isCode ? .text(name) : nil))
    }

    @Test func bytesAreEscapedAndOrdered() {
        let value = JSONValue.object([
            "b": "quote\" slash\\ \u{1}\t\n\u{1F}💉",
            "a": .list([true, false, .decimal(ExactDecimal(-15, decimals: 1))]),
            "none": nil,
        ])
        let expected = #"{"b":"quote\" slash\\ \u0001\t\n\u001f💉","a":[true,false,-1.5]}"#
        #expect(String(decoding: value.bytes, as: UTF8.self) == expected)
        #expect(JSONValue.fields(["none": nil]) == nil && JSONValue.items([nil, nil]) == nil)
    }
}
