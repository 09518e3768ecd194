package import CommandQueue
package import PumpModel
package import WandLink
package import WandProtocol

/// What can happen to an engine.
package enum EngineEvent: Hashable, Sendable {
    case portOpened
    case portClosed
    /// Bytes of the line, cut anyhow.
    case received([UInt8])
    /// From clients and from the journal.
    case queue(QueueEvent)
    /// End in order: say goodbye; the port closes next.
    case shutdown
    /// `nextDeadline` has come.
    case tick
}

/// What the shell is to do, in order, one after the other. A kill may fall between any two.
package enum EngineEffect: Hashable, Sendable {
    /// Bytes for the line: one frame with both its delimiters. The shell flushes after the last effect.
    case transmit([UInt8])
    /// Make these durable, all or none, in the order of the tokens; then say so by `persisted` or `persistFailed`.
    case persist(JournalToken, [JournalRecord])
    case answer(Ticket, QueueAnswer)
    /// Something that can change the pump, or what it holds, is going to it.
    case therapyWork(PumpSerial)
    /// A command moved, and the move is durable.
    case changed(Command)
    case observed(Observation)
    /// Something that people must see.
    case alert(Alert)
    /// For logs and snapshots only: the engine has drawn its own conclusions.
    case sessionOpened(Session)
    case sessionLost(LinkLoss)
    case noted(EngineNote)
}

/// For the log, and for nothing else.
package enum EngineNote: Hashable, Sendable {
    /// The wand refused the handshake or offered what this host can not use; the link goes on trying.
    case incompatible(Incompatibility)
    /// The link took no message.
    case refused(LinkRefusal)
    /// Bytes that are no frame were dropped.
    case corrupt(FrameError)
    /// A sound frame held no message.
    case malformed(MessageError)
}

/// What passed over one wand's line since its engine was made.
package struct EngineCounters: Hashable, Sendable {
    package var link: LinkCounters
    /// Runs of bytes that were no frame.
    package var framesCorrupt: UInt64
}
