import Testing

@testable import DaemonConfiguration

@Suite("Mistaken values: each has its place, what was found and what is allowed")
struct ValueMistakeTests {
    private static let plainRule = "without '//', '.', '..' or a '/' at the end, like 'drug-library.yaml'"
    private static let modes = "'0600' (owner) or '0660' (owner and group); it is never open to everyone"
    private static let levels = "trace, debug, info, notice, warning, error, critical"

    @Test(arguments: [
        Mistake("  interrogationAge: 5", "f:3:21: dosing.interrogationAge: '5' has no unit: write it like '5 min'"),
        Mistake(
            "  interrogationAge: 5 m",
            "f:3:21: dosing.interrogationAge: '5 m' is not a time in s, min or h: write it like '5 min'"),
        Mistake(
            "  interrogationAge: 1:30",
            "f:3:21: dosing.interrogationAge: '1:30' is not a time in s, min or h: write it like '5 min'"),
        Mistake(
            "  interrogationAge: x min",
            "f:3:21: dosing.interrogationAge: 'x min' is not a time in s, min or h: write it like '5 min'"),
        Mistake(
            "  interrogationAge: 61 min",
            "f:3:21: dosing.interrogationAge: '61 min' is out of range: from 10 s to 1 "
                + "h"),
        Mistake(
            "  interrogationAge: 9223372036854775 h",
            "f:3:21: dosing.interrogationAge: '9223372036854775 h' is out of range: from 10 s to 1 h"),
    ])
    func dosing(_ mistake: Mistake) {
        #expect(messages(oneWand + "dosing:\n" + mistake.yaml + "\n") == mistake.messages)
    }

    @Test(arguments: [
        Mistake(
            "socket: {path: run/s}",
            "f:2:16: socket.path: 'run/s' is not an absolute path: \(pathRule), like '/run/wandd/wandd.sock'"
        ),
        Mistake(
            "socket: {path: /run/../s}",
            "f:2:16: socket.path: '/run/../s' is not an absolute path: \(pathRule), like '/run/wandd/wandd.sock'"
        ),
        Mistake(
            "socket: {path: /\(String(repeating: "x", count: 107))}",
            "f:2:16: socket.path: a path of 108 bytes is too long: at most 107 bytes"),
        Mistake(
            "socket: {mode: 0666}",
            "f:2:16: socket.mode: '0666' is not a mode of this socket: \(modes)"
        ),
        Mistake(
            "socket: {mode: 432}",
            "f:2:16: socket.mode: '432' is not a mode of this socket: \(modes)"
        ),
        Mistake(
            "socket: {group: 1000}",
            "f:2:17: socket.group: '1000' is not a group name: letters, digits, '_' and '-', "
                + "not beginning with a digit, like 'clinic'"
        ),
        Mistake("socket: {group: }", "f:2:17: socket.group: has no value: write it like 'clinic'"),
        Mistake("socket:", "f:2:8: socket: has nothing in it: its keys are path, mode, group"),
        Mistake(
            "socket: /run/s", "f:2:9: socket: '/run/s' where a section is expected: its keys are path, mode, group"),
        Mistake(
            "stateDirectory: /var/lib/wandd/",
            "f:2:17: stateDirectory: '/var/lib/wandd/' is not an absolute path: \(pathRule), like '/var/lib/wandd'"
        ),
        Mistake(
            "stateDirectory: {path: /x}",
            "f:2:17: stateDirectory: a section where a single value is expected: write it like '/var/lib/wandd'"),
        Mistake(
            "dosing: {ceiling: 1000 mcg/day}",
            "f:2:10: dosing.ceiling: unknown key: known here are interrogationAge"),
        Mistake("pumps: a/../b", "f:2:8: pumps: 'a/../b' is not a plain path: \(plainRule)"),
        Mistake("pumps: a/", "f:2:8: pumps: 'a/' is not a plain path: \(plainRule)"),
        Mistake("pumps: //a", "f:2:8: pumps: '//a' is not a plain path: \(plainRule)"),
        Mistake(
            "drugLibrary: {path: x}",
            "f:2:14: drugLibrary: without sha256: nothing is assumed here: each must be given"),
        Mistake(
            "drugLibrary: {}", "f:2:14: drugLibrary: without path, sha256: nothing is assumed here: each must be given"),
        Mistake(
            "drugLibrary: x", "f:2:14: drugLibrary: 'x' where a section is expected: its keys are path, sha256"),
        Mistake(
            "drugLibrary: {path: x, sha256: ABC}",
            "f:2:32: drugLibrary.sha256: 'ABC' is not a SHA-256 sum: 64 digits of 0-9 and a-f, as sha256sum prints "
                + "them for the file"),
        Mistake(
            "confirmation: {lifetime: 5 d}",
            "f:2:26: confirmation.lifetime: '5 d' is not a time in s, min or h: write it like '5 min'"),
        Mistake(
            "confirmation: {lifetime: 3601 s}",
            "f:2:26: confirmation.lifetime: '3601 s' is out of range: from 10 s to 1 h"),
        Mistake("card: {flowError: 2.4 %}", "f:2:19: card.flowError: '2.4 %' is out of range: from 2.5 % to 20 %"),
        Mistake(
            "card: {flowError: 2.55 %}",
            "f:2:19: card.flowError: '2.55 %' is finer than a percentage can be: the smallest step is 1 per mille"),
        Mistake("card: {refillMargin: 3}", "f:2:22: card.refillMargin: '3' has no unit: write it like '3 d'"),
        Mistake(
            "card: {refillMargin: 72 h}",
            "f:2:22: card.refillMargin: '72 h' is not a number of whole days: write it like '3 d'"),
        Mistake("card: {refillMargin: 31 d}", "f:2:22: card.refillMargin: '31 d' is out of range: from 0 d to 30 d"),
        Mistake(
            "log: {level: warn}",
            "f:2:14: log.level: 'warn' is not a log level: use \(levels)"),
        Mistake("log: {level: noitce}", "f:2:14: log.level: 'noitce' is not a log level: did you mean 'notice'?"),
        Mistake(
            "log: {level: no}",
            "f:2:14: log.level: 'no' is not a log level: use \(levels)"),
    ])
    func otherSections(_ mistake: Mistake) {
        #expect(messages(oneWand + mistake.yaml + "\n") == mistake.messages)
    }

    @Test(
        "The bounds themselves are no mistakes",
        arguments: [
            "dosing: {interrogationAge: 10 s}", "pumps: p", "pumps: /p/q.yaml",
            "confirmation: {lifetime: 1 h}",
            "card: {flowError: 20 %, refillMargin: 0 d}", "card: {flowError: 2.5 %, refillMargin: 30 d}",
            "socket: {path: /\(String(repeating: "x", count: 106))}",
        ])
    func bounds(_ yaml: String) {
        #expect(messages(oneWand + yaml + "\n") == [])
    }
}
