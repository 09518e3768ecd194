import AuditTrail
import Foundation
import SQLiteJournal
import Testing

/// The command with a number, for a pump with a letter.
func command(
    _ number: Int, pump: String = "P-A", isOpen: Bool = true, version: Int64 = 1, content: String = "{\"state\":\"x\"}"
) -> StoredCommand {
    let digits = String(number, radix: 16)
    return StoredCommand(
        id: String(repeating: "0", count: 32 - digits.count) + digits, pump: pump, wand: "W-1", isOpen: isOpen,
        acceptedAtMilliseconds: 1_700_000_000_000 + Int64(number), version: version, boot: "boot-1", content: content)
}

func entry(_ number: Int, pump: String = "P-A", kind: String = "accepted", user: Int64 = 1000) -> CanonicalJSON {
    [
        "kind": .string(kind), "pump": .string(pump), "command": .string(command(number).id), "userID": .integer(user),
        "atMilliseconds": .integer(1_700_000_000_000 + Int64(number)), "reason": "pain \"worse\"\n\u{1F489}",
    ]
}

extension JournalDatabase {
    /// All that is kept of the audit trail, after a check that every link from the anchor to the head holds.
    func soundAudit() async throws -> [AuditRecord] {
        let records = try await audit(after: 0, limit: .max)
        let bounds = try await auditBounds()
        var previous = bounds.anchor
        for record in records {
            #expect(record.isIntact)
            #expect(record.sequence == previous.sequence + 1)
            #expect(record.previous == previous.hash)
            previous = AuditHead(sequence: record.sequence, hash: record.hash)
        }
        #expect(previous == bounds.head)
        return records
    }
}

/// What `work` throws.
func refusal<Result>(_ work: () throws -> Result) -> JournalDatabaseError? {
    do {
        _ = try work()
        return nil
    } catch {
        return error as? JournalDatabaseError
    }
}

func refusal<Result>(_ work: () async throws -> Result) async -> JournalDatabaseError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? JournalDatabaseError
    }
}
