import AlarmDesk
import ControlServer
import Journal
import Logging
import NIOConcurrencyHelpers
import PumpModel
import SQLiteJournal
import ServiceLifecycle

/// Carries what is to be kept of alarms and sessions to the journal, in order, until the daemon ends.
///
/// What a disk does not take waits, bounded, and is tried again and once more at the end; the log has all of it.
struct AlarmKeeper: Service {
    let journal: DurableJournal
    let hub: EventHub
    let logger: Logger
    private let backlog = NIOLockedValueBox(Backlog())
    private let turns = WriteTurns()

    init(journal: DurableJournal, hub: EventHub, logger: Logger) {
        self.journal = journal
        self.hub = hub
        self.logger = logger
    }

    /// What the disk did not take yet, and what it was not given.
    private struct Backlog: Sendable {
        var refused = AlarmKeepsakes()
        var fresh = AlarmKeepsakes()
    }

    /// Never blocks.
    func keep(_ keepsakes: AlarmKeepsakes) {
        backlog.withLockedValue { $0.fresh.add(keepsakes) }
        turns.ask()
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            await turns.run(write)
        } onGracefulShutdown: {
            turns.finish()
        }
    }

    /// - Returns: whether the disk has everything.
    private func write() async -> Bool {
        let taken = backlog.withLockedValue { backlog in
            defer { backlog = Backlog() }
            return backlog
        }
        var all = taken.refused
        all.add(taken.fresh)
        guard !all.isEmpty else { return true }
        do {
            try await journal.keep(all)
            return true
        } catch {
            backlog.withLockedValue { $0.refused = all }
            guard !taken.fresh.isEmpty else { return false }
            logger.critical(
                "the journal does not take alarms: after a restart they are not known",
                metadata: ["reason": "\(error)"])
            // people hear of it all the same, and once more when the disk has it
            hub.notDurable(journal.entries(of: taken.fresh))
            return false
        }
    }
}
