import Access
import Journal
import Logging
import NIOConcurrencyHelpers
import PumpModel
import SQLiteJournal
import ServiceLifecycle

/// Carries notes of who came to the audit trail, in order, until the daemon ends.
///
/// What a disk does not take waits, bounded: the oldest makes room; the log has all of it.
struct AccessKeeper: Service {
    let journal: DurableJournal
    let logger: Logger
    private let backlog = NIOLockedValueBox<[AccessNote]>([])
    private let wakes: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation

    init(journal: DurableJournal, logger: Logger) {
        self.journal = journal
        self.logger = logger
        (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Never blocks.
    func keep(_ notes: [AccessNote]) {
        for note in notes {
            logger.notice("access", metadata: ["user": "\(note.userID)", "event": "\(note.event)"])
        }
        backlog.withLockedValue { $0 = ($0 + notes).suffix(Limits.accessBacklogNotes) }
        wake.yield()
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            for await _ in wakes { await write() }
            await write()
        } onGracefulShutdown: {
            wake.finish()
        }
    }

    private func write() async {
        let notes = backlog.withLockedValue { backlog in
            defer { backlog = [] }
            return backlog
        }
        guard !notes.isEmpty else { return }
        do {
            try await journal.keep(notes)
        } catch {
            logger.critical("the journal does not take who came", metadata: ["reason": "\(error)"])
            backlog.withLockedValue { $0 = (notes + $0).suffix(Limits.accessBacklogNotes) }
        }
    }
}
