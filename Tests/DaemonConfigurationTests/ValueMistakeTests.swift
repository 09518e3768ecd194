import Testing

@testable import DaemonConfiguration

@Suite("Mistaken values: each has its place, what was found and what is allowed")
struct ValueMistakeTests {
    private static let modes = "'0600' (owner) or '0660' (owner and group); it is never open to everyone"
    private static let levels = "trace, debug, info, notice, warning, error, critical"

    @Test(arguments: [
        Mistake(
            "  ceiling: 1000 mg",
            "f:3:12: dosing.ceiling: '1000 mg' is not a daily dose: write it like '1000 "
                + "mcg/day'"),
        Mistake("  ceiling: 1000", "f:3:12: dosing.ceiling: '1000' has no unit: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: -5 mcg/day",
            "f:3:12: dosing.ceiling: '-5 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: 1e3 mcg/day",
            "f:3:12: dosing.ceiling: '1e3 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: 1,000 mcg/day",
            "f:3:12: dosing.ceiling: '1,000 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: 1_000 mcg/day",
            "f:3:12: dosing.ceiling: '1_000 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: 1000 mcg/h",
            "f:3:12: dosing.ceiling: '1000 mcg/h' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: 0.0001 mcg/day",
            "f:3:12: dosing.ceiling: '0.0001 mcg/day' is finer than a daily dose can be: the "
                + "smallest step is 1 ng/day"),
        Mistake(
            "  ceiling: 10000 mcg/day",
            "f:3:12: dosing.ceiling: '10000 mcg/day' is out of range: from 1 mcg/day to 2000 mcg/day"),
        Mistake(
            "  ceiling: 99999999999 mcg/day",
            "f:3:12: dosing.ceiling: '99999999999 mcg/day' is out of range: from 1 mcg/day to 2000 mcg/day"),
        Mistake(
            "  ceiling: 99999999999999999999 mcg/day",
            "f:3:12: dosing.ceiling: '99999999999999999999 mcg/day' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake("  ceiling: .inf", "f:3:12: dosing.ceiling: '.inf' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake("  ceiling: ~", "f:3:12: dosing.ceiling: '~' is not a daily dose: write it like '1000 mcg/day'"),
        Mistake("  ceiling:", "f:3:11: dosing.ceiling: has no value: write it like '1000 mcg/day'"),
        Mistake(
            "  ceiling: [1000 mcg/day]",
            "f:3:12: dosing.ceiling: a list where a single value is expected: write it like '1000 mcg/day'"),
        Mistake("  increase: 30", "f:3:13: dosing.increase: '30' has no unit: write it like '30 %'"),
        Mistake(
            "  increase: 12.5 %",
            "f:3:13: dosing.increase: '12.5 %' is finer than a percentage can be: the smallest step is 1 %"),
        Mistake("  decrease: 101 %", "f:3:13: dosing.decrease: '101 %' is out of range: from 0 % to 100 %"),
        Mistake(
            "  minimumFlow: 0.048 mL",
            "f:3:16: dosing.minimumFlow: '0.048 mL' is not a flow: write it like '0.048 mL/day'"),
        Mistake(
            "  minimumFlow: 0 mL/day",
            "f:3:16: dosing.minimumFlow: '0 mL/day' is out of range: from 0.001 mL/day to 48 mL/day"),
        Mistake(
            "  maximumFlow: 48.000001 mL/day",
            "f:3:16: dosing.maximumFlow: '48.000001 mL/day' is out of range: from 0.001 mL/day to 48 mL/day"),
        Mistake(
            "  concentrations: 500 mcg/mL",
            "f:3:19: dosing.concentrations: '500 mcg/mL' where a list is expected: write it "
                + "like [500 mcg/mL, 1000 mcg/mL]"
        ),
        Mistake(
            "  concentrations: []",
            "f:3:19: dosing.concentrations: an empty list: write it like [500 mcg/mL, 1000 mcg/mL]"),
        Mistake(
            "  concentrations: [500 mcg/mL, 500 mg/mL]",
            "f:3:32: dosing.concentrations[1]: '500 mg/mL' is not a concentration: write it like '500 mcg/mL'"),
        Mistake(
            "  concentrations: [500 mcg/mL, '500 mcg/mL']",
            "f:3:32: dosing.concentrations[1]: 500 mcg/mL stands here twice"),
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

    @Test(arguments: [
        Mistake(
            "minimumFlow: 24.1 mL/day",
            "f:3:16: dosing.minimumFlow: minimumFlow (24.1 mL/day) is above maximumFlow (24 "
                + "mL/day): no flow would be left"
        ),
        Mistake(
            "maximumFlow: 0.04 mL/day",
            "f:3:16: dosing.maximumFlow: minimumFlow (0.048 mL/day) is above maximumFlow "
                + "(0.04 mL/day): no flow would be left"
        ),
        Mistake(
            "ceiling: 95 mcg/day",
            "f:3:12: dosing.ceiling: 95 mcg/day can not be kept with 2000 mcg/mL: "
                + "minimumFlow (0.048 mL/day) already delivers more"
        ),
    ])
    func contradictions(_ mistake: Mistake) {
        #expect(messages(oneWand + "dosing:\n  " + mistake.yaml + "\n") == mistake.messages)
    }

    @Test(
        "The bounds themselves are no mistakes",
        arguments: [
            "dosing: {ceiling: 96 mcg/day}", "dosing: {ceiling: 2000 mcg/day}", "dosing: {ceiling: 2000.000 mcg/day}",
            "dosing: {minimumFlow: 0.5 mL/day}", "dosing: {maximumFlow: 0.048 mL/day}",
            "dosing: {increase: 0 %, decrease: 100 %}", "dosing: {interrogationAge: 10 s}",
            "confirmation: {lifetime: 1 h}",
            "card: {flowError: 20 %, refillMargin: 0 d}", "card: {flowError: 2.5 %, refillMargin: 30 d}",
            "socket: {path: /\(String(repeating: "x", count: 106))}",
        ])
    func bounds(_ yaml: String) {
        #expect(messages(oneWand + yaml + "\n") == [])
    }
}
