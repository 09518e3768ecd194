package import PumpModel
package import WandProtocol

/// What a pump wants done, in this order. A power cut may fall between any two of them.
package enum PumpAction: Hashable, Sendable {
    /// The non-volatile memory becomes this, as a whole, before anything later is done.
    case persist(PumpMemory)
    /// The reply to the request.
    case answer(Message)
}

/// An infusion pump: delivery, alarms and transactions as the protocol's section 7 has them.
///
/// `memory` is what outlives a power cut once it was persisted; a stage and the knowledge of discarded ids are lost
/// with it. Time comes in as a `Moment`: `utc` is the pump's own calendar clock, on which delivery runs, and
/// `uptimeMilliseconds` the clock that nobody can set, on which a stage expires. Neither goes backwards here: an
/// earlier moment counts as the latest one.
package struct VirtualPump: Sendable {
    /// A change that is held and not applied.
    struct Stage: Hashable, Sendable {
        var transaction: TransactionID
        var baseRevision: ProgramRevision
        var change: PumpChange
        /// On the clock that nobody can set.
        var expiresAt: Int64
    }

    /// Discarded ids that the pump still knows.
    static let knownDiscards = 16

    package internal(set) var memory: PumpMemory
    /// What the model knows how to do.
    let capabilities: Capabilities
    var stage: Stage?
    var discarded: [TransactionID] = []
    var uptime: Int64

    /// A pump that starts from what its memory holds: nothing is staged.
    package init(memory: PumpMemory, at moment: Moment, capabilities: Capabilities = .all) {
        self.memory = memory
        self.capabilities = capabilities
        uptime = moment.uptimeMilliseconds
    }

    /// The transaction that is staged now.
    package var stagedTransaction: TransactionID? { stage?.transaction }

    /// When the stage expires, on the clock that nobody can set.
    package var stageExpiry: Int64? { stage?.expiresAt }

    /// Carries delivery, alarms and expiry on to `moment`.
    package mutating func advance(to moment: Moment) -> [PumpAction] {
        let newest = (memory.newestEvent, memory.newestFault)
        deliver(until: moment.utc)
        uptime = max(uptime, moment.uptimeMilliseconds)
        expireStage()
        return newest == (memory.newestEvent, memory.newestFault) ? [] : [.persist(memory)]
    }

    /// Switches a hardware fault on or off.
    package mutating func set(_ condition: PumpCondition, _ isOn: Bool, at moment: Moment) -> [PumpAction] {
        changeHardware(at: moment) { pump in
            if isOn { pump.memory.conditions.insert(condition) } else { pump.memory.conditions.remove(condition) }
        }
    }

    /// Fills the reservoir to `volume`, of the same drug and concentration; at most its nominal size.
    package mutating func refill(to volume: Volume, at moment: Moment) -> [PumpAction] {
        changeHardware(at: moment) { pump in
            pump.memory.fill(to: min(volume, pump.memory.identity.reservoirSize))
        }
    }

    /// The pump loses its power for a moment, and with it what is not in its memory.
    package mutating func losePower(at moment: Moment) -> [PumpAction] {
        changeHardware(at: moment) { pump in
            pump.stage = nil
            pump.discarded = []
            pump.log(.powerLost)
        }
    }

    /// Something happens to the pump that no request asked for.
    mutating func changeHardware(at moment: Moment, _ change: (inout VirtualPump) -> Void) -> [PumpAction] {
        _ = advance(to: moment)
        change(&self)
        settle()
        return [.persist(memory)]
    }
}
