import HTTPFixtures
import PumpModel
import Testing

@testable import Console

@Suite("The fence around every answer") struct FenceTests {
    private static let always = [
        "x-content-type-options": "nosniff", "x-frame-options": "DENY", "referrer-policy": "no-referrer",
        "cache-control": "no-store", "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    ]

    @Test(
        "it is there whatever is answered",
        arguments: [
            "/", "/main.js", "/icon.svg", "/nothing", "/v1/pumps", "/v1/audit", "/papers/ITB-4711/report.html",
            "/papers/ITB-9/card.svg", "/?token=wrong",
        ])
    func headers(target: String) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            for cookie in [session, nil] {
                let answer = try await console.ask("GET", target, cookie: cookie)
                #expect(answer.status >= 200)
                for (name, value) in Self.always { #expect(answer.headers[name] == value, "\(name) of \(target)") }
                let policy = try #require(answer.headers["content-security-policy"])
                #expect(policy.hasPrefix("default-src 'none';"))
                #expect(policy.contains("frame-ancestors 'none'"))
                #expect(policy.contains("form-action 'none'"))
                #expect(policy.contains("base-uri 'none'"))
                #expect(!policy.contains("unsafe-eval") && !policy.contains("*"))
                #expect(policy.contains("unsafe-inline") == (answer.status == 200 && target.hasPrefix("/papers/")))
            }
        }
    }

    @Test("papers are made for a pump that was read, and refused for another", arguments: PaperMaker.Paper.allCases)
    func papers(paper: PaperMaker.Paper) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let answer = try await console.ask("GET", "/papers/ITB-4711/\(paper.rawValue)?of=7", cookie: session)
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == paper.type)
            #expect(answer.body == "the \(paper.rawValue) of ITB-4711")
            let other = try await console.ask("GET", "/papers/ITB-9/\(paper.rawValue)", cookie: session)
            #expect(other.status == 404)
            #expect(other.body.contains("no pump ITB-9 was read"))
            #expect(try await console.ask("GET", "/papers/a%2Fb/\(paper.rawValue)", cookie: session).status == 404)
        }
    }

    @Test("no more connections than the limit are held; one that ends makes room")
    func connections() async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            try await hold(Limits.consoleConnections, console) {
                let answer = try await console.ask("GET", "/", cookie: session)
                #expect(answer.status == 0)
            }
            // those that were held leave one after the other
            var status = 0
            while status == 0 { status = try await console.ask("GET", "/", cookie: session).status }
            #expect(status == 200)
        }
    }

    /// Runs `body` while `count` connections are open, each of which was heard.
    private func hold(
        _ count: Int, _ console: ConsoleFixture, _ body: @Sendable () async throws -> Void
    ) async throws {
        guard count > 0 else { return try await body() }
        try await RawConnection.open(try console.socket) { connection in
            try await connection.send("GET / HTTP/1.1\r\nHost: \(console.host)\r\n\r\n")
            #expect(try await connection.read { $0.contains("</html>") })
            try await hold(count - 1, console, body)
        }
    }

    @Test("a console that no page uses ends by itself", .timeLimit(.minutes(10)))
    func idle() async throws {
        try await confirmation { ended in
            let console = Console(socketPath: "/nowhere", idle: .milliseconds(20))
            try await console.run { _ in }
            ended()
        }
    }
}
