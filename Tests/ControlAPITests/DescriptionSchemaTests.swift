import Testing

@testable import ControlAPI

/// The check itself: each keyword lets something pass and stops something.
struct DescriptionSchemaTests {
    private static let document: JSONTree = ["a": ["b": ["type": "integer"]]]

    struct Case: Sendable, CustomTestStringConvertible {
        var schema: JSONTree
        var good: [JSONTree]
        var bad: [JSONTree]
        var testDescription: String { schema.members.map(\.name).joined(separator: ", ") }
    }

    static let cases: [Case] = [
        Case(schema: ["type": "string"], good: ["a"], bad: [1, .null, [], true]),
        Case(schema: ["type": ["integer", "null"]], good: [1, .null], bad: ["a", true]),
        Case(schema: ["const": 3], good: [3], bad: [4, "3"]),
        Case(schema: ["enum": ["a", .null]], good: ["a", .null], bad: ["b"]),
        Case(schema: ["$ref": "#/a/b"], good: [1], bad: ["a"]),
        Case(schema: ["$ref": "#/a/c"], good: [], bad: [1]),
        Case(schema: ["oneOf": [["type": "string"], ["enum": ["a", 1]]]], good: ["b", 1], bad: ["a", 2]),
        Case(schema: ["anyOf": [["type": "string"], ["enum": ["a", 1]]]], good: ["a", 1], bad: [2]),
        Case(schema: ["allOf": [["minimum": 1], ["maximum": 2]]], good: [1, 2], bad: [0, 3]),
        Case(schema: ["required": ["a"]], good: [["a": 1, "b": 2], 7], bad: [["b": 1]]),
        Case(schema: ["properties": ["a": ["type": "string"]]], good: [["a": "b"], [:]], bad: [["a": 1]]),
        Case(
            schema: ["properties": ["a": [:]], "additionalProperties": false], good: [["a": 1]], bad: [["b": 1]]),
        Case(schema: ["maxProperties": 0], good: [[:]], bad: [["a": 1]]),
        Case(schema: ["items": ["type": "string"]], good: [["a"], []], bad: [["a", 1]]),
        Case(
            schema: ["prefixItems": [["const": 1]], "items": ["type": "string"]], good: [[1, "a"]],
            bad: [["a", "a"], [1, 1]]),
        Case(schema: ["uniqueItems": true], good: [[1, 2]], bad: [[1, 2, 1]]),
        Case(schema: ["minItems": 1, "maxItems": 2], good: [[1], [1, 2]], bad: [[], [1, 2, 3]]),
        Case(schema: ["minLength": 1, "maxLength": 2], good: ["a", "ab"], bad: ["", "abc"]),
        Case(schema: ["pattern": "^a+$"], good: ["aa", 1], bad: ["b", ""]),
        Case(schema: ["minimum": 0, "maximum": .number("18446744073709551615")], good: [0, 7], bad: [-1]),
        Case(schema: ["multipleOf": 15], good: [-30, 0], bad: [7]),
        Case(schema: ["unheardOf": 1], good: [], bad: [1]),
    ]

    @Test(arguments: cases)
    func aKeywordDecides(each: Case) {
        let check = SchemaCheck(document: Self.document)
        for value in each.good {
            #expect(check.complaints(of: value, against: each.schema) == [])
        }
        for value in each.bad {
            #expect(check.complaints(of: value, against: each.schema) != [], "\(value)")
        }
    }
}

/// The regular expressions that stand for a bound on numbers.
struct DescriptionPatternTests {
    @Test(arguments: [0, 1, 9, 10, 19, 99, 100, 366, 1_005, 4_000])
    func numbersUpToAMaximum(maximum: Int64) throws {
        let expression = try Regex("^(?:\(Pattern.numbers(to: maximum)))$")
        for number in 0...(maximum * 2 + 11) {
            #expect(("\(number)".firstMatch(of: expression) != nil) == (number <= maximum), "\(number)")
        }
        #expect("01".firstMatch(of: expression) == nil)
    }

    /// Against the arithmetic itself, around the bound and in all spellings.
    @Test(arguments: [(12_000, 3), (166_666, 3), (10_050, 2), (4_000_000_000, 3)] as [(Int64, Int)])
    func decimalsUpToAMaximum(maximum: Int64, decimals: Int) throws {
        let expression = try Regex(Pattern.decimal(to: maximum, decimals: decimals, isPositive: false))
        let positive = try Regex(Pattern.decimal(to: maximum, decimals: decimals, isPositive: true))
        var raws = Set<Int64>([0, 1, 9, 10, 99, 100, 999, 1_000, 1_001])
        for distance: Int64 in 0...120 {
            raws.formUnion([maximum - distance, maximum + distance, maximum / 2 + distance])
        }
        for raw in raws {
            let digits = String(raw)
            let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
            let text = padded.dropLast(decimals) + "." + padded.suffix(decimals)
            for spelling in [text, "00" + text, text + "000"] {
                #expect((spelling.firstMatch(of: expression) != nil) == (raw <= maximum), "\(spelling)")
                #expect((spelling.firstMatch(of: positive) != nil) == (raw <= maximum && raw > 0), "\(spelling)")
            }
        }
        for text in ["", ".", ".5", "5.", "-1", "+1", "1e3", "1,5", " 1", "1 ", "0.00001", "1.2.3", "x"] {
            #expect(text.firstMatch(of: expression) == nil, "\(text)")
        }
    }

    @Test func times() throws {
        let expression = try Regex(Pattern.timeParameter)
        let good = [
            "1970-01-01T00:00:00Z", "2024-02-29T23:59:59.999Z", "2000-02-29T00:00:00Z", "9999-12-31T23:59:59.999Z",
            "2026-11-30T10:00:00Z", "9600-02-29T00:00:00Z",
        ]
        let bad = [
            "1969-12-31T00:00:00Z", "2023-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-11-31T10:00:00Z",
            "2026-13-01T10:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T10:00:60Z", "2026-11-23 10:00:00Z",
            "2026-11-23T10:00:00", "2026-11-23T10:00:00+00:00", "2026-11-23T10:00:00.5Z", "0000-02-29T00:00:00Z",
        ]
        for text in good { #expect(text.firstMatch(of: expression) != nil, "\(text)") }
        for text in bad { #expect(text.firstMatch(of: expression) == nil, "\(text)") }
    }

    @Test(
        arguments: [
            (Pattern.serial, ["A", "ITB-4711", "ABCDEFGHIJKLMNOPQRST"], ["", "a", "A B", "ABCDEFGHIJKLMNOPQRSTU"]),
            (
                Pattern.entityTag, ["\"0\"", "\"17\"", "\"4294967295\""],
                ["17", "\"017\"", "\"4294967296\"", "W/\"17\"", "*"]
            ),
            (Pattern.visible, ["a", " a ", "ä"], ["", "  ", "a\u{7}", "\u{85}"]),
            (Pattern.idempotencyKey, ["a", "~!"], ["", "a b", "ä"]),
            (Pattern.timeOfDay, ["00:00", "23:59"], ["24:00", "1:00", "01:60"]),
            (Pattern.percent, ["+20.50", "-3.00", "0.00"], ["20", "+20.5"]),
        ] as [(String, [String], [String])])
    func texts(pattern: String, good: [String], bad: [String]) throws {
        let expression = try Regex(pattern)
        for text in good { #expect(text.firstMatch(of: expression) != nil, "\(text)") }
        for text in bad { #expect(text.firstMatch(of: expression) == nil, "\(text)") }
    }
}
