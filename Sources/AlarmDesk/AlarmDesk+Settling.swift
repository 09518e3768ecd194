internal import PumpModel

/// How time and causes become alarms.
extension AlarmDesk {
    /// What time alone ends.
    mutating func advance(_ now: Moment, into actions: inout [AlarmAction]) {
        ownBoard.advance(now, into: &actions)
        for place in watches.indices
        where watches[place].board.nextChange.map({ $0 <= now.uptimeMilliseconds }) ?? false {
            watches[place].board.advance(now, into: &actions)
        }
    }

    /// Brings the lists into line with the causes, and raises what is new in order of occurrence over all pumps.
    mutating func settle(_ now: Moment, into actions: inout [AlarmAction]) {
        var news: [(pump: PumpSerial?, cause: StandingCause)] = []
        for place in watches.indices where watches[place].dueAt.map({ $0 <= now.uptimeMilliseconds }) ?? false {
            tellLatch(.tick, at: place, now, into: &actions)
            let found = watches[place].causes(now, policy)
            watches[place].dueAt = found.nextChange
            let raised = watches[place].board.settle(found.causes, now, into: &actions)
            news += raised.map { (watches[place].serial, $0) }
        }
        watches.removeAll { $0.isForgotten && $0.board.alarms.isEmpty }
        news += ownBoard.settle(ownCauses(), now, into: &actions).map { (nil, $0) }
        // stable, so that ties stay in order of arrival
        for (pump, cause) in news.sorted(by: { $0.cause.since.uptimeMilliseconds < $1.cause.since.uptimeMilliseconds })
        {
            let id = nextID
            nextID = id.next
            if let pump {
                guard let place = place(of: pump) else { continue }
                watches[place].board.raise(cause, of: pump, id: id, now, into: &actions)
            } else {
                ownBoard.raise(cause, of: nil, id: id, now, into: &actions)
            }
        }
    }

    mutating func tellLatch(
        _ event: SessionLatch.Event, at place: Int, _ now: Moment, into actions: inout [AlarmAction]
    ) {
        let change = watches[place].latch.handle(event, at: now, abandonedAfter: policy.abandonedAfter)
        if let change { actions.append(.session(watches[place].serial, change)) }
    }

    private mutating func ownCauses() -> [StandingCause] {
        if watches.count < limit { (fullSince, turnedAwaySince) = (nil, nil) }
        var found: [StandingCause] = []
        for (name, since) in [(AlarmName.watchListFull, fullSince), (.pumpNotWatched, turnedAwaySince)] {
            guard let since else { continue }
            found.append(StandingCause(name: name, priority: name.firstPriority, since: since))
        }
        return found
    }
}
