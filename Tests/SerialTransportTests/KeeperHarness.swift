import Logging
import NIOCore
import NIOPosix
import SerialTransport
import Synchronization
import Testing

/// A running keeper whose events and bytes the test waits for, in order.
final class KeeperHarness: Sendable {
    let keeper: PortKeeper
    /// How many handlers were told that their channel had become inactive.
    var inactiveCount: Int { inactive.withLock { $0 } }
    private let inactive = Mutex(0)
    private let events: AsyncStream<PortEvent>
    private let bytes: AsyncStream<UInt8>
    private let eventSink: AsyncStream<PortEvent>.Continuation
    private let byteSink: AsyncStream<UInt8>.Continuation

    private init(_ location: PortLocation, _ backoff: ReopenBackoff, _ logger: Logger) {
        keeper = PortKeeper(
            location: location, settings: PortSettings(), eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            backoff: backoff, logger: logger)
        (events, eventSink) = AsyncStream.makeStream()
        (bytes, byteSink) = AsyncStream.makeStream()
    }

    /// Runs a keeper while `body` runs, then cancels it and waits for its end.
    static func run(
        _ location: PortLocation,
        backoff: ReopenBackoff = ReopenBackoff(shortest: .milliseconds(1), longest: .milliseconds(4)),
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
        initializer: (@Sendable (any Channel) -> EventLoopFuture<Void>)? = nil,
        _ body: (KeeperHarness, inout Events) async throws -> Void
    ) async throws {
        let harness = KeeperHarness(location, backoff, logger)
        let running = Task {
            await harness.keeper.run(
                channelInitializer: initializer ?? { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Collector(harness: harness))
                    }
                },
                onEvent: { harness.eventSink.yield($0) }
            )
            harness.eventSink.finish()
        }
        var events = Events(harness: harness, running: running)
        do {
            try await body(harness, &events)
        } catch {
            running.cancel()
            await running.value
            throw error
        }
        running.cancel()
        await running.value
        #expect(harness.keeper.status.phase == .idle)
    }

    /// What the test has not yet taken.
    struct Events {
        let running: Task<Void, Never>
        private var events: AsyncStream<PortEvent>.AsyncIterator
        private var bytes: AsyncStream<UInt8>.AsyncIterator

        init(harness: KeeperHarness, running: Task<Void, Never>) {
            self.running = running
            events = harness.events.makeAsyncIterator()
            bytes = harness.bytes.makeAsyncIterator()
        }

        mutating func next() async throws -> PortEvent {
            guard let event = await events.next(isolation: #isolation) else { throw Unexpected(what: "the end") }
            return event
        }

        mutating func end() async -> Bool { await events.next(isolation: #isolation) == nil }

        mutating func opened() async throws -> (any Channel, path: String) {
            while true {
                switch try await next() {
                case .opened(let channel, let path): return (channel, path)
                case .waiting: continue
                case .closed(let closure): throw Unexpected(what: "closed: \(closure)")
                }
            }
        }

        mutating func closed() async throws -> PortClosure {
            guard case .closed(let closure) = try await next() else { throw Unexpected(what: "not closed") }
            return closure
        }

        mutating func waiting() async throws -> SerialPortError {
            guard case .waiting(let error, _) = try await next() else { throw Unexpected(what: "not waiting") }
            return error
        }

        mutating func bytes(_ count: Int) async throws -> [UInt8] {
            var taken: [UInt8] = []
            while taken.count < count {
                guard let byte = await bytes.next(isolation: #isolation) else { throw Unexpected(what: "the end") }
                taken.append(byte)
            }
            return taken
        }
    }

    struct Unexpected: Error {
        let what: String
    }

    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let harness: KeeperHarness

        init(harness: KeeperHarness) { self.harness = harness }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            for byte in unwrapInboundIn(data).readableBytesView { harness.byteSink.yield(byte) }
        }

        func channelInactive(context: ChannelHandlerContext) {
            harness.inactive.withLock { $0 += 1 }
            context.fireChannelInactive()
        }
    }
}
