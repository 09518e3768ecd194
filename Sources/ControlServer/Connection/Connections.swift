internal import NIOConcurrencyHelpers
internal import NIOCore
internal import PumpModel

/// The connections that are open, and how many there may be.
///
/// As many as there is room for are served, of one user only a part of them; a few more can do nothing but stop a pump, and the newest of these takes the place of the oldest, so that whoever comes to stop one is
/// heard. None of it grows.
final class Connections: Sendable {
    /// What a new connection gets.
    enum Place {
        case served
        /// Each of its requests but a stop is answered with a problem.
        case refused
    }

    private struct State {
        var open: [ObjectIdentifier: (channel: any Channel, place: Place, user: UInt32)] = [:]
        /// By user.
        var served: [UInt32: Int] = [:]
        /// Those without a place, oldest first.
        var refused: [ObjectIdentifier] = []
        var isQuiescing = false
        /// Set up, and not taken by the accepting loop yet.
        var waiting: [ObjectIdentifier: Connection] = [:]
    }

    let room: ConnectionRoom

    init(room: ConnectionRoom) { self.room = room }

    // a lock that the thread sanitizer sees, unlike the standard library's
    private let state = NIOLockedValueBox(State())

    /// - Returns: nil when the connection is to be closed.
    func admit(_ channel: any Channel, of user: UInt32) -> Place? {
        let (place, displaced) = state.withLockedValue { state -> (Place?, (any Channel)?) in
            guard !state.isQuiescing else { return (nil, nil) }
            let id = ObjectIdentifier(channel)
            let own = state.served[user, default: 0]
            if own < room.perUser, state.served.values.reduce(0, +) < room.served {
                state.served[user] = own + 1
                state.open[id] = (channel, .served, user)
                return (.served, nil)
            }
            let isFull = state.refused.count >= room.refused
            let oldest = isFull ? state.refused.removeFirst() : nil
            state.refused.append(id)
            state.open[id] = (channel, .refused, user)
            return (.refused, oldest.flatMap { state.open[$0]?.channel })
        }
        displaced?.close(promise: nil)
        return place
    }

    func leave(_ channel: any Channel) {
        state.withLockedValue { state in
            let id = ObjectIdentifier(channel)
            guard let left = state.open.removeValue(forKey: id) else { return }
            switch left.place {
            case .served:
                let rest = state.served[left.user, default: 1] - 1
                state.served[left.user] = rest > 0 ? rest : nil
            case .refused: state.refused.removeAll { $0 == id }
            }
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
