import NIOCore
import NIOPosix
import PumpModel
import SerialFixtures
import SerialTransport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct PortKeeperTests {
    @Test func bytesPassBothWays() async throws {
        let terminal = try PseudoTerminal()
        try await KeeperHarness.run(.path(terminal.path)) { _, events in
            let (channel, path) = try await events.opened()
            #expect(path == terminal.path)
            // More than one read takes, and a multiple of it: what follows a full read must not look like the end.
            let bytes = (0..<4 * 4096).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            for start in stride(from: 0, to: bytes.count, by: 1024) {
                let part = Array(bytes[start..<start + 1024])
                try terminal.send(part)
                #expect(try await events.bytes(1024) == part)
                try await channel.writeAndFlush(ByteBuffer(bytes: part))
                #expect(try terminal.receive(1024) == part)
            }
        }
        #expect(terminal.openCount == 0)
    }

    @Test func aHangUpIsOneEventAndReleasesThePort() async throws {
        let terminal = try PseudoTerminal()
        try await KeeperHarness.run(.path(terminal.path)) { harness, events in
            let (channel, _) = try await events.opened()
            terminal.hangUp()
            guard case .hungUp(let error) = try await events.closed() else { throw KeeperHarness.Unexpected(what: "") }
            #expect(error.code == .hungUp)
            #expect(error.port == terminal.path)
            #expect(terminal.openCount == 0)
            #expect(!channel.isActive)
            // The end of the port itself, then what the tries at it meet.
            #expect(try await events.waiting().code == .hungUp)
            for _ in 0..<5 { #expect(try await events.waiting().code == .notFound) }
            #expect(harness.inactiveCount == 1)
            #expect(harness.keeper.status.openings == 1)
            #expect(harness.keeper.status.lastError?.code == .notFound)
        }
    }

    @Test func onlySoMuchWaitsForAStalledLineAndItFailsWhenThePortHangsUp() async throws {
        let terminal = try PseudoTerminal()
        try await KeeperHarness.run(.path(terminal.path)) { harness, events in
            let (channel, _) = try await events.opened()
            let frame = ByteBuffer(repeating: 0x55, count: 4096)
            // The device reads nothing: some fill the terminal, some wait, and then one more is refused.
            let filling = Limits.serialOutputBytes / frame.readableBytes
            let writes = (0..<4 * filling).map { _ in
                let written = channel.eventLoop.makePromise(of: Void.self)
                channel.writeAndFlush(frame, promise: written)
                return written.futureResult
            }
            let last = try #require(writes.last)
            await #expect(throws: SerialOutputFull()) { try await last.get() }
            #expect(channel.isActive)
            terminal.hangUp()
            guard case .hungUp = try await events.closed() else { throw KeeperHarness.Unexpected(what: "") }
            var (lost, refused) = (0, 0)
            for write in writes {
                do {
                    try await write.get()
                } catch is SerialOutputFull {
                    refused += 1
                } catch {
                    lost += 1
                }
            }
            // the terminal may have taken one more after the refusals began
            #expect((filling - 1...filling).contains(lost))
            #expect(refused > 0 && lost + refused < writes.count)
            #expect(harness.inactiveCount == 1)
            #expect(terminal.openCount == 0)
        }
    }

    @Test(arguments: [CloseMode.all, .output, .input])
    func aChannelClosedByAHandlerIsOpenedAgain(mode: CloseMode) async throws {
        let terminal = try PseudoTerminal()
        try await KeeperHarness.run(.path(terminal.path)) { harness, events in
            let (first, _) = try await events.opened()
            try await first.close(mode: mode)
            #expect(try await events.closed() == .requested)
            let (second, _) = try await events.opened()
            #expect(second !== first)
            try await second.writeAndFlush(ByteBuffer(string: "again"))
            #expect(try terminal.receive(5) == Array("again".utf8))
            #expect(harness.keeper.status.openings == 2)
        }
    }

    @Test func cancellingClosesAndReleasesThePort() async throws {
        let terminal = try PseudoTerminal()
        try await KeeperHarness.run(.path(terminal.path)) { _, events in
            _ = try await events.opened()
            events.running.cancel()
            #expect(try await events.closed() == .cancelled)
            #expect(await events.end())
            #expect(terminal.openCount == 0)
            try SerialPort(opening: .path(terminal.path)).close()
        }
    }

    @Test func cancellingEndsALongWait() async throws {
        let backoff = ReopenBackoff(shortest: .seconds(3_600), longest: .seconds(3_600))
        try await KeeperHarness.run(.path("/dev/no-such-port"), backoff: backoff) { _, events in
            let error = try await events.waiting()
            #expect(error.code == .notFound)
            events.running.cancel()
            #expect(await events.end())
        }
    }

    @Test func aPortThatIsTakenIsOpenedWhenItIsFree() async throws {
        let terminal = try PseudoTerminal()
        let other = Mutex<SerialPort?>(try SerialPort(opening: .path(terminal.path)))
        try await KeeperHarness.run(.path(terminal.path)) { harness, events in
            let error = try await events.waiting()
            #expect(error.code == .busy)
            guard case .waiting(let shown, _, _) = harness.keeper.status.phase else {
                throw KeeperHarness.Unexpected(what: "\(harness.keeper.status)")
            }
            #expect(shown == error)
            other.withLock { $0 = nil }
            _ = try await events.opened()
            guard case .open(let path, let speed, _) = harness.keeper.status.phase else {
                throw KeeperHarness.Unexpected(what: "\(harness.keeper.status)")
            }
            #expect(path == terminal.path)
            #expect(speed == 115_200)
            #expect(harness.keeper.status.lastError?.code == .busy)
        }
    }

    @Test func aPipelineThatCanNotBeBuiltIsTriedAgainAndLeavesNothingOpen() async throws {
        struct NoPipeline: Error {}
        let terminal = try PseudoTerminal()
        try await KeeperHarness.run(
            .path(terminal.path),
            initializer: { $0.eventLoop.makeFailedFuture(NoPipeline()) },
            { _, events in
                for _ in 0..<20 {
                    let error = try await events.waiting()
                    #expect(error.code == .system)
                    #expect(error.message.contains("NoPipeline"))
                }
            }
        )
        #expect(terminal.openCount == 0)
    }
}
