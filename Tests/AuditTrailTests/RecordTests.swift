import AuditTrail
import Foundation
import Testing

struct RecordTests {
    /// Lines that Python wrote.
    private let lines = [
        #"{"entry":{"from":null,"ok":true,"pump":"ITB-1 \"é\" 💉","to":120500,"what":"dose","why":["line\n",-1]},"hash":"#
            + #""4acd73d29958be5f20feb517e65569e51edd940ae959db64010a850a4ba22dc8","previous":"#
            + #""0000000000000000000000000000000000000000000000000000000000000000","sequence":1}"#,
        #"{"entry":{},"hash":"7bbfc546ed2e23a3b42507c2d133e4b66d1a8f57fc421821f6373fa3e378775b","previous":"#
            + #""4acd73d29958be5f20feb517e65569e51edd940ae959db64010a850a4ba22dc8","sequence":2}"#,
    ]

    @Test func theHashesAndLinesArePythons() {
        var chain = AuditChain(head: .beginning)
        let entry: CanonicalJSON = [
            "what": "dose", "pump": "ITB-1 \"é\" 💉", "from": nil, "to": 120_500, "ok": true, "why": ["line\n", -1],
        ]
        #expect([chain.append(entry), chain.append([:])].map { $0.line() } == lines)
        #expect(chain.head.text == "2:7bbfc546ed2e23a3b42507c2d133e4b66d1a8f57fc421821f6373fa3e378775b")
    }

    @Test func aLineDecodesToItsRecord() throws {
        for line in lines {
            let record = try JSONDecoder().decode(AuditRecord.self, from: Data(line.utf8))
            #expect(record.isIntact)
            #expect(record.line() == line)
            let encoded = try JSONEncoder().encode(record)
            #expect(try JSONDecoder().decode(AuditRecord.self, from: encoded) == record)
        }
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(AuditRecord.self, from: Data(lines[0].replacing("4acd", with: "4ACD").utf8))
        }
    }

    @Test(arguments: Trail.numbers)
    func theTrailMakesTheRoundTrip(number: Int64) throws {
        let record = Trail.record(number)
        let decoded = try JSONDecoder().decode(AuditRecord.self, from: Data(record.line().utf8))
        #expect(decoded == record)
        #expect(decoded.line() == record.line())
    }

    @Test(arguments: [
        "", "0", String(repeating: "0", count: 63), String(repeating: "0", count: 65),
        String(repeating: "A", count: 64), String(repeating: "g", count: 64), String(repeating: "é", count: 32),
        "+" + String(repeating: "0", count: 63),
    ])
    func otherTextsAreNoHashes(hex: String) {
        #expect(AuditHash(hex: hex) == nil)
        #expect(AuditHead(text: "1:" + hex) == nil)
    }

    @Test func aHashIsItsHexDigits() throws {
        let hex = "0123456789abcdef00ff10f001fe7f80" + String(repeating: "5a", count: 16)
        let hash = try #require(AuditHash(hex: hex))
        #expect(hash.description == hex)
        #expect(AuditHash.beginning.description == String(repeating: "0", count: 64))
        #expect(String(decoding: try JSONEncoder().encode([hash]), as: UTF8.self) == "[\"\(hex)\"]")
    }

    @Test func aHeadHasOneText() throws {
        #expect(AuditHead(text: Trail.head.text) == Trail.head)
        #expect(AuditHead(text: AuditHead.beginning.text) == .beginning)
        let zeros = AuditHash.beginning.description
        for text in [
            "", ":", "1", "1:", "-1:" + zeros, "+1:" + zeros, "01:" + zeros, " 1:" + zeros, "1:" + zeros + ":",
            "9223372036854775808:" + zeros, "9223372036854775807:" + zeros, "x:" + zeros, "1:" + zeros + "\n",
        ] {
            #expect(AuditHead(text: text) == nil, "\(text)")
        }
        let encoded = try JSONEncoder().encode(Trail.head)
        #expect(try JSONDecoder().decode(AuditHead.self, from: encoded) == Trail.head)
        for number in ["-1", "9223372036854775807", "1.5"] {
            let text = #"{"hash":"\#(zeros)","sequence":\#(number)}"#
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(AuditHead.self, from: Data(text.utf8)) }
        }
    }
}

struct FindingTests {
    static let all: [AuditFinding] = [
        .changed(sequence: 5), .misnumbered(sequence: 9, place: 5), .brokenLink(sequence: 5), .missing(5...5),
        .missing(5...7), .outOfOrder(sequence: 5, after: 7), .duplicated(sequence: 5),
        .truncated(last: 5, expected: Trail.head),
        .wrongHead(sequence: 5, expected: Trail.head.hash, found: Trail.record(5).hash),
        .headNotCompared(sequence: 5),
    ]

    @Test(arguments: all)
    func aFindingIsOneSentenceWithItsPlace(finding: AuditFinding) throws {
        let text = finding.description
        #expect(text.contains("ecord 5") || text.contains("Records 5 to 7"))
        #expect(text.hasSuffix("."))
        #expect(!text.dropLast().contains("."))
        let encoded = try JSONEncoder().encode(finding)
        #expect(try JSONDecoder().decode(AuditFinding.self, from: encoded) == finding)
    }

    @Test func theJSONOfAFindingIsFixed() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let texts = try Self.all.prefix(6).map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        #expect(
            texts == [
                #"{"changed":{"sequence":5}}"#, #"{"misnumbered":{"place":5,"sequence":9}}"#,
                #"{"brokenLink":{"sequence":5}}"#, #"{"missing":{"sequences":[5,5]}}"#,
                #"{"missing":{"sequences":[5,7]}}"#, #"{"outOfOrder":{"after":7,"sequence":5}}"#,
            ])
    }
}
