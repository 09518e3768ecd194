import AuditTrail
import SQLiteJournal
import Testing

@Suite struct AuditFilterTests {
    static let base: Int64 = 1_700_000_000_000

    /// 12 records: pumps P-A and P-B in turn, users 1000 to 1002 in turn, the kind "stop" in every fourth.
    private func database(in directory: TemporaryDirectory) async throws -> JournalDatabase {
        let database = try JournalDatabase(directory: directory.path)
        for number in 1...12 {
            let entry = entry(
                number, pump: number.isMultiple(of: 2) ? "P-B" : "P-A",
                kind: number.isMultiple(of: 4) ? "stop" : "accepted", user: 1000 + Int64(number % 3))
            try await database.write([], [entry])
        }
        return database
    }

    @Test(arguments: [
        (AuditFilter(), Array(1...12)),
        (AuditFilter(pump: "P-A"), [1, 3, 5, 7, 9, 11]),
        (AuditFilter(pump: "p-a"), []),
        (AuditFilter(command: "00000000000000000000000000000007"), [7]),
        (AuditFilter(kind: "stop"), [4, 8, 12]),
        (AuditFilter(user: 1000), [3, 6, 9, 12]),
        (AuditFilter(since: base + 10), [10, 11, 12]),
        (AuditFilter(until: base + 2), [1, 2]),
        (AuditFilter(pump: "P-B", kind: "stop", user: 1000), [12]),
        (AuditFilter(pump: "P-A", kind: "stop"), []),
        (AuditFilter(kind: "accepted", since: base + 3, until: base + 5), [3, 5]),
    ])
    func onlyMatchingRecordsComeBack(filter: AuditFilter, expected: [Int]) async throws {
        let directory = try TemporaryDirectory()
        let database = try await database(in: directory)
        let found = try await database.audit(after: 0, limit: 100, filter: filter)
        #expect(found.map(\.sequence) == expected.map(Int64.init))
    }

    @Test func pagesJoinToTheWhole() async throws {
        let directory = try TemporaryDirectory()
        let database = try await database(in: directory)
        var pages: [[Int64]] = []
        var after: Int64 = 0
        repeat {
            let page = try await database.audit(after: after, limit: 2, filter: AuditFilter(user: 1000))
            pages.append(page.map(\.sequence))
            after = page.last?.sequence ?? .max
        } while after != .max
        #expect(pages == [[3, 6], [9, 12], []])
    }

    @Test(arguments: [0, -1, Int.min]) func noRoomMeansNoRecords(limit: Int) async throws {
        let directory = try TemporaryDirectory()
        let database = try await database(in: directory)
        #expect(try await database.audit(after: 0, limit: limit).isEmpty)
    }

    @Test(arguments: [(Int64.min, 12), (0, 12), (11, 1), (12, 0), (Int64.max, 0)])
    func anyPlaceToBeginAfterIsTaken(after: Int64, count: Int) async throws {
        let directory = try TemporaryDirectory()
        let database = try await database(in: directory)
        #expect(try await database.audit(after: after, limit: .max).count == count)
    }

    @Test func aRareRecordIsFoundAcrossPieces() async throws {
        let directory = try TemporaryDirectory()
        let database = try JournalDatabase(directory: directory.path)
        let rare = entry(1, kind: "rare")
        try await database.write([], [rare] + (0..<5000).map { _ in ["kind": "common"] } + [rare])
        let found = try await database.audit(after: 0, limit: 10, filter: AuditFilter(kind: "rare"))
        #expect(found.map(\.sequence) == [1, 5002])
        #expect(found.map(\.entry) == [rare, rare])
    }

    @Test(
        arguments: [
            "a text", 7, nil, true, ["kind"], [:], ["kind": 1, "pump": nil, "userID": "root", "atMilliseconds": "now"],
        ] as [CanonicalJSON])
    func entriesOfAnyShapeAreKept(entry: CanonicalJSON) async throws {
        let directory = try TemporaryDirectory()
        let database = try JournalDatabase(directory: directory.path)
        try await database.write([], [entry])
        #expect(try await database.soundAudit().map(\.entry) == [entry])
        #expect(try await database.audit(after: 0, limit: 1, filter: AuditFilter(kind: "1")).isEmpty)
        #expect(try await database.audit(after: 0, limit: 1, filter: AuditFilter(since: 0)).isEmpty)
    }
}
