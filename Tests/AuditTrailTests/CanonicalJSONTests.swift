import AuditTrail
import Foundation
import Testing

struct CanonicalJSONTests {
    /// Values and what Python's `json.dumps` writes for them.
    static let pinned: [(CanonicalJSON, String)] = [
        (
            .string(String(String.UnicodeScalarView((0...0x20).map { Unicode.Scalar(UInt8($0)) })) + "\u{7F}"),
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013"#
                + #"\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f "# + "\u{7F}\""
        ),
        (
            "\"\\/ \u{E9} e\u{301} \u{2028}\u{2029} \u{1F489} \u{FEFF}",
            #""\"\\/ "# + "\u{E9} e\u{301} \u{2028}\u{2029} \u{1F489} \u{FEFF}\""
        ),
        (
            ["💉": 1, "\u{FFFF}": 2, "f\u{E9}": 3, "ge\u{301}": 4, "z": 5, "Z": 6, "": 7, "a\"b": 8, "a": 9, "\n": 10],
            #"{"":7,"\n":10,"Z":6,"a":9,"a\"b":8,"f"# + "\u{E9}\":3,\"ge\u{301}\":4,\"z\":5,\"\u{FFFF}\":2,\"💉\":1}"
        ),
        (
            [[], [:], nil, true, false, .integer(.min), .integer(.max), 0],
            "[[],{},null,true,false,-9223372036854775808,9223372036854775807,0]"
        ),
        ("\u{D7FF}\u{E000}\u{10FFFF}", "\"\u{D7FF}\u{E000}\u{10FFFF}\""),
        ("\r\n", #""\r\n""#),
        // as Swift compares them, the first key looks like U+00E9 and would come last
        (["e\u{301}": 1, "f": 2], "{\"e\u{301}\":1,\"f\":2}"),
    ]

    @Test(arguments: pinned.indices)
    func theTextIsPythons(index: Int) throws {
        let (value, text) = Self.pinned[index]
        #expect(Array(value.text.utf8) == Array(text.utf8))
        let decoded = try JSONDecoder().decode(CanonicalJSON.self, from: Data(text.utf8))
        #expect(decoded == value)
        #expect(Array(decoded.text.utf8) == Array(text.utf8))
        let encoded = try JSONEncoder().encode(value)
        #expect(try JSONDecoder().decode(CanonicalJSON.self, from: encoded) == value)
    }

    @Test(arguments: ["1.5", "9223372036854775808", "-9223372036854775809", "1e40", "[1,[0.1]]", #"{"a":{"b":2.5}}"#])
    func otherNumbersAreRefused(text: String) {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(CanonicalJSON.self, from: Data(text.utf8))
        }
    }

    @Test func nestingIsBounded() throws {
        func nested(_ levels: Int) -> Data {
            Data((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
        }
        let deepest = CanonicalJSON.deepestLevel + 1
        let value = try JSONDecoder().decode(CanonicalJSON.self, from: nested(deepest))
        #expect(value.text.utf8.count == 2 * deepest)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(CanonicalJSON.self, from: nested(deepest + 1))
        }
    }

    @Test func equalIsWhatHasTheSameText() {
        #expect(CanonicalJSON.string("\u{E9}") != "e\u{301}")
        #expect(CanonicalJSON.object(["\u{E9}": 1]) != ["e\u{301}": 1])
        #expect(CanonicalJSON.object(["a": 1, "b": [2]]) == ["b": [2], "a": 1])
        #expect(CanonicalJSON.integer(1) != true)
        #expect(CanonicalJSON.string("null") != nil)
        #expect(Set<CanonicalJSON>(["\u{E9}", "e\u{301}", "\u{E9}"]).count == 2)
    }

    @Test func membersAreReached() {
        let value: CanonicalJSON = ["a": "x", "b": ["c": 7], "d": nil]
        #expect(value["a"]?.string == "x")
        #expect(value["b"]?["c"]?.integer == 7)
        #expect(value["d"]?.text == "null")
        #expect(value["e"] == nil as CanonicalJSON?)
        #expect(value["a"]?["x"] == nil as CanonicalJSON?)
        #expect(value["a"]?.integer == nil)
        #expect(value["b"]?.string == nil)
    }

    @Test func ofRepeatedKeysTheLastOneCounts() {
        #expect((["a": 1, "a": 2] as CanonicalJSON).text == #"{"a":2}"#)
    }
}
