import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("What YAML allows and a configuration file does not")
struct SyntaxMistakeTests {
    private static let noStandIn = "not used in this file: write the value itself"
    private static let plainText = "a configuration file is plain text"

    @Test(arguments: [
        Mistake("wnads: x", "f:2:1: wnads: unknown key: did you mean 'wands'?"),
        Mistake("card: {flowEror: 3 %}", "f:2:8: card.flowEror: unknown key: did you mean 'flowError'?"),
        Mistake("log: {colour: red}", "f:2:7: log.colour: unknown key: known here are level"),
        Mistake(
            "<<: x",
            "f:2:1: <<: unknown key: known here are \(topKeys)"),
        Mistake(
            "'': x", "f:2:1: unknown key: known here are \(topKeys)"
        ),
        Mistake("[log]: x", "f:2:1: a list or section as key: a key is one word"),
        Mistake("log: {level: &a info}", "f:2:14: an anchor: \(noStandIn)"),
        Mistake("log: &a {level: info}", "f:2:6: an anchor: \(noStandIn)"),
        Mistake("log: {level: *a}", "f:2:14: an alias: \(noStandIn)"),
        Mistake("log: {\"level\":*a}", "f:2:15: an alias: \(noStandIn)"),
        Mistake("log: {level: !!str info}", "f:2:14: a tag: \(noStandIn)"),
        Mistake("log: {level: ! 'info'}", "f:2:14: a tag: \(noStandIn)"),
        Mistake("log: !x\n  level: info", "f:2:6: a tag: \(noStandIn)"),
        Mistake("stateDirectory: |\n  /x", "f:2:17: a block text: write the value on one line"),
        Mistake("? log\n: x", "f:2:1: a complex key: a key is one word"),
        Mistake("log:\n\tlevel: info", "f:3:1: a tab: indent and separate with spaces"),
        Mistake("log:\n  level:\tinfo", "f:3:9: a tab: indent and separate with spaces"),
        Mistake("log: {level: in\u{7}fo}", "f:2:16: the control character U+0007: \(plainText)"),
        Mistake("# \u{2028}\nlog: x", "f:2:3: the control character U+2028: \(plainText)"),
        Mistake("# \rlog: x", "f:2:3: the control character U+000D: \(plainText)"),
        Mistake("log: [[[[[x]]]]]", "f:2:10: nested too deeply: at most 4 brackets inside each other"),
        Mistake(
            "log:\n\(String(repeating: "- ", count: 30))x",
            "f:3:41: nested too deeply: no key stands further right than column 40"),
        Mistake(
            "log: {level: info",
            "f:3:1: not valid YAML: did not find expected ',' or '}', while parsing a flow mapping of line 2"),
        Mistake(
            "log: 'info",
            "f:3:1: not valid YAML: found unexpected end of stream, while scanning a quoted scalar of line 2"),
        Mistake("log: a: b", "f:2:7: not valid YAML: mapping values are not allowed in this context"),
        Mistake(
            "---\nlog: {level: info}",
            "f:2:1: not valid YAML: but found another document, expected a single document in the stream of line 1"),
    ])
    func mistakes(_ mistake: Mistake) {
        #expect(messages(oneWand + mistake.yaml + "\n") == mistake.messages)
    }

    @Test(
        "A directive and a byte order mark at the start",
        arguments: [
            Mistake("%YAML 1.1\n---\n", "f:1:1: a directive: leave it out"),
            Mistake("\u{FEFF}", "f:1:1: the control character U+FEFF: \(plainText)"),
        ])
    func start(_ mistake: Mistake) {
        #expect(messages(mistake.yaml + oneWand) == mistake.messages)
    }

    @Test(arguments: [
        Mistake("log: {level: info}\nlog: {level: debug}", "f:3:1: 'log' stands here twice: the first is in line 2"),
        Mistake(
            "log: {level: info}\n'log' :\n  level: x\n\"log\": y",
            "f:3:1: 'log' stands here twice: the first is in line 2",
            "f:5:1: 'log' stands here twice: the first is in line 2"),
        Mistake(
            "card:\n  flowError: 3 %\n  # what follows is one more\n\n  flowError: 4 %\nlog: {level: x}",
            "f:6:3: 'flowError' stands here twice: the first is in line 3",
            "f:7:14: log.level: 'x' is not a log level: use trace, debug, info, notice, warning, error, critical"),
        Mistake("wands:\n- name: x\n", "f:2:1: 'wands' stands here twice: the first is in line 1"),
        Mistake("log: {level: info, level: debug}", "f:2:7: 'level' stands here twice"),
    ])
    func duplicates(_ mistake: Mistake) {
        #expect(messages(oneWand + mistake.yaml + "\n") == mistake.messages)
    }

    @Test("All mistakes of a file are reported at once, in line order")
    func allAtOnce() {
        let yaml = """
            socket:
              mode: 0777
              pth: /x
            wands:
              - name: a
                port: &p {path: /dev/x}
                name: b
              - name: c
                port: {path: /dev/y}
                security: paired
            card:
              flowError: 1000 mg
              refillMargin: 1
            drugLibrary: {path: /x, sha256: 1}
            log:
              level: loud
            """
        #expect(
            messages(yaml).map { $0.prefix { $0 != " " } } == [
                "f:2:9:", "f:3:3:", "f:5:5:", "f:6:11:", "f:7:5:", "f:10:15:", "f:12:14:", "f:13:17:", "f:14:33:",
                "f:16:10:",
            ])
    }

    @Test("What a message repeats from the file is one short printable line")
    func printable() {
        let long = String(repeating: "x", count: 900)
        #expect(
            messages(oneWand + "log: {level: \"a\\e[31m\\nb\"}\n\(long): x\n").map { $0.prefix(40) } == [
                "f:2:14: log.level: 'a\u{FFFD}[31m\u{FFFD}b' is not a l", "f:3:1: \(long.prefix(33))",
            ])
        #expect(messages(oneWand + "\(long): x\n").allSatisfy { $0.count < 700 })
    }

    @Test("Repeated keys without end are cut short, not waited for")
    func manyDuplicates() {
        let found = messages((0..<200).map { "k\($0): 1\nk\($0): 2\n" }.joined())
        #expect(found.count == 32)
        #expect(found.first == "f:2:1: 'k0' stands here twice: the first is in line 1")
    }

    @Test("Bytes that are not UTF-8", arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80]])
    func invalidUTF8(_ bytes: [UInt8]) {
        #expect(messages(Array("# \u{FC}\n# ".utf8) + bytes) == ["f:2:3: not valid UTF-8: save the file as UTF-8"])
    }

    @Test("A file at the limit of size, and one byte more")
    func size() {
        let content = Array(oneWand.utf8) + [0x23]
        let padding = Array(repeating: UInt8(ascii: "x"), count: Limits.configurationBytes - content.count)
        #expect(messages(content + padding) == [])
        #expect(messages(content + padding + [0x78]) == ["f: is too large: at most 262144 bytes"])
    }

    @Test(
        "Ordinary YAML in other spellings is taken",
        arguments: [
            "---\n" + oneWand, oneWand + "...\n", oneWand.replacing("\n", with: "\r\n"),
            "\"wands\": [{\"name\":\"w\",\"port\":{'path':'/dev/ttyS0'},\"security\":\"unpaired\"}]",
            "wands:\n- name: w # the first\n  port:\n    path: \"/dev/ttyS0\"\n  security: 'unpaired'\n",
            "wands:\n    -\n        security: unpaired\n        name: w\n        port: {path: /dev/ttyS0}",
        ])
    func spellings(_ yaml: String) throws {
        #expect(
            try parse(yaml)
                == DaemonConfiguration(wands: [.init(name: "w", port: .path("/dev/ttyS0"), security: .unpaired)]))
    }

    @Test("Cut off anywhere, the text never traps, and is either whole or explained")
    func truncations() {
        let bytes = Array((oneWand + "card:\n  flowError: '5 %' # \u{FC}\ndrugLibrary: {path: /x, sha256: y}\n").utf8)
        for count in bytes.indices {
            let found = messages(Array(bytes.prefix(count)))
            #expect(found.allSatisfy { $0.hasPrefix("f:") })
            #expect(count >= oneWand.utf8.count - 1 || !found.isEmpty)
        }
    }

    @Test("Whatever single byte is replaced, the reader answers", arguments: 0..<64)
    func replacements(_ seed: Int) {
        let bytes = Array((oneWand + "card:\n  flowError: '5 %'\nlog:\n  level: info\n").utf8)
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] = UInt8(truncatingIfNeeded: seed &* 4 &+ index)
            for message in messages(damaged) { #expect(message.hasPrefix("f:")) }
        }
    }
}
