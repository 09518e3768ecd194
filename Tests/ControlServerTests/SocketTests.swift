import WandClient
import ControlServer
import Foundation
import Glibc
import Testing

struct SocketTests {
    @Test func aSecondInstanceIsRefusedAndStealsNothing() async throws {
        try await ServerFixture.run { server in
            let error = #expect(throws: ControlSocketError.self) { try ControlSocket(path: server.path) }
            #expect(error?.code == .inUse)
            #expect(error?.path == server.path)
            let client = server.client
            _ = try await client.health()
            await client.close()
        }
    }

    @Test func aStaleSocketIsReplaced() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            try leaveStaleSocket(path)
            let socket = try ControlSocket(path: path)
            #expect(attribute(.type, of: path) == FileAttributeType.typeSocket)
            socket.release()
        }
    }

    @Test func aListenerThatKnowsNoLockIsLeftAlone() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            let descriptor = try plainSocket(path, bind)
            defer { close(descriptor) }
            try #require(listen(descriptor, 1) == 0)
            #expect(throws: ControlSocketError.self) { try ControlSocket(path: path) }
            #expect(attribute(.type, of: path) == FileAttributeType.typeSocket)
        }
    }

    @Test func aRegularFileIsLeftAlone() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            close(open(path, O_CREAT | O_WRONLY, 0o600))
            let error = #expect(throws: ControlSocketError.self) { try ControlSocket(path: path) }
            #expect(error?.code == .notASocket)
            #expect(attribute(.type, of: path) == FileAttributeType.typeRegular)
        }
    }

    @Test(arguments: [("", ControlSocketError.Code.badPath), ("/nowhere/at/all", .lockFile), ("/tmp/a\0b", .badPath)])
    func pathsThatCanNotBe(path: String, code: ControlSocketError.Code) {
        let error = #expect(throws: ControlSocketError.self) { try ControlSocket(path: path) }
        #expect(error?.code == code)
    }

    @Test(arguments: [107, 108])
    func theLongestPathIs107Bytes(length: Int) async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/" + String(repeating: "x", count: length - directory.utf8.count - 1)
            defer { unlink(path + ".lock") }
            if length == 107 {
                try ControlSocket(path: path).release()
            } else {
                let error = #expect(throws: ControlSocketError.self) { try ControlSocket(path: path) }
                #expect(error?.code == .badPath)
            }
        }
    }

    @Test(arguments: [0o600, 0o660, 0o666] as [UInt16])
    func theFileHasItsModeFromTheStart(mode: UInt16) async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            let socket = try ControlSocket(path: path, mode: mode)
            #expect(attribute(.posixPermissions, of: path) == Int(mode))
            #expect(attribute(.posixPermissions, of: path + ".lock") == 0o600)
            socket.release()
        }
    }

    @Test func anUnknownGroupIsRefusedAndLeavesNothing() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            let error = #expect(throws: ControlSocketError.self) {
                try ControlSocket(path: path, group: "no-such-group")
            }
            #expect(error?.code == .group)
            #expect(access(path, F_OK) != 0)
        }
    }

    /// Every user may give a file of its own to a group that it is in.
    @Test func theFileIsGivenToItsGroup() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            let own = try #require(getgrgid(getegid())).pointee
            let socket = try ControlSocket(path: path, group: String(cString: own.gr_name))
            #expect(attribute(.groupOwnerAccountID, of: path) == Int(getegid()))
            socket.release()
        }
    }

    @Test func releasingRemovesTheFileAndFreesThePath() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            let first = try ControlSocket(path: path)
            first.release()
            #expect(access(path, F_OK) != 0)
            let second = try ControlSocket(path: path)
            // the first one's second release must not take the second one's file
            first.release()
            #expect(access(path, F_OK) == 0)
            second.release()
        }
    }

    @Test func theClientSaysWhyNobodyAnswers() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            #expect(try await reason(path).contains("no such socket"))
            try leaveStaleSocket(path)
            #expect(try await reason(path).contains("nobody listens"))
        }
    }

    /// The kernel turns a client away while too many others wait to be accepted: it is asked again for as long as an
    /// answer is waited for, and nothing was asked of the daemon.
    @Test func aFullLineIsWaitedForAndSaid() async throws {
        try await ServerFixture.withDirectory { directory in
            let path = directory + "/wandd.sock"
            let descriptor = try plainSocket(path, bind)
            defer { close(descriptor) }
            try #require(listen(descriptor, 0) == 0)
            let first = try plainSocket(path, connect)
            defer { close(first) }
            let begin = ContinuousClock.now
            #expect(try await reason(path, answerMilliseconds: 200).contains("too many others"))
            #expect(ContinuousClock.now - begin >= .milliseconds(200))
        }
    }

    private func reason(_ path: String, answerMilliseconds: Int64 = 15_000) async throws -> String {
        let client = ControlClient(socketPath: path, answerMilliseconds: answerMilliseconds)
        defer { unlink(path) }
        do {
            _ = try await client.health()
            await client.close()
            return "it answered"
        } catch {
            await client.close()
            guard case .unreachable(path, let reason) = error else { throw error }
            return reason
        }
    }

    private func leaveStaleSocket(_ path: String) throws { close(try plainSocket(path, bind)) }

    private func plainSocket(
        _ path: String, _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0)
        return descriptor
    }

    private func attribute<Value>(_ key: FileAttributeKey, of path: String) -> Value? {
        (try? FileManager.default.attributesOfItem(atPath: path))?[key] as? Value
    }
}
