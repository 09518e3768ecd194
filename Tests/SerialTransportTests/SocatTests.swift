import NIOCore
import SerialFixtures
import SerialTransport
import Testing

@Suite(.enabled(if: Socat.program != nil), .timeLimit(.minutes(10))) struct SocatTests {
    @Test func aLinkIsFollowedAnewEachTimeItIsMade() async throws {
        let directory = try ScratchDirectory()
        let (port, device) = (directory.path + "/port", directory.path + "/device")
        try await KeeperHarness.run(.path(port)) { harness, events in
            #expect(try await events.waiting().code == .notFound)
            for opening in 1...3 {
                let cable = try Socat(linking: port, to: device)
                let (channel, path) = try await events.opened()
                #expect(path.hasPrefix("/dev/pts/"))
                #expect(harness.keeper.status.openings == opening)
                try await expectEcho(over: device, channel, &events)
                cable.kill()
                guard case .hungUp = try await events.closed() else { throw KeeperHarness.Unexpected(what: "") }
                #expect(try await events.waiting().code == .hungUp)
                // Killed, it left its link behind.
                #expect(try await events.waiting().code == .danglingLink)
            }
            #expect(harness.inactiveCount == 3)
        }
    }

    /// One byte each way, the test being the device at the far end of the cable.
    private func expectEcho(
        over device: String, _ channel: any Channel, _ events: inout KeeperHarness.Events
    ) async throws {
        try await KeeperHarness.run(.path(device)) { _, farEvents in
            let (far, _) = try await farEvents.opened()
            try await channel.writeAndFlush(ByteBuffer(bytes: [0x00]))
            #expect(try await farEvents.bytes(1) == [0x00])
            try await far.writeAndFlush(ByteBuffer(bytes: [0xFF]))
            #expect(try await events.bytes(1) == [0xFF])
        }
    }
}
