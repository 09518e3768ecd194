internal import CommandQueue
internal import PumpModel

/// How full the daemon is.
package struct Depths: Hashable, Sendable {
    /// Questions of clients that wait for an answer.
    package var questions: Int
    /// Records that were given to the journal in one write.
    package var recordsInWrite: Int
    /// Writes that the journal was given and has not ended.
    package var writes: Int
    /// Commands of one pump that have not ended, as the journal has them.
    package var open: Int

    package init(questions: Int, recordsInWrite: Int, writes: Int, open: Int) {
        self.questions = questions
        self.recordsInWrite = recordsInWrite
        self.writes = writes
        self.open = open
    }
}

extension Oracle {
    /// Commands in the journal that have not ended.
    package var openCount: Int { open.count }

    package func checkBounds(_ depths: Depths) throws(Violation) {
        // every event writes a few records at most beyond the backlog at which no more are taken
        if depths.recordsInWrite > Limits.journalCeilingRecords + 1 {
            throw Violation(.bounded, "\(depths.recordsInWrite) records in one write")
        }
        if depths.writes > 1 { throw Violation(.bounded, "\(depths.writes) writes under way at once") }
        // a stop is beside the others, on each of two pumps
        if depths.open > 2 * (Limits.openCommandsPerPump + 1) {
            throw Violation(.bounded, "\(depths.open) commands are open")
        }
    }

    /// Everything has ended and everybody was answered.
    package func checkEnd(unanswered: Int) throws(Violation) {
        if let id = open.first {
            throw Violation(
                .liveness, "\(open.count) commands did not end, \(id) is \(durable[id]?.state.name ?? "unknown")")
        }
        if unanswered > 0 { throw Violation(.liveness, "\(unanswered) clients were not answered") }
    }
}
