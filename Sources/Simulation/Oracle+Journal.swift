package import CommandQueue
package import PumpModel

/// A command's state as somebody has it: the journal, or a client.
package struct Fact: Hashable, Sendable {
    package var id: TransactionID
    package var version: UInt32
    package var state: CommandState
    /// States that it went through.
    package var passages: Int
    package var isStop: Bool
    package var key: String?

    package init(
        id: TransactionID, version: UInt32, state: CommandState, passages: Int, isStop: Bool = false, key: String? = nil
    ) {
        self.id = id
        self.version = version
        self.state = state
        self.passages = passages
        self.isStop = isStop
        self.key = key
    }

    init(_ command: Command) {
        self.init(
            id: command.id, version: command.version, state: command.state, passages: command.history.count,
            isStop: command.order == .stop, key: command.origin.idempotencyKey)
    }
}

extension CommandState {
    /// Nil while open; else whether it means that the pump was changed.
    var countsAsApplied: Bool? {
        switch self {
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying: nil
        case .rejected, .failed, .cancelled, .expired: false
        case .succeeded, .superseded, .mismatched: true
        }
    }
}

extension Oracle {
    /// The journal has this from now on.
    package mutating func durable(_ fact: Fact) throws(Violation) {
        let before = durable[fact.id]
        if let before {
            if before.state.isTerminal, before.state != fact.state {
                throw Violation(.noLoss, "\(fact.id) had ended as \(before.state.name), now \(fact.state.name)")
            }
            guard fact.version > before.version, fact.passages >= before.passages else {
                throw Violation(
                    .audit, "\(fact.id) is written as version \(fact.version) after version \(before.version)")
            }
        } else if let key = fact.key {
            if let first = keys[key], first != fact.id {
                throw Violation(.atMostOnce, "\(fact.id) and \(first) have one idempotency key")
            }
            keys[key] = fact.id
        }
        durable[fact.id] = Durable(
            version: fact.version, passages: fact.passages, state: fact.state,
            hasIntent: before?.hasIntent ?? false || fact.state == .committing, isStop: fact.isStop)
        stopsUnwritten.remove(fact.id)
        try ends(fact)
        if fact.state.isTerminal {
            open.remove(fact.id)
            inFlux.remove(fact.id)
            if before?.state.isTerminal != true { outcomes[fact.state.name, default: 0] += 1 }
        } else {
            open.insert(fact.id)
        }
    }

    /// The journal refused a write or takes too long: stops that were asked for by now are answered without it.
    package mutating func journalRefused() {
        refusedByJournal.formUnion(stopsUnwritten)
        stopsUnwritten.removeAll()
    }

    /// A client was told.
    package mutating func told(_ fact: Fact) throws(Violation) {
        guard let known = durable[fact.id] else {
            if fact.isStop, refusedByJournal.contains(fact.id) { return }
            throw Violation(.noLoss, "a client was told of \(fact.id), which the journal does not have")
        }
        if let key = fact.key, let first = keys[key], first != fact.id {
            throw Violation(.atMostOnce, "the key of \(first) was answered with \(fact.id)")
        }
        if known.state.isTerminal, fact.version > known.version {
            throw Violation(.noLoss, "\(fact.id) was told as version \(fact.version) after it had ended")
        }
        try ends(fact)
    }

    /// What an ending says must be so, and stay so.
    private mutating func ends(_ fact: Fact) throws(Violation) {
        switch fact.state {
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying: return
        case .rejected, .failed, .cancelled, .expired:
            if unapplied[fact.id] != nil { return }
            if applied[fact.id] != nil {
                throw Violation(.noLoss, "\(fact.id) ended as \(fact.state.name), and the pump has applied it")
            }
            if toldApplied.contains(fact.id) {
                throw Violation(.noLoss, "\(fact.id) was told to be applied, now \(fact.state.name)")
            }
            unapplied[fact.id] = fact.state.name
            return
        case .succeeded(let revision): try checkReadBack(fact.id, revision, by: nil)
        case .superseded(let revision, let by): try checkReadBack(fact.id, revision, by: by)
        case .mismatched(let revision, let found):
            throw Violation(
                .noFalseSuccess, "\(fact.id), revision \(revision), counts as \(found); the pump told the truth")
        }
        if let ending = unapplied[fact.id] {
            throw Violation(.noLoss, "\(fact.id) had ended as \(ending), now \(fact.state.name)")
        }
        toldApplied.insert(fact.id)
    }

    /// A new run of the daemon begins with what the journal has.
    /// - Parameter found: each command with its version.
    package mutating func restarted(
        _ found: some Sequence<(id: TransactionID, version: UInt32)>
    ) throws(Violation) {
        var count = 0
        for (id, version) in found {
            count += 1
            guard durable[id]?.version == version else {
                throw Violation(.noLoss, "\(id) is found as version \(version), written was another")
            }
        }
        guard count == durable.count else {
            throw Violation(.noLoss, "\(durable.count) commands were written, \(count) are found")
        }
        inFlux = open.filter { id in
            durable[id].map { $0.state == .committing || $0.state == .inDoubt } ?? false
        }
    }
}
