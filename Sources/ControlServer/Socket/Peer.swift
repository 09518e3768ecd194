internal import CControlSocket
internal import NIOCore

/// The process at the other end of a connection, by the kernel's word, as it was when it connected.
struct Peer: Hashable, Sendable {
    var userID: UInt32
    var groupID: UInt32
    var processID: Int32

    /// Asks the kernel; once per connection.
    static func of(_ channel: any Channel) -> EventLoopFuture<Peer> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        let credentials: EventLoopFuture<wcs_peer> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: wcs_peer_option))
        return credentials.map { Peer(userID: $0.user, groupID: $0.group, processID: $0.process) }
    }
}
