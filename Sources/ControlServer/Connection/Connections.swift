internal import NIOConcurrencyHelpers
internal import NIOCore
internal import PumpModel

/// The connections that are open, and how many there may be.
///
/// Up to `Limits.controlConnections` are served; a few more are told that there is no place; beyond them a connection
/// is closed at once. None of it grows.
final class Connections: Sendable {
    /// What a new connection gets.
    enum Place {
        case served
        /// Each of its requests is answered with a problem.
        case refused
    }

    private struct State {
        var open: [ObjectIdentifier: (channel: any Channel, place: Place)] = [:]
        var served = 0
        var isQuiescing = false
        /// Set up, and not taken by the accepting loop yet.
        var waiting: [ObjectIdentifier: Connection] = [:]
    }

    // a lock that the thread sanitizer sees, unlike the standard library's
    private let state = NIOLockedValueBox(State())

    /// - Returns: nil when the connection is to be closed.
    func admit(_ channel: any Channel) -> Place? {
        state.withLockedValue { state in
            guard !state.isQuiescing,
                state.open.count < Limits.controlConnections + Limits.controlRefusedConnections
            else { return nil }
            let place: Place = state.served < Limits.controlConnections ? .served : .refused
            if place == .served { state.served += 1 }
            state.open[ObjectIdentifier(channel)] = (channel, place)
            return place
        }
    }

    func leave(_ channel: any Channel) {
        state.withLockedValue { state in
            if state.open.removeValue(forKey: ObjectIdentifier(channel))?.place == .served { state.served -= 1 }
        }
    }

    /// Keeps a connection that was set up until the accepting loop takes it. The loop may have ended meanwhile, and then
    /// drops what it is handed; but a connection that nobody ever serves ends the process.
    /// - Returns: false when the loop has ended: the caller has to end the connection.
    func hold(_ connection: Connection) -> Bool {
        state.withLockedValue { state in
            if state.isQuiescing { return false }
            state.waiting[ObjectIdentifier(connection.value.channel)] = connection
            return true
        }
    }

    /// The accepting loop takes a connection over.
    func take(_ connection: Connection) {
        state.withLockedValue { $0.waiting[ObjectIdentifier(connection.value.channel)] = nil }
    }

    /// Closes idle connections now and the others after their answer; nobody is admitted any more.
    /// - Returns: connections that the accepting loop did not take, for the caller to end.
    func quiesce() -> [Connection] {
        let (channels, waiting) = state.withLockedValue { state in
            state.isQuiescing = true
            defer { state.waiting = [:] }
            return (state.open.values.map(\.channel), Array(state.waiting.values))
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
        return waiting
    }

    /// Closes what is left.
    func closeAll() {
        for channel in state.withLockedValue({ $0.open.values.map(\.channel) }) { channel.close(promise: nil) }
    }
}
