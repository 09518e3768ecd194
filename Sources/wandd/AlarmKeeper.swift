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
/// What a disk does not take waits for the next change, bounded; the log has all of it.
struct AlarmKeeper: Service {
    let journal: DurableJournal
    let hub: EventHub
    let logger: Logger
    private let backlog = NIOLockedValueBox(Backlog())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(journal: DurableJournal, hub: EventHub, logger: Logger) {
        self.journal = journal
        self.hub = hub
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What the disk did not take yet, and what it was not given.
    private struct Backlog: Sendable {
        var refused = AlarmKeepsakes()
        var fresh = AlarmKeepsakes()
    }

    /// Never blocks.
    func keep(_ keepsakes: AlarmKeepsakes) {
        backlog.withLockedValue { $0.fresh.add(keepsakes) }
        wake.yield()
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            for await _ in wakes { await write() }
        } onGracefulShutdown: {
            wake.finish()
        }
    }

    private func write() async {
        let taken = backlog.withLockedValue { backlog in
            defer { backlog = Backlog() }
            return backlog
        }
        var all = taken.refused
        all.add(taken.fresh)
        guard !all.isEmpty else { return }
        do {
            try await journal.keep(all)
        } catch {
            logger.critical(
                "the journal does not take alarms: after a restart they are not known",
                metadata: ["reason": "\(error)"])
            // people hear of it all the same, and once more when the disk has it
            hub.notDurable(journal.entries(of: taken.fresh))
            backlog.withLockedValue { $0.refused = all }
        }
    }
}
