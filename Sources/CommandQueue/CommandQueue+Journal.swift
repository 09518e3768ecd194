internal import DequeModule
internal import PumpModel

extension CommandQueue {
    /// A write is durable: what waited for it goes on.
    mutating func persisted(_ token: JournalToken, _ now: Moment, _ out: inout Outbox) {
        guard let batch = ledger.persisted(token) else { return }
        for accept in batch.accepts {
            guard let lane = laneIndex(accept.pump) else { continue }
            // a stop may have taken it back meanwhile
            if lanes[lane].commands[accept.id]?.state == .queued { lanes[lane].waiting.append(accept.id) }
        }
        for commit in batch.commits {
            if let lane = laneIndex(commit.pump) { lanes[lane].intentIsDurable(commit.id) }
        }
        let commands = batch.records.compactMap(\.command)
        for command in commands { out.actions.append(.changed(command)) }
        for (ticket, id) in batch.answers {
            // one that ended long ago may have made room: then what was written is the answer
            if let command = command(id) ?? commands.last(where: { $0.id == id }) {
                out.answer(ticket, .command(command))
            }
        }
    }

    /// A write takes too long: a stop does not wait for it any more.
    mutating func lookForStall(_ now: Moment, _ out: inout Outbox) {
        guard let waiting = ledger.stalled(now), let problem = ledger.problem else { return }
        out.actions.append(.alert(.journal(problem)))
        var answered: Set<Ticket> = []
        for (ticket, id) in waiting {
            guard let stop = current(id), stop.order == .stop else { continue }
            out.answer(ticket, .command(stop))
            answered.insert(ticket)
        }
        ledger.forget(answered)
    }

    /// A write was refused: what was only asked for does not happen and says so; what has happened is written again.
    mutating func persistFailed(_ token: JournalToken, _ reason: String, _ now: Moment, _ out: inout Outbox) {
        guard let (batch, isNews) = ledger.failed(token, reason, now) else { return }
        if isNews { out.actions.append(.alert(.journal(reason))) }
        let forgotten = batch.accepts.filter { accept in
            laneIndex(accept.pump).map { lanes[$0].forgetUnaccepted(accept.id) } ?? false
        }
        let kept = batch.records.filter { record in !forgotten.contains { $0.id == record.command?.id } }
        ledger.keep(kept)
        for commit in batch.commits {
            if let lane = laneIndex(commit.pump) { lanes[lane].intentFailed(commit.id, reason, now, &out) }
        }
        for command in kept.compactMap(\.command) where self.command(command.id) == command {
            out.actions.append(.changed(command))
        }
        for (ticket, id) in batch.answers {
            // a stop does not depend on the journal
            if let stop = command(id), stop.order == .stop {
                out.answer(ticket, .command(stop))
            } else {
                out.answer(ticket, .refused(.journal(reason)))
            }
        }
    }
}
