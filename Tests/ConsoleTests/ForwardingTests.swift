import HTTPFixtures
import ControlAPI
import PumpModel
import Testing

@testable import Console

@Suite("What is carried to the daemon") struct ForwardingTests {
    @Test("every route of the page arrives as it is, query and all", arguments: Forwarding.routes)
    func allowed(route: API.Route) async throws {
        guard route != .events else { return }
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let target =
                route.path.split(separator: "/").map { $0.hasPrefix("{") ? "a-B.7%20c" : "/\($0)" }
                .map { $0.hasPrefix("/") ? $0 : "/\($0)" }.joined() + "?limit=3&after=x%2Fy"
            let answer =
                route.method == .get
                ? try await console.ask("GET", target, cookie: session)
                : try await console.post(target, cookie: session, body: #"{"dose":"120.5"}"#)
            #expect(answer.status == 200)
            #expect(answer.body == #"{"of":"\#(target)"}"#)
            let asked = try #require(console.daemon.asked.first)
            #expect(console.daemon.asked.count == 1)
            #expect(asked.method == route.method.rawValue)
            #expect(asked.target == target)
            #expect(asked.body == (route.method == .get ? "" : #"{"dose":"120.5"}"#))
        }
    }

    @Test(
        "what is not on the list does not",
        arguments: [
            ("GET", "/v1/audit"), ("GET", "/v1/audit/head"), ("GET", "/v1/configuration"),
            ("POST", "/v1/configuration/reload"), ("POST", "/v1/pumps/ITB-4711/discharge"),
            ("GET", "/v1/pumps/ITB-4711/log"), ("GET", "/openapi.json"), ("PUT", "/v1/commands"),
            ("DELETE", "/v1/commands/7"), ("POST", "/v1/wands"), ("GET", "/v1/pumps/../configuration"),
            ("GET", "/v1/pumps/."), ("GET", "/v1/pumps/.."), ("POST", "/v1/pumps/../stop"), ("GET", "/v1//pumps"),
            ("GET", "/v1/pumps/"), ("GET", "//v1/pumps"), ("GET", "/v1/pumps/a;b"), ("GET", "/v1/pumps/a@b"),
            ("GET", "/v1/wands/\u{E4}"), ("GET", "/V1/pumps"), ("GET", "/v1/pumps/a/card/x"),
        ])
    func refused(method: String, target: String) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let answer =
                method == "GET"
                ? try await console.ask(method, target, cookie: session)
                : try await console.ask(
                    method, target, cookie: session, origin: "http://\(console.host)", body: "{}")
            #expect([400, 404].contains(answer.status))
            #expect(console.daemon.asked.isEmpty)
        }
    }

    @Test("the daemon sees the headers that it needs, the page those that it may see")
    func headers() async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let answer = try await console.post(
                "/v1/commands", cookie: session,
                headers: ["Idempotency-Key: k-1", #"If-Match: "17""#, "Authorization: Basic eA==", "X-Else: 1"])
            let asked = try #require(console.daemon.asked.first)
            #expect(asked.headers["idempotency-key"] == "k-1")
            #expect(asked.headers["if-match"] == #""17""#)
            #expect(asked.headers["content-type"] == "application/json")
            for name in ["cookie", "authorization", "origin", "x-else", "referer"] {
                #expect(asked.headers[name] == nil)
            }
            #expect(answer.headers["etag"] == #""17""#)
            #expect(answer.headers["set-cookie"] == nil)
            #expect(answer.headers["x-frame-options"] == "DENY")
        }
    }

    @Test("a body or a head that is too large is refused, and does not arrive")
    func bounds() async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let large = String(repeating: " ", count: Limits.requestBodyBytes + 1)
            #expect(try await console.post("/v1/commands", cookie: session, body: large).status == 413)
            let long = String(repeating: "x", count: Limits.requestHeadBytes + 1)
            let answer = try await console.ask("GET", "/v1/pumps", cookie: session, headers: ["X-Long: \(long)"])
            #expect(answer.status == 0 || answer.status >= 400)
            let many = (0...Limits.requestHeaderFields).map { "X-\($0): 1" }
            let other = try await console.ask("GET", "/v1/pumps", cookie: session, headers: many)
            #expect(other.status == 0 || other.status >= 400)
            #expect(console.daemon.asked.isEmpty)
            // the largest that is allowed
            let most = String(repeating: " ", count: Limits.requestBodyBytes)
            #expect(try await console.post("/v1/commands", cookie: session, body: most).status == 200)
        }
    }

    @Test(
        "a daemon that is not there is told as what it is: nothing was asked", arguments: ["/v1/pumps", "/v1/events"])
    func away(target: String) async throws {
        try await ConsoleFixture.run(isDaemonThere: false) { console in
            let session = try await console.enter()
            let answer = try await console.ask("GET", target, cookie: session)
            #expect(answer.status == 502)
            #expect(answer.headers["content-type"] == API.problemContentType)
            #expect(answer.body.contains("urn:wandctl:problem:unreachable"))
            #expect(answer.body.contains("nothing was changed"))
        }
    }
}
