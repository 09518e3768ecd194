internal import HummingbirdCore
internal import Logging
internal import NIOConcurrencyHelpers
internal import NIOCore
internal import PumpModel

/// The connections that are open, no more than `Limits.consoleConnections`; one beyond them is closed at once.
final class ConsoleConnections: Sendable {
    private struct State {
        var open: [ObjectIdentifier: any Channel] = [:]
        var isEnding = false
        /// When the last one was closed.
        var quietSince = ContinuousClock.now
    }

    private let state = NIOLockedValueBox(State())

    /// Sets the pipeline of an accepted connection up and serves it until it ends.
    func open(_ channel: any Channel, _ desk: ConsoleDesk, _ logger: Logger) -> EventLoopFuture<Void> {
        let isAdmitted = state.withLockedValue { state in
            guard !state.isEnding, state.open.count < Limits.consoleConnections else { return false }
            state.open[ObjectIdentifier(channel)] = channel
            return true
        }
        guard isAdmitted else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(ChannelError.alreadyClosed)
        }
        channel.closeFuture.whenComplete { _ in self.leave(channel) }
        let http = HTTP1Channel(
            responder: { request, writer, _ in try await Self.serve(request, writer, desk) },
            configuration: Self.configuration)
        return http.setup(channel: channel, logger: logger).map { value in
            Task { await Self.serve(http, value, logger) }
        }
    }

    /// Until the connection ends; its end also ends a stream of events that has nothing to tell at the moment.
    private static func serve(_ http: HTTP1Channel, _ value: HTTP1Channel.Value, _ logger: Logger) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await http.handle(value: value, logger: logger) }
            group.addTask { try? await value.channel.closeFuture.get() }
            await group.next()
            group.cancelAll()
        }
    }

    private static let configuration = HTTP1Channel.Configuration(
        idleTimeout: .milliseconds(Limits.controlIdleMilliseconds),
        httpDecoderConfiguration: .init(
            maxHeaderFieldSize: Limits.requestHeadBytes / 2, maxHeaderListSize: Limits.requestHeadBytes,
            maxHeaderFieldCount: Limits.requestHeaderFields))

    @concurrent
    private static func serve(
        _ request: Request, _ writer: consuming ResponseWriter, _ desk: ConsoleDesk
    ) async throws {
        let response = await desk.response(to: request)
        try await writer.write(response: response.head, body: response.body)
    }

    private func leave(_ channel: any Channel) {
        state.withLockedValue { state in
            state.open[ObjectIdentifier(channel)] = nil
            state.quietSince = .now
        }
    }

    /// Returns once no connection was open for `time`, or when cancelled.
    func waitUntilIdle(for time: Duration) async {
        while !Task.isCancelled {
            let quiet = state.withLockedValue { $0.open.isEmpty ? $0.quietSince.duration(to: .now) : .zero }
            if quiet >= time { return }
            try? await Task.sleep(for: time - quiet)
        }
    }

    /// Returns when cancelled.
    func waitForEver() async {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(86_400)) }
    }

    /// Closes what is open; nobody is admitted any more.
    func closeAll() async {
        let channels = state.withLockedValue { state in
            state.isEnding = true
            return Array(state.open.values)
        }
        for channel in channels { channel.close(promise: nil) }
        for channel in channels { try? await channel.closeFuture.get() }
    }
}
