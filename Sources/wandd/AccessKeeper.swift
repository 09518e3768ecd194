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
    private let turns = WriteTurns()

    init(journal: DurableJournal, logger: Logger) {
        self.journal = journal
        self.logger = logger
    }

    /// Never blocks.
    func keep(_ notes: [AccessNote]) {
        for note in notes {
            logger.notice("access", metadata: ["user": "\(note.userID)", "event": "\(note.event)"])
        }
        backlog.withLockedValue { $0 = ($0 + notes).suffix(Limits.accessBacklogNotes) }
        turns.ask()
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            var problem: (any Error)?
            await turns.run {
                let wasWhole = problem == nil
                problem = await write()
                if let problem, wasWhole {
                    logger.critical("the journal does not take who came", metadata: ["reason": "\(problem)"])
                }
                return problem == nil
            }
        } onGracefulShutdown: {
            turns.finish()
        }
    }

    /// - Returns: why the disk does not have everything; nil when it has.
    private func write() async -> (any Error)? {
        let notes = backlog.withLockedValue { backlog in
            defer { backlog = [] }
            return backlog
        }
        guard !notes.isEmpty else { return nil }
        do {
            try await journal.keep(notes)
            return nil
        } catch {
            backlog.withLockedValue { $0 = (notes + $0).suffix(Limits.accessBacklogNotes) }
            return error
        }
    }
}
