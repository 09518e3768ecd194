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
    private let backlog = NIOLockedValueBox(AlarmKeepsakes())
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(journal: DurableJournal, hub: EventHub, logger: Logger) {
        self.journal = journal
        self.hub = hub
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Never blocks.
    func keep(_ keepsakes: AlarmKeepsakes) {
        backlog.withLockedValue { $0.add(keepsakes) }
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
            defer { backlog = AlarmKeepsakes() }
            return backlog
        }
        guard !taken.isEmpty else { return }
        do {
            try await journal.keep(taken)
        } catch {
            logger.critical(
                "the journal does not take alarms: after a restart they are not known",
                metadata: ["reason": "\(error)"])
            // people hear of it all the same, and once more when the disk has it
            hub.notDurable(journal.entries(of: taken))
            backlog.withLockedValue { later in
                var all = taken
                all.add(later)
                later = all
            }
        }
    }
}
