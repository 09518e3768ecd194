internal import NIOCore
internal import PumpModel
internal import Synchronization

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
    }

    private let state = Mutex(State())

    /// - Returns: nil when the connection is to be closed.
    func admit(_ channel: any Channel) -> Place? {
        state.withLock { state in
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
        state.withLock { state in
            if state.open.removeValue(forKey: ObjectIdentifier(channel))?.place == .served { state.served -= 1 }
        }
    }

    /// Closes idle connections now and the others after their answer; nobody is admitted any more.
    func quiesce() {
        let channels = state.withLock { state in
            state.isQuiescing = true
            return state.open.values.map(\.channel)
        }
        for channel in channels { channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    /// Closes what is left.
    func closeAll() {
        for channel in state.withLock({ $0.open.values.map(\.channel) }) { channel.close(promise: nil) }
    }
}
