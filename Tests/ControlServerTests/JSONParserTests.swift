import Testing

@testable import ControlServer

struct JSONParserTests {
    private static let document = #" {"a":[1,-0.5e+7,true,false,null],"b":{"c":"x\n\u00e9\ud83d\ude00\"/"},"d":""} "#

    @Test func aDocumentIsReadAsWritten() throws {
        let value = try JSONParser.parse(Array(Self.document.utf8))
        #expect(
            value
                == .object([
                    "a": .list([.number("1"), .number("-0.5e+7"), .bool(true), .bool(false), .null]),
                    "b": .object(["c": .text("x\né😀\"/")]), "d": .text(""),
                ]))
    }

    @Test func everyTruncationIsAFault() {
        let bytes = Array(Self.document.utf8.dropLast())
        for length in 0..<bytes.count {
            #expect(throws: JSONFault.self) { try JSONParser.parse(Array(bytes[..<length])) }
        }
    }

    @Test func noByteSequenceTraps() {
        // every single byte in every place: accepted or refused, never a crash
        let bytes = Array(Self.document.utf8)
        var refused = 0
        for index in bytes.indices {
            for byte in UInt8.min...UInt8.max {
                var damaged = bytes
                damaged[index] = byte
                if (try? JSONParser.parse(damaged)) == nil { refused += 1 }
            }
        }
        #expect(refused > bytes.count * 128)
    }

    @Test(arguments: [
        "01", "+1", "1.", ".5", "1e", "-", "NaN", "tru", "'a'", "[1,]", "{,}", #"{"a"}"#, #"{"a":1,}"#, #"{a:1}"#,
        "\"\u{1}\"", #""\x""#, #""\u12""#, #""\ud800\u0041""#, #""\udc00""#, "1 2", "// x\n1",
        #"{"a":{"b":1,"b":1}}"#, #"{"a":1,"\u0061":2}"#, "[[[[[[[[[1]]]]]]]]]",
    ])
    func faults(text: String) {
        #expect(throws: JSONFault.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test(arguments: [[0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] as [[UInt8]])
    func textThatIsNotUTF8IsAFault(bytes: [UInt8]) {
        #expect(throws: JSONFault.self) { try JSONParser.parse(bytes) }
    }

    @Test func aFaultSaysWhere() {
        #expect(throws: JSONFault(offset: 10, reason: "the member 'a' appears twice")) {
            try JSONParser.parse(Array(#"{"a":1,"a":2}"#.utf8))
        }
    }
}
