import ArgumentParser
import Testing

@testable import wandctl

/// The pages of the manual and the help texts, all made from one definition.
struct ManualTests {
    private static func pages() throws -> [ManPage] { try Manual.pages() }

    @Test func everyCommandHasAPage() throws {
        let names = try Self.pages().map(\.name)
        for name in [
            "wandctl", "wandctl-dose", "wandctl-watch", "wandctl-events", "wandctl-doctor", "wandctl-audit-verify",
            "wandctl-config-reload", "wandctl-manual", "wandctl-confirm",
        ] { #expect(names.contains(name), "\(name)") }
        #expect(Set(names).count == names.count)
        #expect(!names.contains { $0.hasSuffix("-help") })
    }

    @Test func everyCommandAndEveryOptionSaysWhatItIsFor() throws {
        for page in try Self.pages() {
            let abstract = page.command.abstract ?? ""
            #expect(abstract.hasSuffix("."), "\(page.name)")
            let discussion = Discussion(page.command.discussion ?? "")
            #expect(!discussion.examples.isEmpty, "\(page.name) has no example")
            for example in discussion.examples where !example.hasPrefix(" ") {
                #expect(example.contains("wandctl"), "\(page.name): \(example)")
            }
            for argument in page.command.shownArguments {
                #expect(argument.abstract?.isEmpty == false, "\(page.name) \(argument.term)")
            }
        }
    }

    @Test func everySectionIsThere() throws {
        let dose = try #require(Self.pages().first { $0.name == "wandctl-dose" }).roff()
        for part in [
            ".TH \"WANDCTL\\-DOSE\" 1", "wandctl\\-dose \\- change what the pump infuses", ".SH \"SYNOPSIS\"",
            ".SH \"DESCRIPTION\"", ".SH \"ARGUMENTS\"", ".SH \"OPTIONS\"", ".SH \"EXAMPLES\"", ".SH \"EXIT STATUS\"",
            ".SH \"ENVIRONMENT\"", ".SH \"FILES\"", ".SH \"SEE ALSO\"", "wandctl dose 320.5 \\-\\-operator",
        ] { #expect(dose.contains(part), "\(part)") }
        let stop = try #require(Self.pages().first { $0.name == "wandctl-stop" }).roff()
        #expect(stop.contains("wandctl\\-stop \\- EMERGENCY STOP: end all delivery of a pump\n"))
        let root = try #require(Self.pages().first).roff()
        #expect(root.contains(".SH \"SUBCOMMANDS\""))
        #expect(root.contains(".BR wandctl\\-dose (1),"))
        #expect(!root.contains("Exit codes:"))
    }

    /// What formats pages judges them: any warning is a mistake.
    @Test(arguments: [
        ["groff", "-man", "-Tutf8", "-ww", "-z"], ["mandoc", "-T", "lint", "-W", "warning"],
    ])
    func thePagesAreSound(tool: [String]) throws {
        guard try Formatter.exists(tool[0]) else { return }
        for page in try Self.pages() {
            let said = try Formatter.run(tool, page.roff())
            #expect(said.isEmpty, "\(page.name): \(said)")
        }
        // and it would have said so
        let faulty = try Formatter.run(tool, ".TH A 1\n.SH NAME\n.nosuchrequest\n.XX\n\\fZ")
        #expect(!faulty.isEmpty)
    }

    @Test(arguments: [
        (".x", "\\&.x"), ("a\\b", "a\\eb"), ("'x'", "\\(aqx\\(aq"), ("a-b", "a\\-b"), ("é", "\\[u00E9]"),
        ("a\nb", "a b"),
    ])
    func textIsNeverARequest(text: String, roff: String) {
        #expect(Roff.escaped(text) == roff)
    }

    @Test func anArgumentOfARequestStaysOne() {
        #expect(Roff.quoted("a \"b\" c") == "\"a \\(dqb\\(dq c\"")
    }

    @Test func aDiscussionComesApart() {
        let text = "One\ntwo.\n\nThree.\n\nExamples:\n  a b\n    c\n\nExit codes:\n  0 x\n\nFour."
        let discussion = Discussion(text)
        #expect(discussion.paragraphs == ["One two.", "Three.", "Four."])
        #expect(discussion.examples == ["a b", "  c"])
    }
}

struct CompletionTests {
    @Test func onlyWhatAShellTakesWholeIsOffered() {
        #expect(Completions.choices(["b", "a", "a", "$(x)", "", "a b", "ITB-4711"], "") == ["ITB-4711", "a", "b"])
        #expect(Completions.choices(["bench", "ward"], "w") == ["ward"])
    }

    @Test(arguments: [
        (["wandctl", "--socket", "/x", "wands"], "/x"), (["wandctl", "wands", "--socket=/y"], "/y"),
        (["wandctl", "wands", "--socket"], nil), (["wandctl"], nil),
    ])
    func theSocketThatWasNamedIsAsked(words: [String], path: String?) {
        #expect(Completions.socketPath(in: words) == path)
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func scriptsAreMade(shell: String) throws {
        let kind = try #require(CompletionShell(rawValue: shell))
        #expect(Wandctl.completionScript(for: kind).contains("---completion"))
    }
}
