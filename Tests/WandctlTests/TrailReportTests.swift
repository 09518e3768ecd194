import AuditTrail
import ControlAPI
import Testing

@testable import wandctl

struct TrailReportTests {
    private static let hash = String(repeating: "5a", count: 32)
    private let plain = Style(isColoured: false)

    private func report(_ findings: [TrailFinding], kept: String? = nil) -> TrailReport {
        TrailReport(
            source: "x", isIntact: findings.isEmpty, findings: findings, findingCount: findings.count, first: 1,
            last: 12, count: 12, head: "12:\(Self.hash)", keptHead: kept)
    }

    @Test func anIntactTrailIsSummedUp() {
        let lines = report([]).text(plain).split(separator: "\n")
        #expect(lines[0] == "intact: 12 records, 1 to 12, each linked to the one before")
        #expect(lines[1] == "  head       12:\(Self.hash)")
        #expect(lines[2].contains("--head"))
        #expect(report([], kept: "3:\(Self.hash)").text(plain).hasSuffix("  kept head  3:\(Self.hash) is in it"))
    }

    @Test func findingsComeWithPlaceAndMeaning() {
        let text = report(
            [.chain(.changed(sequence: 5), line: 5), .chain(.missing(7...8), line: nil), .notARecord(line: 9)],
            kept: "3:\(Self.hash)"
        ).text(plain)
        let lines = text.split(separator: "\n")
        #expect(lines[0] == "line 5: Record 5 was changed: its content does not match its own hash.")
        #expect(lines[1].hasPrefix("! Records 7 to 8 are missing"))
        #expect(lines[2].hasPrefix("line 9: This is no audit record"))
        #expect(lines[3] == "NOT INTACT: 3 findings in 12 records, 1 to 12")
        #expect(!text.contains("is in it"))
    }

    @Test func theJSONHasTheNumbers() throws {
        let findings: [TrailFinding] = [.chain(.missing(7...8), line: nil), .otherSpelling(line: 9, sequence: 4)]
        let json = String(decoding: try JSONText.encode(report(findings)), as: UTF8.self)
        #expect(
            json.hasPrefix(
                #"{"count":12,"findingCount":2,"findings":[{"code":"missing","finding":{"missing":{"sequences":[7,8]}},"#
                    + #""line":null,"text":"Records 7 to 8 are missing"#))
        #expect(json.contains(#"{"code":"otherSpelling","finding":null,"line":9,"text":"#))
        #expect(json.contains(#""first":1,"head":"12:\#(Self.hash)","isIntact":false,"keptHead":null,"last":12"#))
    }

    @Test func everyFindingHasANameOfItsOwn() {
        let head = AuditHead.beginning
        let all: [TrailFinding] =
            [
                .changed(sequence: 1), .misnumbered(sequence: 1, place: 2), .brokenLink(sequence: 1), .missing(1...2),
                .outOfOrder(sequence: 1, after: 2), .duplicated(sequence: 1), .truncated(last: 1, expected: head),
                .wrongHead(sequence: 1, expected: head.hash, found: head.hash), .headNotCompared(sequence: 1),
            ].map { .chain($0, line: 3) } + [
                .otherEnd(.truncated(last: 1, expected: head)),
                .otherEnd(.wrongHead(sequence: 1, expected: head.hash, found: head.hash)), .notARecord(line: 3),
                .tooLong(line: 3), .otherSpelling(line: 3, sequence: 1), .empty,
                .unexplainedBeginning(after: 1),
            ]
        #expect(Set(all.map(\.code)).count == all.count - 2)
        #expect(Set(all.map(\.text)).count == all.count)
        #expect(all.count { $0.line == 3 } == 12)
    }
}
