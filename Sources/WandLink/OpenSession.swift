internal import DequeModule
internal import PumpModel
internal import WandProtocol

/// What a session in progress holds: both directions' sequences, what is in flight, and when to act.
struct OpenSession: Sendable {
    let session: Session
    /// Frames sent and not acknowledged, oldest first; at most the wand's window.
    var inFlight: Deque<InFlight> = []
    /// Messages that wait for a place in the window.
    var backlog: Deque<[UInt8]> = []
    /// The sequence of the oldest frame in flight, or of the next one if there is none.
    var oldest: UInt16 = 0
    /// The sequence that is expected from the wand.
    var expected: UInt16 = 0
    /// Frames sent in this session.
    var counter: UInt32
    var timer = RoundTripTimer()
    var retransmitAt: Int64?
    var lastHeardAt: Int64
    var nextPingAt: Int64
    /// Before it, noise is not answered.
    var nextNoiseAcknowledgementAt: Int64 = .min

    struct InFlight: Sendable {
        let body: [UInt8]
        var sentAt: Int64
        var sendings = 1
    }

    init(_ session: Session, counter: UInt32, now: Int64) {
        self.session = session
        self.counter = counter
        lastHeardAt = now
        nextPingAt = now + Limits.keepAliveMilliseconds
    }

    /// Frames that may be in flight at once.
    var window: Int { min(Int(session.welcome.limits.windowFrames), Limits.linkWindowFrames) }

    /// The largest body that the wand takes, in bytes.
    var bodyLimit: Int { min(Int(session.welcome.limits.bodyBytes), Limits.frameBodyBytes) }

    var silenceEndsAt: Int64 { lastHeardAt + Limits.linkSilenceMilliseconds }

    var nextDeadline: Int64 { min(retransmitAt ?? .max, nextPingAt, silenceEndsAt) }

    /// A head of this session, with the next counter.
    mutating func header(_ kind: FrameKind, sequence: UInt16 = 0) -> FrameHeader {
        defer { counter &+= 1 }
        return FrameHeader(
            kind: kind, epoch: session.epoch, counter: counter, sequence: sequence, acknowledge: expected)
    }
}
