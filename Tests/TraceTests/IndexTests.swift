import Testing

/// Functions and types are found as the sources are written, and nothing else is.
@Suite struct IndexTests {
    static let source = #"""
        import Testing

        /// A struct Comment { that is none.
        @Suite("A class of things", .serialized)
        struct OneTests {
            /// struct Nested is no suite.
            struct Case: Sendable {
                @Test func inner() {}
            }

            private static func helper() {}

            @Test func plain() async throws {}
            @Test("with a name") func named() {}

            @Test(
                "over lines",
                arguments: [(1, 2)] as [(Int, Int)])
            func wrapped(_ first: Int, _ second: Int) {
                func inside() {}
            }

            func notATest() {}
            // @Test func commented() {}
        }

        extension OneTests {
            @Test(arguments: 1...2) func extended(_ number: Int) {}
        }

        @Suite(.timeLimit(.minutes(10))) final class TwoTests {
            @Test func plain() {}
        }
        """#

    @Test func testsAreFound() {
        var index = SourceIndex()
        index.addTests(of: Self.source, in: "T")
        #expect(
            index.tests == [
                "T/OneTests.plain()", "T/OneTests.named()", "T/OneTests.wrapped()", "T/OneTests.extended()",
                "T/TwoTests.plain()",
            ])
    }

    @Test func typesAreFound() {
        var index = SourceIndex()
        index.addTypes(of: Self.source, in: "T")
        #expect(index.types.isSuperset(of: ["T/OneTests", "T/Case", "T/TwoTests"]))
        #expect(!index.types.contains("T/Nested") && !index.types.contains("T/Comment"))
    }

    @Test func importsAreFound() {
        let text =
            "// import Not\ninternal import A\npackage import B\n@testable import C\nimport struct D.E\nlet x = 1\n"
        #expect(SourceIndex.imports(of: text) == ["A", "B", "C", "struct"])
    }
}
