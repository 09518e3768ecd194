package import WandProtocol

/// What can happen to a link.
package enum LinkEvent: Hashable, Sendable {
    case portOpened
    case portClosed
    /// A sound frame from the line.
    case frame(Frame)
    /// Bytes from the line that are no frame.
    case noise
    /// A message to be delivered in order; its encoded envelope.
    case send([UInt8])
    /// A message to be sent at once and outside the order. Its sender repeats it until it is answered.
    case sendUrgent([UInt8])
    /// `nextDeadline` has come.
    case tick
    /// End in order: say goodbye; the port closes next.
    case shutdown
}

/// What the shell is to do, in order.
package enum LinkAction: Hashable, Sendable {
    case transmit(Frame)
    /// A session is open: messages can be sent.
    case opened(Session)
    /// A message from the wand, once and in order.
    case deliver(ArraySlice<UInt8>)
    /// The session is over; what was not answered may or may not have been carried out.
    case lost(LinkLoss)
    /// A message was not taken; nothing of it was sent.
    case refused(LinkRefusal)
    /// The wand refused the handshake or offered what this host can not use; it goes on trying.
    case incompatible(Incompatibility)
}

/// What both sides agreed on.
package struct Session: Hashable, Sendable {
    package let epoch: UInt64
    package let welcome: Welcome
}

/// Why a session ended.
package enum LinkLoss: Hashable, Sendable {
    case portClosed
    case silence
    /// One frame was sent as often as allowed without acknowledgement.
    case unacknowledged
    case reset(ResetReason)
    case shutdown
}

/// Why a message was not taken.
package enum LinkRefusal: Hashable, Sendable {
    case notOpen
    case backlogFull
    /// The message is larger than what the wand takes.
    case tooLarge(limitBytes: Int)
}

/// Why a handshake can not succeed with this wand as it is.
package enum Incompatibility: Hashable, Sendable {
    case version(UInt8)
    case security
    case limits
    case refused(ResetReason)
}

/// What passed over the link.
package struct LinkCounters: Hashable, Sendable {
    package internal(set) var framesSent: UInt64 = 0
    package internal(set) var framesReceived: UInt64 = 0
    package internal(set) var framesRetransmitted: UInt64 = 0
    /// Of another session, out of sequence, or not for a host.
    package internal(set) var framesDropped: UInt64 = 0
    package internal(set) var sessionsOpened: UInt64 = 0
    package init() {}
}
