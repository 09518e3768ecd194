internal import WandProtocol

/// One session of the wand's side of the link: go-back-N in both directions.
///
/// It makes frames and reads the fields of frames; which session a frame belongs to is the link's business.
struct WandSession: Sendable {
    /// Frames are given up, and the session with them, when this many sendings stayed without acknowledgement.
    static let sendings = 32
    /// Silence that ends a session, in milliseconds.
    static let silence: Int64 = 7_000
    /// Between two acknowledgements of damage, in milliseconds.
    static let damagePause: Int64 = 20

    private struct Sent {
        var sequence: UInt16
        var body: [UInt8]
        var sendings: Int
        var sentAt: Int64
    }

    let epoch: UInt64
    let welcome: Welcome
    /// Data frames that the host takes in flight.
    let hostWindow: Int
    private var counter: UInt32
    private var nextSequence: UInt16 = 0
    private var inFlight: [Sent] = []
    private var waiting: [[UInt8]] = []
    private(set) var expected: UInt16 = 0
    private var timer = RetransmissionTimer()
    private var timerDueAt: Int64?
    private var damageToldAt: Int64?
    private var heardAt: Int64

    init(epoch: UInt64, welcome: Welcome, hostWindow: Int, counter: UInt32, now: Int64) {
        self.epoch = epoch
        self.welcome = welcome
        self.hostWindow = hostWindow
        self.counter = counter
        heardAt = now
    }

    /// Messages that were not acknowledged yet, sent or not.
    var backlog: Int { inFlight.count + waiting.count }

    /// When `elapse` has something to do.
    var deadline: Int64 { min(heardAt + Self.silence, timerDueAt ?? .max) }

    mutating func heard(at now: Int64) { heardAt = now }

    /// A frame of a kind without sequence.
    mutating func frame(_ kind: FrameKind, body: [UInt8] = []) -> Frame {
        defer { counter &+= 1 }
        let header = FrameHeader(
            kind: kind, epoch: epoch, counter: counter, acknowledge: kind == .welcome ? 0 : expected)
        return Frame(header: header, body: body[...])
    }

    /// Tells the host that bytes were no frame; nil so soon after the last time.
    mutating func damaged(at now: Int64) -> Frame? {
        if let damageToldAt, now < damageToldAt + Self.damagePause { return nil }
        damageToldAt = now
        return frame(.acknowledge)
    }

    /// Takes the place of the frame that is expected; false for any other sequence.
    mutating func accept(_ sequence: UInt16) -> Bool {
        guard sequence == expected else { return false }
        expected &+= 1
        return true
    }

    /// Puts a message behind those that wait, and returns the frames that the window lets out.
    mutating func send(_ body: [UInt8], now: Int64) -> [Frame] {
        waiting.append(body)
        return fillWindow(now: now)
    }

    /// Reads the acknowledge field of any frame; returns the frames that it lets out or calls for again.
    mutating func acknowledged(_ number: UInt16, isAcknowledgeFrame: Bool, now: Int64) -> [Frame] {
        guard let oldest = inFlight.first else { return [] }
        let count = Int(number &- oldest.sequence)
        if count > 0, count <= inFlight.count {
            if let newest = inFlight.prefix(count).last(where: { $0.sendings == 1 }) {
                timer.measured(now - newest.sentAt)
            }
            timer.progressed()
            inFlight.removeFirst(count)
            timerDueAt = inFlight.isEmpty ? nil : now + timer.current
            return fillWindow(now: now)
        }
        // the host went on without the oldest frame, long enough after it was sent: it is lost
        guard count == 0, isAcknowledgeFrame, now >= oldest.sentAt + timer.hurriedAge, mayResend else { return [] }
        return resend(now: now)
    }

    /// What time asks for; nil when the session is over.
    mutating func elapse(to now: Int64) -> [Frame]? {
        if now >= heardAt + Self.silence { return nil }
        guard let timerDueAt, now >= timerDueAt else { return [] }
        guard mayResend else { return nil }
        timer.backOff()
        return resend(now: now)
    }

    private var mayResend: Bool { inFlight.allSatisfy { $0.sendings < Self.sendings } }

    private mutating func fillWindow(now: Int64) -> [Frame] {
        var frames: [Frame] = []
        while inFlight.count < hostWindow, !waiting.isEmpty {
            let sent = Sent(sequence: nextSequence, body: waiting.removeFirst(), sendings: 1, sentAt: now)
            nextSequence &+= 1
            inFlight.append(sent)
            frames.append(dataFrame(sent))
        }
        if !inFlight.isEmpty, timerDueAt == nil { timerDueAt = now + timer.current }
        return frames
    }

    private mutating func resend(now: Int64) -> [Frame] {
        var frames: [Frame] = []
        for index in inFlight.indices {
            inFlight[index].sendings += 1
            inFlight[index].sentAt = now
            frames.append(dataFrame(inFlight[index]))
        }
        timerDueAt = now + timer.current
        return frames
    }

    private mutating func dataFrame(_ sent: Sent) -> Frame {
        var frame = frame(.data, body: sent.body)
        frame.header.sequence = sent.sequence
        return frame
    }
}
