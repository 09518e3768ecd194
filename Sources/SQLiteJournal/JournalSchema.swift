import AuditTrail
import GRDB

/// The tables, and how they came to be: one migration for each version, never changed once released.
///
/// - `command`: the latest state of each command. `ordinal` counts in order of acceptance, `endedOrdinal` in order of
///   ending (null while open): wall clocks step, these do not.
/// - `audit`: the records, with what filters compare taken out of the entry; null for what the entry does not have.
/// - `watch`: what the alarm desk must know of each pump after a restart; of the desk itself under an empty `pump`.
/// - `trail`: one row. `head` is the newest record and `anchor` the one before the oldest that is kept, each as
///   `AuditHead.text`.
enum JournalSchema {
    static let migrator: DatabaseMigrator = {
        var migrator = DatabaseMigrator().disablingDeferredForeignKeyChecks()
        migrator.registerMigration("1") { db in try first(db) }
        migrator.registerMigration("2") { db in try second(db) }
        return migrator
    }()

    private static func second(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE watch (
                    pump TEXT PRIMARY KEY,
                    boot TEXT NOT NULL,
                    content TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }

    private static func first(_ db: Database) throws {
        try db.execute(
            sql: """
                PRAGMA application_id = \(JournalFile.applicationID);
                CREATE TABLE command (
                    ordinal INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    pump TEXT NOT NULL,
                    wand TEXT NOT NULL,
                    acceptedAtMilliseconds INTEGER NOT NULL,
                    version INTEGER NOT NULL,
                    boot TEXT NOT NULL,
                    endedOrdinal INTEGER UNIQUE,
                    content TEXT NOT NULL
                ) STRICT;
                CREATE INDEX commandByPump ON command (pump, endedOrdinal);
                CREATE TABLE audit (
                    sequence INTEGER PRIMARY KEY,
                    pump TEXT,
                    command TEXT,
                    kind TEXT,
                    userID INTEGER,
                    atMilliseconds INTEGER,
                    previous TEXT NOT NULL,
                    hash TEXT NOT NULL,
                    entry TEXT NOT NULL
                ) STRICT;
                CREATE INDEX auditByPump ON audit (pump) WHERE pump IS NOT NULL;
                CREATE INDEX auditByCommand ON audit (command) WHERE command IS NOT NULL;
                CREATE TABLE trail (
                    id INTEGER PRIMARY KEY CHECK (id = 1),
                    anchor TEXT NOT NULL,
                    head TEXT NOT NULL
                ) STRICT;
                """)
        try db.execute(
            sql: "INSERT INTO trail (id, anchor, head) VALUES (1, ?, ?)",
            arguments: [AuditHead.beginning.text, AuditHead.beginning.text])
    }
}

/// The `trail` row.
struct TrailBounds: Hashable, Sendable {
    var anchor: AuditHead
    var head: AuditHead

    init(_ db: Database) throws {
        let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT anchor, head FROM trail WHERE id = 1"))
        guard let row, let anchor = AuditHead(text: try row.decode(forColumn: "anchor")),
            let head = AuditHead(text: try row.decode(forColumn: "head")),
            anchor.sequence <= head.sequence
        else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the bounds of the audit trail are unreadable")
        }
        self.anchor = anchor
        self.head = head
    }

    func save(_ db: Database) throws {
        try db.cachedStatement(sql: "UPDATE trail SET anchor = ?, head = ? WHERE id = 1")
            .execute(arguments: [anchor.text, head.text])
    }
}
