import HTTPFixtures
import HTTPTypes
import Testing

@testable import Console

@Suite("The door") struct DoorTests {
    @Test(
        "a name that was made to point here is refused, whatever it asks for",
        arguments: ["evil.example", "127.0.0.1", "localhost", "localhost.", "127.0.0.2", "[::1]", "127.0.0.1@evil"])
    func otherHost(name: String) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            for host in [
                name, "\(name):1",
                name == "127.0.0.1" || name == "localhost" ? "\(name):0" : "\(name):\(console.address.port)",
            ] {
                #expect(try await console.ask("GET", "/v1/pumps", cookie: session, host: host).status == 421)
                #expect(
                    try await console.ask("GET", "/?token=\(console.address.token.text)", cookie: nil, host: host)
                        .status
                        == 421)
            }
            #expect(console.daemon.asked.isEmpty)
        }
    }

    @Test("both names of this machine's loopback interface are served")
    func ownHost() async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            for host in ["127.0.0.1:\(console.address.port)", "localhost:\(console.address.port)"] {
                #expect(try await console.ask("GET", "/v1/pumps", cookie: session, host: host).status == 200)
            }
        }
    }

    @Test(
        "what changes anything comes from this page alone",
        arguments: [
            (nil, nil), ("null", nil), ("http://evil.example", nil), ("http://127.0.0.1:1", "same-site"),
            ("http://127.0.0.1", nil), ("https://HOST", nil), ("http://HOST", "cross-site"),
            ("http://HOST", "same-site"), ("http://HOST", "none"), ("http://localhost:PORT", "same-origin"),
        ] as [(String?, String?)])
    func otherSite(origin: String?, site: String?) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let given = origin?.replacing("HOST", with: console.host).replacing("PORT", with: "\(console.address.port)")
            let answer = try await console.ask(
                "POST", "/v1/pumps/ITB-4711/stop", cookie: session, origin: given,
                headers: site.map { ["Sec-Fetch-Site: \($0)"] } ?? [], body: "{}")
            #expect(answer.status == 403)
            #expect(console.daemon.asked.isEmpty)
        }
    }

    @Test("another site can not even look", arguments: ["cross-site", "same-site", "anything"])
    func otherSiteLooks(site: String) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let answer = try await console.ask(
                "GET", "/v1/pumps", cookie: session, headers: ["Sec-Fetch-Site: \(site)"])
            #expect(answer.status == 403)
            #expect(console.daemon.asked.isEmpty)
        }
    }

    @Test("the owner of a connection is told from the kernel's table")
    func owner() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:21FC 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 1 1 0 20 4 30 10
               1: 0100007F:D431 0100007F:21FC 01 00000000:00000000 00:00000000 00000000  1001        0 2 1 0 20 4 30 10
               2: 0000000000000000FFFF00000100007F:D432 0000000000000000FFFF00000100007F:21FC 01 0:0 00:0 0  1002 0 3
               3: 0200007F:D433 0100007F:21FC 01 00000000:00000000 00:00000000 00000000  1003        0 4 1 0 20 4 30 10
               4: garbage
            """
        #expect(LoopbackPeer.userID(from: 0xD431, to: 0x21FC, in: table) == 1001)
        #expect(LoopbackPeer.userID(from: 0xD432, to: 0x21FC, in: table) == 1002)
        #expect(LoopbackPeer.userID(from: 0xD433, to: 0x21FC, in: table) == nil)
        #expect(LoopbackPeer.userID(from: 0xD434, to: 0x21FC, in: table) == nil)
        #expect(LoopbackPeer.userID(from: 1, to: 2, in: "") == nil)
    }

    @Test("a connection of another user is refused before its token is looked at")
    func otherUser() {
        let door = Doorkeeper(port: 8700, isOwnUser: false)
        let head = HTTPRequest(method: .get, scheme: nil, authority: "127.0.0.1:8700", path: "/")
        #expect(door.refusal(of: head, isEntering: true) == .otherUser)
        #expect(Doorkeeper(port: 8700, isOwnUser: true).refusal(of: head, isEntering: true) == nil)
    }
}
