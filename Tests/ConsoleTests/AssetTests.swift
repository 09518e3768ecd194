import HTTPFixtures
import Testing

@testable import Console

@Suite("The page's files") struct AssetTests {
    @Test("each is served with its type, and nothing in it comes from elsewhere", arguments: Assets.files.keys.sorted())
    func served(path: String) async throws {
        try await ConsoleFixture.run { console in
            let answer = try await console.ask("GET", path, cookie: try await console.enter())
            let file = try #require(Assets.files[path])
            #expect(answer.status == 200)
            #expect(answer.headers["content-type"] == file.type)
            #expect(answer.body == String(decoding: file.bytes, as: UTF8.self))
        }
        let text = String(decoding: try #require(Assets.files[path]).bytes, as: UTF8.self)
        for address in text.matches(of: /https?:\/\/[^"' )]+/).map(\.output) {
            #expect(address == "http://www.w3.org/2000/svg")
        }
    }

    @Test("every file that one of them asks for is there")
    func complete() throws {
        for (path, file) in Assets.files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            for match in text.matches(of: /(?:from "\.\/|href="|src=")([a-z]+\.(?:js|css|svg))"/) {
                #expect(Assets.files["/\(match.1)"] != nil, "\(path) asks for \(match.1)")
            }
        }
    }

    /// A dose that passes through binary floating point is another dose.
    @Test(
        "no script reads a number in a way that is not exact",
        arguments: Assets.files.keys.filter { $0.hasSuffix(".js") })
    func exact(path: String) throws {
        let text = String(decoding: try #require(Assets.files[path]).bytes, as: UTF8.self)
        #expect(!text.contains("parseFloat"))
        #expect(!text.contains("innerHTML") && !text.contains("eval(") && !text.contains("document.write"))
    }
}
