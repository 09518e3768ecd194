import PumpModel

/// How much the journal keeps. What goes first is always the oldest; an open command never goes.
package struct JournalRetention: Hashable, Sendable {
    /// Most audit records that are kept after a write; at least 1.
    package var auditRecords: Int
    /// Most commands with an outcome that are kept of one pump.
    package var endedCommandsPerPump: Int
    /// Most commands with an outcome that are kept of all pumps, but for `endedCommandsPerSweep` more.
    var endedCommands = Limits.journalEndedCommands

    /// The commands of all pumps are counted when this many have ended since the last count.
    static let endedCommandsPerSweep: Int64 = 64

    /// Audit records that are dropped at once: so few that the write which pays for it is not slow, so many that most
    /// writes pay nothing.
    static func recordsDropped(of kept: Int) -> Int64 { Int64(min(256, max(1, kept / 8))) }

    package init(
        auditRecords: Int = Limits.journalAuditRecords, endedCommandsPerPump: Int = Limits.endedCommandsPerPump
    ) {
        self.auditRecords = max(1, auditRecords)
        self.endedCommandsPerPump = max(0, endedCommandsPerPump)
    }
}
