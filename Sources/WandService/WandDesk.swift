internal import CommandQueue
internal import DequeModule
package import Journal
package import Logging
package import NIOCore
internal import PumpModel
internal import SerialTransport
internal import WandLink
internal import WandProtocol

/// One wand's shell: carries bytes, times, journal writes and clients' questions into the pure machines, and their
/// actions out. It decides nothing.
///
/// It runs on the event loop of its serial port, so that a byte that arrives reaches the queue, and a stop that is asked
/// for reaches the port, without a change of thread.
package actor WandDesk {
    nonisolated let name: String
    nonisolated let settings: WandSettings
    nonisolated let eventLoop: any EventLoop
    nonisolated let keeper: PortKeeper
    nonisolated let logger: Logger
    private let journal: any Journal

    var link: Link
    var queue: CommandQueue
    var decoder = FrameDecoder()
    var encoder = FrameEncoder()
    var framesCorrupt: UInt64 = 0
    var channel: (any Channel)?
    var session: WandSnapshot.Session?
    var status: WandSnapshot.Status?
    var isShuttingDown = false
    /// Events that wait for the one being carried out: actions of one event are all done before the next is looked at.
    private var inbox: Deque<DeskEvent> = []
    private var isHandling = false

    private enum DeskEvent {
        case link(LinkEvent)
        /// A message whose request must hear when the link does not take it.
        case send(LinkEvent, requestID: UInt32)
        case queue(QueueEvent)
    }

    var nextTicket: UInt64 = 1
    /// Clients that wait for the queue's answer; bounded by the connections.
    var waiting: [Ticket: CheckedContinuation<QueueAnswer, Never>] = [:]
    /// Clients that wait for a command to move; bounded by the connections.
    var watchers: [Ticket: Watcher] = [:]

    private var timer: Scheduled<Void>?
    private var timerDueAt: Int64?
    private let writes: AsyncStream<(JournalToken, [JournalRecord])>
    private let writesInput: AsyncStream<(JournalToken, [JournalRecord])>.Continuation

    nonisolated package var unownedExecutor: UnownedSerialExecutor { eventLoop.executor.asUnownedSerialExecutor() }

    package init(
        settings: WandSettings, journal: any Journal, eventLoopGroup: any EventLoopGroup, logger: Logger
    ) {
        var logger = logger
        logger[metadataKey: "wand"] = "\(settings.name)"
        keeper = PortKeeper(
            location: settings.location, settings: settings.port, eventLoopGroup: eventLoopGroup, logger: logger)
        eventLoop = keeper.eventLoop
        name = settings.name
        self.settings = settings
        self.logger = logger
        self.journal = journal
        link = Link(
            offer: Link.Offer(
                limits: ReceiveLimits(
                    bodyBytes: UInt16(Limits.frameBodyBytes), windowFrames: UInt8(Limits.linkWindowFrames)),
                host: settings.host))
        queue = CommandQueue(policy: settings.policy)
        (writes, writesInput) = AsyncStream.makeStream()
    }

    /// Serves the wand until the task is cancelled: keeps the port open, and the journal written.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.keepPort() }
            group.addTask { await self.writeJournal() }
            await group.waitForAll()
        }
    }

    nonisolated private func keepPort() async {
        await keeper.run { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(LineHandler(desk: self))
            }
        }
        await finish()
    }

    nonisolated private func writeJournal() async {
        for await (token, records) in writes {
            do throws(JournalError) {
                try await journal.append(records)
                await handle(.persisted(token))
            } catch {
                await handle(.persistFailed(token, error.description))
            }
        }
    }

    /// The port is gone for good: nobody is left waiting.
    private func finish() {
        isShuttingDown = true
        timer?.cancel()
        writesInput.finish()
        for continuation in waiting.values { continuation.resume(returning: .refused(.shuttingDown)) }
        waiting = [:]
        releaseWatchers()
    }

    // MARK: events in

    func portOpened(_ channel: any Channel) {
        self.channel = channel
        decoder = FrameDecoder()
        handle(QueueEvent.portOpened)
        handle(LinkEvent.portOpened)
    }

    func portClosed() {
        channel = nil
        handle(LinkEvent.portClosed)
        handle(QueueEvent.portClosed)
    }

    /// Says goodbye before the port closes.
    func sayGoodbye() {
        handle(LinkEvent.shutdown)
    }

    func received(_ bytes: ByteBuffer) {
        var frames: [DecodedFrame] = []
        bytes.withUnsafeReadableBytes { decoder.decode($0) { frames.append($0) } }
        for frame in frames {
            switch frame {
            case .frame(let frame): handle(LinkEvent.frame(frame))
            case .corrupt(let error):
                framesCorrupt += 1
                logger.trace("dropped bytes that are no frame", metadata: ["error": "\(error)"])
                handle(LinkEvent.noise)
            }
        }
    }

    func handle(_ event: LinkEvent) { handle(.link(event)) }

    func handle(_ event: QueueEvent) { handle(.queue(event)) }

    func send(_ event: LinkEvent, _ requestID: UInt32) { handle(.send(event, requestID: requestID)) }

    private func handle(_ event: DeskEvent) {
        inbox.append(event)
        if isHandling { return }
        isHandling = true
        while let event = inbox.popFirst() { process(event) }
        isHandling = false
        channel?.flush()
        setTimer()
    }

    private func process(_ event: DeskEvent) {
        switch event {
        case .link(let event): for action in linkActions(event) { carryOut(action) }
        case .send(let event, let requestID):
            for action in linkActions(event) {
                carryOut(action)
                if case .refused = action { handle(.sendRefused(requestID: requestID)) }
            }
        case .queue(let event):
            var actions: [QueueAction] = []
            queue.handle(event, at: Clocks.now(), into: &actions)
            for action in actions { carryOut(action) }
        }
    }

    private func linkActions(_ event: LinkEvent) -> [LinkAction] {
        var actions: [LinkAction] = []
        link.handle(event, at: Clocks.now().uptimeMilliseconds, freshNonce: .random(), into: &actions)
        return actions
    }

    func write(_ records: [JournalRecord], _ token: JournalToken) { writesInput.yield((token, records)) }

    // MARK: time

    /// One timer for both machines, set to whichever is due first.
    private func setTimer() {
        let due = [link.nextDeadline, queue.nextDeadline].compactMap { $0 }.min()
        guard due != timerDueAt, !isShuttingDown else { return }
        timer?.cancel()
        timerDueAt = due
        guard let due else { return timer = nil }
        // a millisecond late rather than early: an early tick finds nothing due
        let deadline = NIODeadline.uptimeNanoseconds(UInt64(max(due, 0)) * 1_000_000 + 999_999)
        timer = eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.assumeIsolated { $0.tick() }
        }
    }

    private func tick() {
        timerDueAt = nil
        handle(LinkEvent.tick)
        handle(QueueEvent.tick)
    }
}

extension Nonce {
    fileprivate static func random() -> Nonce {
        var generator = SystemRandomNumberGenerator()
        return Nonce(high: generator.next(), low: generator.next())
    }
}
