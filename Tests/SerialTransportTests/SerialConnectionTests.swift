import NIOCore
import NIOPosix
import SerialFixtures
import Testing

@testable import SerialTransport

@Suite(.timeLimit(.minutes(10))) struct SerialConnectionTests {
    private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()

    @Test func thePortIsReleasedBeforeItsEndIsTold() async throws {
        let terminal = try PseudoTerminal()
        let connection = try await SerialConnection.open(
            .path(terminal.path), settings: PortSettings(), eventLoop: eventLoop,
            initializer: { $0.eventLoop.makeSucceededVoidFuture() })
        // The owner's descriptor, and NIO's one for each direction.
        #expect(terminal.openCount == 3)
        connection.channel.close(promise: nil)
        #expect(await connection.untilClosed() == .requested)
        // Not by the connection's end: it is still there.
        #expect(terminal.openCount == 0)
        #expect(!connection.channel.isActive)
    }

    @Test func anOwnerThatEndedGivesNothingOut() async throws {
        let terminal = try PseudoTerminal()
        let owner = try await PortOwner.open(.path(terminal.path), settings: PortSettings(), eventLoop: eventLoop)
        let pair = try owner.duplicates()
        #expect(terminal.openCount == 3)
        pair.close()
        await owner.end(on: eventLoop)
        #expect(terminal.openCount == 0)
        #expect(throws: SerialPortError.self) { try owner.duplicates() }
    }
}
