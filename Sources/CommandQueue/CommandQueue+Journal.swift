internal import DequeModule
internal import PumpModel

extension CommandQueue {
    /// A write is durable: what waited for it goes on.
    mutating func persisted(_ token: JournalToken, _ now: Moment, _ out: inout Outbox) {
        guard let write = take(token) else { return }
        if let accept = write.accept, let lane = laneIndex(accept.pump) {
            // a stop may have taken it back meanwhile
            if lanes[lane].commands[accept.id]?.state == .queued { lanes[lane].waiting.append(accept.id) }
        }
        if let commit = write.commit, let lane = laneIndex(commit.pump) { lanes[lane].intentIsDurable(commit.id) }
        for command in write.commands { out.actions.append(.changed(command)) }
        for (ticket, id) in write.answers {
            // one that ended long ago may have made room: then what was written is the answer
            let command = command(id) ?? write.commands.last { $0.id == id }
            if let command { out.answer(ticket, .command(command)) }
        }
    }

    /// A write failed: what waited for it does not happen, and says so.
    mutating func persistFailed(_ token: JournalToken, _ reason: String, _ now: Moment, _ out: inout Outbox) {
        guard let write = take(token) else { return }
        out.actions.append(.alert(.journal(reason)))
        if let accept = write.accept, let lane = laneIndex(accept.pump) {
            lanes[lane].forgetUnaccepted(accept.id)
        }
        if let commit = write.commit, let lane = laneIndex(commit.pump) {
            lanes[lane].intentFailed(commit.id, reason, now, &out)
        }
        // what happened has happened, written or not: whoever watches a command hears of it
        for command in write.commands where self.command(command.id) != nil { out.actions.append(.changed(command)) }
        for (ticket, _) in write.answers { out.answer(ticket, .refused(.journal(reason))) }
    }

    private mutating func take(_ token: JournalToken) -> PendingWrite? {
        guard let index = writes.firstIndex(where: { $0.token == token }) else { return nil }
        return writes.remove(at: index)
    }
}
