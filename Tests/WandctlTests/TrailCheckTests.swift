import AuditTrail
import ControlAPI
import Testing

@testable import wandctl

/// What the daemon hands out is verified here, and nothing it says of it is believed.
struct DaemonTrailTests {
    private func report(_ pages: FakePages, kept: AuditHead? = nil) async throws -> TrailReport {
        try await AuditVerify.verify(TrailReader(pages: pages), kept)
    }

    @Test(arguments: [nil, Trail.head, Trail.head(Trail.records[4]), .beginning])
    func anIntactTrail(kept: AuditHead?) async throws {
        let report = try await report(FakePages(), kept: kept)
        #expect(report.isIntact)
        #expect(report.findings == [])
        #expect((report.first, report.last, report.count) == (1, 12, 12))
        #expect(report.head == Trail.head.text)
        #expect(report.keptHead == kept?.text)
    }

    @Test func aTrailWithoutRecords() async throws {
        let report = try await report(FakePages([], head: .beginning))
        #expect(report.isIntact)
        #expect((report.first, report.last, report.count) == (nil, nil, 0))
    }

    static let tampered: [([AuditRecord], TrailFinding)] = [
        (Trail.replacing(5, with: Trail.changed(5)), .chain(.changed(sequence: 5), line: nil)),
        (Trail.replacing(12, with: Trail.changed(12)), .chain(.changed(sequence: 12), line: nil)),
        (
            Trail.replacing(
                5, with: AuditRecord(sequence: 5, previous: Trail.records[3].hash, entry: ["kind": "stop"])),
            .chain(.brokenLink(sequence: 6), line: nil)
        ),
        (Trail.removing(1...1), .chain(.missing(1...1), line: nil)),
        (Trail.removing(4...6), .chain(.missing(4...6), line: nil)),
        // the daemon names a head that it does not hand out
        (Trail.removing(12...12), .otherEnd(.truncated(last: 11, expected: Trail.head))),
        (
            Array(Trail.records[..<11]) + Trail.chain([["kind": "stop"]], after: Trail.head(Trail.records[10])),
            .otherEnd(
                .wrongHead(
                    sequence: 12, expected: Trail.head.hash,
                    found: Trail.chain([["kind": "stop"]], after: Trail.head(Trail.records[10]))[0].hash))
        ),
    ]

    @Test(arguments: tampered)
    func oneFindingForOneAct(records: [AuditRecord], finding: TrailFinding) async throws {
        let report = try await report(FakePages(records))
        #expect(!report.isIntact)
        #expect(report.findings == [finding])
        #expect(report.findingCount == 1)
    }

    @Test func aTrailWrittenAnewShowsAgainstAKeptHead() async throws {
        let anew = Trail.chain((1...12).map { ["kind": "program", "n": .integer($0)] })
        let pages = FakePages(anew, head: Trail.head(anew[11]))
        #expect(try await report(pages).isIntact)
        let kept = Trail.head(Trail.records[6])
        #expect(
            try await report(pages, kept: kept).findings
                == [.chain(.wrongHead(sequence: 7, expected: kept.hash, found: anew[6].hash), line: nil)])
    }

    @Test func anEndCutOffShowsAgainstAKeptHead() async throws {
        let cut = Array(Trail.records[..<9])
        let report = try await report(FakePages(cut, head: Trail.head(cut[8])), kept: Trail.head)
        #expect(report.findings == [.chain(.truncated(last: 9, expected: Trail.head), line: nil)])
    }

    @Test func droppedRecordsAreExplainedByTheTrail() async throws {
        let (anchor, records) = Trail.shortened
        let head = Trail.head(records[1])
        let intact = try await report(FakePages(records, anchor: anchor, head: head), kept: anchor)
        #expect(intact.isIntact)
        #expect((intact.first, intact.last) == (11, 12))
        let older = try await report(
            FakePages(records, anchor: anchor, head: head), kept: Trail.head(Trail.records[3]))
        #expect(older.findings == [.chain(.headNotCompared(sequence: 4), line: nil)])
    }

    @Test func aBeginningThatNobodyDroppedIsMissed() async throws {
        let records = Array(Trail.records[3...])
        let report = try await report(FakePages(records, anchor: Trail.head(Trail.records[2])))
        #expect(report.findings == [.unexplainedBeginning(after: 3)])
    }

    @Test(arguments: [(1, true), (2, true), (3, false)])
    func aTrailThatIsDroppedWhileItIsReadIsReadAnew(droppings: Int, isRead: Bool) async throws {
        let pages = FakePages(droppings: droppings)
        if isRead {
            #expect(try await report(pages).isIntact)
        } else {
            await #expect(throws: Failure.self) { try await report(pages) }
        }
    }

    @Test func pagesThatDoNotEndAreRefused() async throws {
        let error = await #expect(throws: Failure.self) { try await report(FakePages(isStuck: true)) }
        #expect(error?.message.contains("circles") == true)
    }
}

/// An export is held against its own bytes as well.
struct ExportedTrailTests {
    private func report(_ text: String, kept: AuditHead? = nil) -> TrailReport {
        var check = TrailCheck(file: "x", kept: kept)
        var splitter = LineSplitter()
        splitter.take(ArraySlice(text.utf8)) { check.take($0) }
        splitter.finish { check.take($0) }
        return check.report()
    }

    @Test(arguments: ["", "\n"])
    func anIntactExport(end: String) {
        let text = Trail.records.map { $0.line() }.joined(separator: "\n") + end
        let report = report(text, kept: Trail.head(Trail.records[8]))
        #expect(report.isIntact)
        #expect((report.first, report.last, report.count) == (1, 12, 12))
        #expect(report.head == Trail.head.text)
    }

    /// What was done to line 5, and what is found there.
    static let edited: [(@Sendable (String) -> String, TrailFinding)] = [
        ({ $0.replacing("é /", with: "e /") }, .chain(.changed(sequence: 5), line: 5)),
        ({ $0.replacing("é", with: "\\u00e9") }, .otherSpelling(line: 5, sequence: 5)),
        ({ $0.replacing("/", with: "\\/") }, .otherSpelling(line: 5, sequence: 5)),
        ({ $0 + " " }, .otherSpelling(line: 5, sequence: 5)), ({ $0 + "\r" }, .otherSpelling(line: 5, sequence: 5)),
        ({ $0.dropLast() + #","note":"x"}"# }, .otherSpelling(line: 5, sequence: 5)),
    ]

    @Test(arguments: edited)
    func anEditedLineIsNamed(edit: @Sendable (String) -> String, finding: TrailFinding) {
        var lines = Trail.records.map { $0.line() }
        lines[4] = edit(lines[4])
        #expect(report(lines.joined(separator: "\n")).findings == [finding])
    }

    @Test(arguments: ["", "{", "null", "[]", "{}", "\u{0}", String(repeating: "[", count: 100_000)])
    func aLineThatIsNoRecordIsNamed(line: String) {
        var lines = Trail.records.map { $0.line() }
        lines.insert(line, at: 6)
        #expect(report(lines.joined(separator: "\n")).findings == [.notARecord(line: 7)])
    }

    @Test func aRepeatedKeyDoesNotHide() {
        var lines = Trail.records.map { $0.line() }
        lines[4] = lines[4].replacing(#"{"entry":"#, with: #"{"entry":{"reason":"hidden"},"entry":"#)
        #expect(report(lines.joined(separator: "\n")).findings.contains(.otherSpelling(line: 5, sequence: 5)))
    }

    @Test func aLineWithoutAnEndIsSkipped() {
        let long = String(repeating: "x", count: (1 << 20) + 1)
        let report = report(Trail.text(Array(Trail.records[..<2])) + long + "\n" + Trail.text([Trail.records[2]]))
        #expect(report.findings == [.tooLong(line: 3)])
        #expect(report.count == 3)
    }

    @Test func piecesOfAnySizeMakeTheSameLines() {
        let bytes = Array("ab\n\ncde\nf".utf8)
        for size in 1...bytes.count {
            var (splitter, lines) = (LineSplitter(), [TrailLines.Line]())
            for start in stride(from: 0, to: bytes.count, by: size) {
                splitter.take(bytes[start..<min(start + size, bytes.count)]) { lines.append($0) }
            }
            splitter.finish { lines.append($0) }
            #expect(lines == ["ab", "", "cde", "f"].map { .text(Array($0.utf8)) })
        }
    }

    @Test(arguments: ["", "\n"])
    func nothingIsNotATrail(text: String) {
        #expect(report(text).findings.last == .empty)
        #expect(!report(text).isIntact)
    }

    @Test func theLinesOfRemovedCopiedAndSwappedRecordsAreNamed() {
        #expect(report(Trail.text(Trail.removing(4...6))).findings == [.chain(.missing(4...6), line: nil)])
        var copied = Trail.records
        copied.insert(Trail.records[1], at: 7)
        #expect(report(Trail.text(copied)).findings == [.chain(.duplicated(sequence: 2), line: 8)])
        var swapped = Trail.records
        swapped.swapAt(3, 4)
        #expect(report(Trail.text(swapped)).findings == [.chain(.outOfOrder(sequence: 4, after: 5), line: 5)])
    }

    @Test func aBeginningThatWasRemovedIsFound() {
        #expect(report(Trail.text(Array(Trail.records[2...]))).findings == [.unexplainedBeginning(after: 2)])
        #expect(report(Trail.text(Trail.shortened.records)).isIntact)
        // the record that explains it names another one
        var other = Trail.chain(
            [
                [
                    "kind": "retention", "droppedThrough": 10,
                    "droppedThroughHash": .string(Trail.head.hash.description),
                ]
            ], after: Trail.head(Trail.records[9]))
        #expect(report(Trail.text(other)).findings == [.unexplainedBeginning(after: 10)])
        other = Trail.chain([["kind": "retention", "droppedThrough": "10"]], after: Trail.head(Trail.records[9]))
        #expect(report(Trail.text(other)).findings == [.unexplainedBeginning(after: 10)])
    }

    @Test func manyFindingsAreCountedNotKept() {
        let report = report(String(repeating: "x\n", count: 1_500))
        #expect(report.findings.count == 1_000)
        #expect(report.findingCount == 1_501)
        #expect(report.text(Style(isColoured: false)).contains("... and 501 more"))
    }
}
