import HTTPFixtures
import Testing

@testable import Console

@Suite("The entrance") struct EntranceTests {
    @Test("the link lets one browser in, once, and takes the token out of the address")
    func once() async throws {
        try await ConsoleFixture.run { console in
            let link = "/?token=\(console.address.token.text)"
            let first = try await console.ask("GET", link, cookie: nil)
            #expect(first.status == 303)
            #expect(first.headers["location"] == "/")
            let cookie = try #require(first.headers["set-cookie"])
            #expect(cookie.hasSuffix("; HttpOnly; SameSite=Strict; Path=/"))
            let second = try await console.ask("GET", link, cookie: nil)
            #expect(second.status == 401)
            #expect(second.headers["set-cookie"] == nil)
            let session = try #require(cookie.split(separator: ";").first.map(String.init))
            #expect(try await console.ask("GET", "/", cookie: session).status == 200)
            // who is in may follow the link again, and gets no other session by it
            let again = try await console.ask("GET", link, cookie: session)
            #expect(again.status == 303)
            #expect(again.headers["set-cookie"] == nil)
        }
    }

    @Test("a wrong token is refused, and does not use the right one up", arguments: ["", "0", "x\(Secret().text)"])
    func wrong(token: String) async throws {
        try await ConsoleFixture.run { console in
            let answer = try await console.ask("GET", "/?token=\(token)", cookie: nil)
            #expect(answer.status == 401)
            let session = try await console.enter()
            #expect(!session.isEmpty)
        }
    }

    @Test("a browser that loads the link before anybody asked for it does not use it up")
    func prefetch() async throws {
        try await ConsoleFixture.run { console in
            let answer = try await console.ask(
                "GET", "/?token=\(console.address.token.text)", cookie: nil,
                headers: ["Sec-Purpose: prefetch;prerender"])
            #expect(answer.status == 403)
            let session = try await console.enter()
            #expect(!session.isEmpty)
        }
    }

    @Test(
        "nothing is there without the session",
        arguments: ["/", "/main.js", "/style.css", "/v1/pumps", "/v1/events", "/papers/ITB-4711/card.svg", "/nothing"])
    func closed(target: String) async throws {
        try await ConsoleFixture.run { console in
            let session = try await console.enter()
            let name = try #require(session.split(separator: "=").first)
            for cookie in [nil, "\(name)=", "\(name)=\(Secret().text)", "other=\(console.address.token.text)"] {
                let answer = try await console.ask("GET", target, cookie: cookie)
                #expect(answer.status == 401)
            }
            #expect(console.daemon.asked.isEmpty)
        }
    }

    @Test("no two secrets are alike, each has 256 bits, and one differs from another wherever they differ")
    func secrets() {
        let secrets = (0..<64).map { _ in Secret().text }
        #expect(Set(secrets).count == 64)
        #expect(secrets.allSatisfy { $0.utf8.count == 64 && $0.allSatisfy(\.isHexDigit) })
        let secret = Secret()
        #expect(secret.matches(secret.text))
        for index in secret.text.indices {
            var other = secret.text
            other.replaceSubrange(index...index, with: secret.text[index] == "0" ? "1" : "0")
            #expect(!secret.matches(other))
        }
        #expect(!secret.matches(secret.text.dropLast()))
        #expect(!secret.matches(secret.text + "0"))
    }
}
