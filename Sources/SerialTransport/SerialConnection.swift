import NIOCore
import NIOPosix

/// An open port on an event loop: a channel of bytes, and behind it the owner of the descriptor.
///
/// NIO works on duplicates. It closes those on its own, at once when the port hangs up; `untilClosed()` then ends the
/// owner, which releases the port. As the owner is the last to close, a driver that drains a stalled line holds up a
/// thread of the blocking pool and never the event loop.
struct SerialConnection: Sendable {
    let channel: any Channel
    let owner: PortOwner
    private let location: PortLocation
    private let observer: HangUpObserver

    /// More than a terminal's buffer (4095 bytes) can not come in one read.
    private static let readBytes = 4096

    /// Opens the port, sets up the pipeline by `initializer` and begins to read.
    static func open(
        _ location: PortLocation,
        settings: PortSettings,
        eventLoop: any EventLoop,
        initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws(SerialPortError) -> SerialConnection {
        let owner = try await PortOwner.open(location, settings: settings, eventLoop: eventLoop)
        let observer = HangUpObserver()
        do {
            let channel = try await makeChannel(owner.duplicates(), eventLoop, observer, initializer)
            return SerialConnection(channel: channel, owner: owner, location: location, observer: observer)
        } catch {
            await owner.end(on: eventLoop)
            if let error = error as? SerialPortError { throw error }
            let osError = (error as? IOError)?.errnoCode
            let message = "the channel could not be set up: \(error)"
            throw SerialPortError(code: .system, osError: osError, port: location.description, message: message)
        }
    }

    /// Waits until the channel has closed, for whatever reason, and releases the port. Cancelling the task closes it.
    func untilClosed() async -> PortClosure {
        await withTaskCancellationHandler {
            // It never fails, whatever the reason for closing.
            try? await channel.closeFuture.get()
        } onCancel: {
            channel.close(mode: .all, promise: nil)
        }
        await owner.end(on: channel.eventLoop)
        switch observer.reason ?? .hungUp(osError: nil) {
        case .requested:
            return Task.isCancelled ? .cancelled : .requested
        case .hungUp(let osError):
            let (port, message) = (location.description, "the port hung up")
            return .hungUp(SerialPortError(code: .hungUp, osError: osError, port: port, message: message))
        }
    }

    private static func makeChannel(
        _ pair: DescriptorPair,
        _ eventLoop: any EventLoop,
        _ observer: HangUpObserver,
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) async throws -> any Channel {
        // The pair is NIO's once the channel exists: if setting it up fails later, NIO closes the pair, and closing it
        // a second time could hit a descriptor that somebody else was given meanwhile.
        let bootstrap = NIOPipeBootstrap(group: eventLoop)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readBytes))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers([observer, OutputBound()])
                }.flatMap { initializer(channel) }
            }
        do {
            return try await bootstrap.takingOwnershipOfDescriptors(input: pair.input, output: pair.output).get()
        } catch {
            if !observer.hasBeenAdded { pair.close() }
            throw error
        }
    }
}
