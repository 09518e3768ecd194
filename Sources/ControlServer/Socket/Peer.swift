internal import CControlSocket
internal import NIOCore

/// The process at the other end of a connection, by the kernel's word, as it was when it connected.
struct Peer: Hashable, Sendable {
    var userID: UInt32
    /// Its own group and those besides it; only the first may be 0.
    var groupIDs: [UInt32]
    var processID: Int32

    /// Asks the kernel; once per connection.
    static func of(_ channel: any Channel) -> EventLoopFuture<Peer> {
        guard let options = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        let credentials: EventLoopFuture<wcs_peer> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: wcs_peer_option))
        let groups: EventLoopFuture<wcs_groups> = options.unsafeGetSocketOption(
            level: .socket, name: NIOBSDSocket.Option(rawValue: wcs_groups_option))
        // a process of very many groups has the rights of its user and of its first group
        return credentials.and(groups.map(Self.list).recover { _ in [] }).map { credentials, groups in
            Peer(
                userID: credentials.user, groupIDs: [credentials.group] + groups, processID: credentials.process)
        }
    }

    private static func list(_ groups: wcs_groups) -> [UInt32] {
        withUnsafeBytes(of: groups) { $0.bindMemory(to: UInt32.self).filter { $0 != 0 } }
    }
}
