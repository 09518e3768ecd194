internal import PumpModel

/// The pumps: what is read of them, and which are watched.
extension AlarmDesk {
    func place(of pump: PumpSerial) -> Int? { watches.firstIndex { $0.serial == pump } }

    /// Changes what is known of a pump that is watched.
    mutating func changeKnown(_ pump: PumpSerial, _ body: (inout PumpWatch) -> Void) {
        guard let place = place(of: pump), !watches[place].isForgotten else { return }
        body(&watches[place])
        watches[place].dueAt = .min
    }

    /// Changes what is known of a pump; it is watched from now on, if there is room.
    mutating func change(
        _ pump: PumpSerial, _ now: Moment, into actions: inout [AlarmAction], _ body: (inout PumpWatch) -> Void
    ) {
        guard admit(pump, now, into: &actions) else { return }
        changeKnown(pump, body)
    }

    mutating func read(_ facts: PumpFacts, _ now: Moment, into actions: inout [AlarmAction]) {
        guard admit(facts.serial, now, into: &actions), let place = place(of: facts.serial) else { return }
        if let known = watches[place].facts, known.readAt.isLater(than: facts.readAt) { return }
        watches[place].facts = facts
        if let loss = watches[place].loss, !loss.since.isLater(than: facts.readAt) { watches[place].loss = nil }
        if let wand = facts.wand { watches[place].wand = wand }
        if let cause = watches[place].stopStart.take(facts) {
            actions.append(.repeatedStopStart(facts.serial, AlarmName(cause)))
        }
        watches[place].dueAt = .min
        tellLatch(.read(at: facts.readAt, holdsStaged: facts.holdsStagedProgram), at: place, now, into: &actions)
    }

    mutating func linkLost(_ wand: WandSerial, _ now: Moment, into actions: inout [AlarmAction]) {
        // of every pump, not only of those behind this wand: a person who silenced an alarm relied on the daemon to see
        // the rest, and it sees less now
        ownBoard.endSilences(.linkLost, into: &actions)
        for place in watches.indices {
            watches[place].board.endSilences(.linkLost, into: &actions)
            if watches[place].mayBeBehind(wand) { watches[place].isLost(byRange: false, now) }
        }
    }

    mutating func session(
        _ event: SessionLatch.Event, of pump: PumpSerial, _ now: Moment, into actions: inout [AlarmAction]
    ) {
        switch event {
        case .work: guard admit(pump, now, into: &actions) else { return }
        case .openCommands(let count): if count > 0 { guard admit(pump, now, into: &actions) else { return } }
        case .activity, .read, .tick: break
        }
        guard let place = place(of: pump), !watches[place].isForgotten else { return }
        watches[place].dueAt = .min
        tellLatch(event, at: place, now, into: &actions)
    }

    /// The pump leaves the list: its causes end, and critical ones wait for their acknowledgement.
    mutating func forget(_ pump: PumpSerial, by user: UInt32, _ now: Moment, into actions: inout [AlarmAction]) {
        guard let place = place(of: pump), !watches[place].isForgotten else { return }
        var left = PumpWatch(pump, now)
        left.board = watches[place].board
        left.isForgotten = true
        watches[place] = left
        actions.append(.forgotten(pump, by: user))
    }

    /// Watches a pump. At the limit the quiet pump that was read least recently makes room; if none is quiet, this one is
    /// turned away. Either is told, and an alarm stands until there is room again.
    mutating func admit(_ pump: PumpSerial, _ now: Moment, into actions: inout [AlarmAction]) -> Bool {
        if let place = place(of: pump) {
            if watches[place].isForgotten {
                let board = watches[place].board
                watches[place] = PumpWatch(pump, now)
                watches[place].board = board
            }
            return true
        }
        if watches.count >= limit {
            let quiet = watches.indices.filter { watches[$0].isQuiet }
            guard let place = quiet.min(by: { watches[$0].lastHeardAt < watches[$1].lastHeardAt }) else {
                turnedAwaySince = turnedAwaySince ?? now
                actions.append(.turnedAway(pump))
                return false
            }
            fullSince = fullSince ?? now
            actions.append(.dropped(watches[place].serial))
            watches.remove(at: place)
        }
        watches.append(PumpWatch(pump, now))
        return true
    }
}
