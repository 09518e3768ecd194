import ArgumentParser
import AuditTrail
import ControlAPI
import Testing

@testable import wandctl

struct AuditListTests {
    private static let entries: [CanonicalJSON] = [
        ["kind": "start", "at": "2026-11-23T01:33:05.120Z", "version": "1.0"],
        [
            "at": "2026-11-23T01:34:05.120Z", "kind": "program", "state": "succeeded", "pump": "ITB-4711",
            "user": "rex", "userID": 1_001, "operator": "R. Example", "reason": "spasticity",
            "overrideReason": "agreed", "confirmedBy": "ana", "confirmedByID": 1_002,
            "from": ["text": "simple continuous 100 mcg/day"], "to": ["text": "simple continuous 120.5 mcg/day"],
        ],
        [
            "at": "2026-11-23T01:35:05.120Z", "kind": "digestRefusal", "userID": 1_001, "actorID": 7,
            "reason": "\u{1B}[2Jgone\u{202E}",
        ],
        ["kind": "changedElsewhere", "at": "2026-11-23T01:36:05.120Z", "fromRevision": 17, "toRevision": 18],
        ["kind": "retention", "atMilliseconds": 1_795_397_705_120, "droppedRecords": 8],
        ["to": ["mode": "flex", "n": 1], "kind": 5, "at": [], "user": [:]],
    ]

    @Test func recordsAreToldForPeople() {
        let page = API.AuditPage(records: Trail.chain(Self.entries), anchor: "", head: "", next: nil)
        let lines = page.text(Style(isColoured: false)).split(separator: "\n").map { line in
            line.split(separator: "  ", omittingEmptySubsequences: true).map { $0.drop { $0 == " " } }
                .joined(separator: " | ")
        }
        #expect(
            lines == [
                "number | time | what | pump | who | from -> to | why",
                "1 | 2026-11-23 01:33:05 UTC | start | - | - | - | version 1.0",
                "2 | 2026-11-23 01:34:05 UTC | program succeeded | ITB-4711 | rex (R. Example) confirmed by ana | "
                    + "simple continuous 100 mcg/day -> simple continuous 120.5 mcg/day | "
                    + "spasticity; override: agreed",
                "3 | 2026-11-23 01:35:05 UTC | digestRefusal | - | user id 1001 by user id 7 | - | "
                    + "\u{FFFD}[2Jgone\u{FFFD}",
                "4 | 2026-11-23 01:36:05 UTC | changedElsewhere | - | - | revision 17 -> revision 18 | -",
                "5 | 2026-11-23 01:35:05 UTC | retention | - | - | - | 8 oldest records dropped",
                #"6 | - | - | - | - | -> {"mode":"flex","n":1} | -"#,
            ])
        #expect(
            API.AuditPage(records: [], anchor: "", head: "", next: nil).text(Style(isColoured: false)) == "no records")
    }

    @Test(arguments: [(1, [Int64(12)]), (4, [9, 10, 11, 12]), (50, Array(1...12))])
    func theNewestComeLast(limit: Int, numbers: [Int64]) async throws {
        let reader = TrailReader(pages: FakePages())
        for filter in [API.AuditFilter(), API.AuditFilter(pump: "ITB-4711")] {
            let page = try await reader.newest(limit, filter)
            #expect(page.records.map(\.sequence) == numbers)
            #expect(page.head == Trail.head.text)
            #expect(page.next == nil)
        }
    }

    @Test func withoutAFilterOnlyTheEndIsRead() async throws {
        let pages = FakePages()
        _ = try await TrailReader(pages: pages).newest(3, API.AuditFilter())
        #expect(await pages.filters.count == 1)
        _ = try await TrailReader(pages: pages).newest(3, API.AuditFilter(kind: .stop))
        #expect(await pages.filters.dropFirst() == Array(repeating: API.AuditFilter(kind: .stop), count: 4)[...])
    }

    @Test(arguments: [
        ("2026-11-23", "2026-11-23T00:00:00.000Z", "2026-11-23T23:59:59.999Z"),
        ("2026-11-23T10:05", "2026-11-23T10:05:00.000Z", "2026-11-23T10:05:59.999Z"),
        ("2026-11-23T10:05Z", "2026-11-23T10:05:00.000Z", "2026-11-23T10:05:59.999Z"),
        ("2026-11-23T10:05:07Z", "2026-11-23T10:05:07.000Z", "2026-11-23T10:05:07.999Z"),
        ("2026-11-23T10:05:07.123Z", "2026-11-23T10:05:07.123Z", "2026-11-23T10:05:07.123Z"),
    ])
    func timesAreCompleted(text: String, since: String, until: String) {
        #expect(AuditFilterOptions.completed(text, isEnd: false) == since)
        #expect(AuditFilterOptions.completed(text, isEnd: true) == until)
    }

    @Test(arguments: [
        "", "Z", "2026", "2026-11-23Z", "2026-11-31", "2026-11-23T", "2026-11-23T25:00", "2026-11-23 10:05",
        "2026-11-23T10:05:07+01:00", "23.11.2026", "2026-11-23T10:05:07.12Z", "２026-11-23",
    ])
    func otherTimesAreNone(text: String) {
        #expect(AuditFilterOptions.completed(text, isEnd: false) == nil)
        #expect(AuditFilterOptions.completed(text, isEnd: true) == nil)
    }

    @Test func usersAreFoundByNameAndNumber() throws {
        #expect(try AuditFilterOptions.parse(["--user", "root"]).filter().userID == 0)
        #expect(try AuditFilterOptions.parse(["--user", "1001"]).filter().userID == 1_001)
    }

    @Test func progressWaitsASecond() {
        let begin = ContinuousClock.now
        var progress = Progress(now: begin)
        #expect(progress.text(1, of: 9, now: begin + .seconds(1)) == nil)
        #expect(progress.text(2, of: 9, now: begin + .milliseconds(1_001)) == "2 of 9 records")
        #expect(progress.text(3, of: 9, now: begin + .milliseconds(1_200)) == nil)
        #expect(progress.text(4, of: nil, now: begin + .milliseconds(1_202)) == "4 records")
    }
}
