package import Logging
package import NIOCore
import NIOPosix
import Synchronization

/// Keeps one configured port open for as long as `run` runs, whatever happens to the cable and to the far end.
///
/// It opens the port, hands the channel to the caller's pipeline, waits for the channel to close, releases the port at
/// once (an adapter whose old descriptor is still open comes back under another name) and opens it again, waiting
/// between tries as `ReopenBackoff` says. No failure ends it: every one may pass by itself. Failures are told once per
/// outage in the log, and each time in `status`.
///
/// A keeper takes no thread of its own and polls nothing while the port is open.
package final class PortKeeper: Sendable {
    package let location: PortLocation
    package let settings: PortSettings
    /// Where every channel of this port runs.
    package let eventLoop: any EventLoop
    private let backoff: ReopenBackoff
    private let logger: Logger
    private let published: Mutex<PortStatus>

    /// - Parameter eventLoopGroup: one that NIO's sockets run on (`MultiThreadedEventLoopGroup`); one loop is taken.
    package init(
        location: PortLocation,
        settings: PortSettings,
        eventLoopGroup: any EventLoopGroup,
        backoff: ReopenBackoff = ReopenBackoff(),
        logger: Logger
    ) {
        var logger = logger
        logger[metadataKey: "port"] = "\(location)"
        self.location = location
        self.settings = settings
        self.eventLoop = eventLoopGroup.next()
        self.backoff = backoff
        self.logger = logger
        self.published = Mutex(PortStatus(phase: .idle, since: .now, openings: 0))
        precondition(NIOPipeBootstrap(validatingGroup: eventLoop) != nil, "a serial port needs one of NIO's own loops")
    }

    /// How the port stands at this moment.
    package var status: PortStatus { published.withLock { $0 } }

    /// Keeps the port open until the task is cancelled; the port is closed and released on return.
    ///
    /// - Parameters:
    ///   - channelInitializer: builds the pipeline of each new channel, on its event loop; bytes are `ByteBuffer`s. A
    ///     failure counts as one of the port's. A write beyond `Limits.serialOutputBytes` fails with `SerialOutputFull`.
    ///   - onEvent: told in order what happened; the keeper waits for it to return.
    package func run(
        channelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>,
        onEvent: (PortEvent) async -> Void = { _ in }
    ) async {
        var (backoff, outage) = (backoff, OutageLog(logger: logger))
        publish { $0.phase = .opening }
        while !Task.isCancelled {
            let failure: SerialPortError?
            do throws(SerialPortError) {
                let connection = try await SerialConnection.open(
                    location, settings: settings, eventLoop: eventLoop, initializer: channelInitializer)
                outage.portOpened(path: connection.owner.path)
                failure = await use(connection, &backoff, onEvent)
            } catch {
                failure = error
            }
            guard let failure, !Task.isCancelled else { continue }
            let wait = backoff.wait(after: failure.code)
            outage.portFailed(failure, isPersistent: wait == backoff.longest)
            publish(failure: failure, nextTryAfter: wait)
            await onEvent(.waiting(error: failure, nextTryAfter: wait))
            // Fails when cancelled, which the loop sees.
            try? await Task.sleep(for: wait)
        }
        publish { $0.phase = .idle }
    }

    /// Follows an open port to its end, and says what to call that end if the port is to be opened again.
    private func use(
        _ connection: SerialConnection,
        _ backoff: inout ReopenBackoff,
        _ onEvent: (PortEvent) async -> Void
    ) async -> SerialPortError? {
        let (owner, opened) = (connection.owner, ContinuousClock.now)
        publish {
            $0.openings += 1
            $0.phase = .open(
                path: owner.path, bitsPerSecond: owner.bitsPerSecond, hasLowLatency: owner.hasLowLatency)
        }
        // A port that hangs up is released at once, even while the event is still being handled.
        async let closing = connection.untilClosed()
        await onEvent(.opened(channel: connection.channel, path: owner.path))
        let closure = await closing
        backoff.portClosed(afterOpenFor: .now - opened)
        await onEvent(.closed(closure))
        switch closure {
        case .hungUp(let error):
            return error
        case .requested:
            let message = "the port was closed from this side, to be opened anew"
            return SerialPortError(code: .hungUp, port: location.description, message: message)
        case .cancelled:
            return nil
        }
    }

    private func publish(_ change: (inout PortStatus) -> Void) {
        published.withLock {
            $0.since = .now
            change(&$0)
        }
    }

    private func publish(failure: SerialPortError, nextTryAfter wait: Duration) {
        published.withLock {
            var tries = 1
            if case .waiting(_, let before, _) = $0.phase { tries += before } else { $0.since = .now }
            $0.phase = .waiting(error: failure, tries: tries, nextTryAfter: wait)
            $0.lastError = failure
        }
    }
}
