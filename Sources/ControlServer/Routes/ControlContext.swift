internal import ControlAPI
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import PumpModel

/// What a route knows of a request besides the request: who is at the other end, and whether somebody still is.
struct ControlContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: Peer
    let presence: PeerPresence

    struct Source: RequestContextSource {
        let logger: Logger
        let peer: Peer
        let presence: PeerPresence
        /// Where all connections are.
        let room: ConnectionRoom
    }

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.peer
        presence = source.presence
    }
}

extension ControlContext {
    /// The pump that the path names.
    func pumpSerial() throws(ProblemError) -> PumpSerial {
        guard let serial = try ["serial": parameter("serial")].pumpSerial("serial") else { throw Self.noName }
        return serial
    }

    /// The command that the path names.
    func commandID() throws(ProblemError) -> TransactionID {
        guard let id = try ["id": parameter("id")].transactionID("id") else { throw Self.noName }
        return id
    }

    /// The alarm that the path names.
    func alarmNumber() throws(ProblemError) -> UInt64 {
        guard let number = UInt64(parameter("id")), String(number) == parameter("id") else {
            throw .parameter("id", "'\(parameter("id").prefix(40))' names no alarm.", allowed: "the number of an alarm")
        }
        return number
    }

    /// The wand that the path names.
    func wandName() -> String { parameter("name") }

    private func parameter(_ name: String) -> String { parameters.get(name) ?? "" }

    private static let noName = ProblemError.problem(
        .notFound, "The path names nothing.", "See the list of paths in the documentation.")
}
