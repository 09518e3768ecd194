internal import CommandQueue
internal import DequeModule
package import Journal
package import Logging
package import NIOCore
internal import PumpModel
internal import SerialTransport
internal import WandEngine
internal import WandLink
internal import WandProtocol

/// One wand's shell: carries bytes, times, journal writes and clients' questions into the engine, and its effects out.
/// It decides nothing.
///
/// It runs on the event loop of its serial port, so that a byte that arrives reaches the queue, and a stop that is asked
/// for reaches the port, without a change of thread.
package actor WandDesk {
    nonisolated package let name: String
    nonisolated let settings: WandSettings
    nonisolated let eventLoop: any EventLoop
    nonisolated let keeper: PortKeeper
    nonisolated let logger: Logger
    private let journal: any Journal
    nonisolated let alarms: AlarmStation?
    /// Told of what has changed; must not block.
    nonisolated let tell: @Sendable (WandNews) -> Void

    var engine: WandEngine
    var channel: (any Channel)?
    var session: WandSnapshot.Session?
    var status: WandSnapshot.Status?
    /// The pump that the wand reached last by its own word, also before its session was lost.
    var pumpInRange: PumpSerial?
    var isShuttingDown = false
    /// Events that wait for the one being carried out: a write may close the port while its effects are half done.
    private var inbox: Deque<EngineEvent> = []
    private var isHandling = false

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
        settings: WandSettings, journal: any Journal, alarms: AlarmStation?, eventLoopGroup: any EventLoopGroup,
        logger: Logger, tell: @escaping @Sendable (WandNews) -> Void = { _ in }
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
        self.alarms = alarms
        self.tell = tell
        engine = WandEngine(
            policy: settings.policy,
            offer: Link.Offer(
                limits: ReceiveLimits(
                    bodyBytes: UInt16(Limits.frameBodyBytes), windowFrames: UInt8(Limits.linkWindowFrames)),
                host: settings.host))
        (writes, writesInput) = AsyncStream.makeStream()
    }

    /// Serves the wand until the task is cancelled: keeps the port open, and the journal written.
    package func run() async {
        // not cancelled with the port: what has happened is written before the end
        let writer = Task { await self.writeJournal() }
        await keepPort()
        await writer.value
        end()
    }

    /// Takes up what earlier runs of the daemon left; before `run`.
    func restore(_ found: [RestoredCommand]) { handle(.queue(.restore(found))) }

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
                try await journal.append(records, wand: name)
                await wrote(.persisted(token))
            } catch {
                await wrote(.persistFailed(token, error.description))
            }
        }
    }

    private func wrote(_ event: QueueEvent) {
        handle(.queue(event))
        if isShuttingDown, !engine.queue.isWriting { writesInput.finish() }
    }

    /// The port is gone for good: nothing new is taken, and the journal has one more chance.
    private func finish() {
        isShuttingDown = true
        timer?.cancel()
        handle(.queue(.closing))
        if !engine.queue.isWriting { writesInput.finish() }
    }

    /// The journal is written, or can not be: nobody is left waiting.
    private func end() {
        let unwritten = engine.queue.unwrittenCount
        if unwritten > 0 {
            logger.critical("the journal did not take what has happened", metadata: ["records": "\(unwritten)"])
        }
        for continuation in waiting.values { continuation.resume(returning: .refused(.shuttingDown)) }
        waiting = [:]
        releaseWatchers()
    }

    // MARK: events in

    func portOpened(_ channel: any Channel) {
        self.channel = channel
        tell(.wand(name))
        handle(.portOpened)
    }

    func portClosed() {
        channel = nil
        tell(.wand(name))
        handle(.portClosed)
    }

    /// Says goodbye before the port closes.
    func sayGoodbye() {
        handle(.shutdown)
    }

    func received(_ bytes: ByteBuffer) {
        // the port reads between events, not from within one: then these bytes need not be copied to wait
        guard !isHandling else { return handle(.received(Array(bytes.readableBytesView))) }
        isHandling = true
        var effects: [EngineEffect] = []
        let now = Clocks.now()
        bytes.withUnsafeReadableBytes { engine.received($0, at: now, freshNonce: Nonce.random, into: &effects) }
        carryOut(&effects)
    }

    func handle(_ event: EngineEvent) {
        inbox.append(event)
        if isHandling { return }
        isHandling = true
        var effects: [EngineEffect] = []
        carryOut(&effects)
    }

    /// Carries out what is to be done, then takes the next event, until there is none.
    private func carryOut(_ effects: inout [EngineEffect]) {
        while true {
            for effect in effects { carryOut(effect) }
            effects.removeAll(keepingCapacity: true)
            guard let event = inbox.popFirst() else { break }
            engine.handle(event, at: Clocks.now(), freshNonce: Nonce.random, into: &effects)
        }
        isHandling = false
        channel?.flush()
        setTimer()
    }

    func write(_ records: [JournalRecord], _ token: JournalToken) { writesInput.yield((token, records)) }

    // MARK: time

    /// One timer, set to the engine's next deadline.
    private func setTimer() {
        let due = engine.nextDeadline
        guard due != timerDueAt, !isShuttingDown else { return }
        timer?.cancel()
        timerDueAt = due
        guard let due else { return timer = nil }
        // a millisecond late rather than early: an early tick finds nothing due. NIO's clock stands still while the machine
        // sleeps, so the tick may come late after that, but no deadline does: whatever wakes the desk looks at its own clock
        let delay = TimeAmount.milliseconds(max(0, due - Clocks.now().uptimeMilliseconds) + 1)
        timer = eventLoop.assumeIsolated().scheduleTask(in: delay) {
            self.assumeIsolated { $0.tick() }
        }
    }

    private func tick() {
        timerDueAt = nil
        handle(.tick)
    }
}

extension Nonce {
    fileprivate static func random() -> Nonce {
        var generator = SystemRandomNumberGenerator()
        return Nonce(high: generator.next(), low: generator.next())
    }
}
