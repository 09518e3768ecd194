import AlarmDesk
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("The site's alarm settings")
struct AlarmSettingTests {
    @Test("Every key of the section is tested by its range")
    func allKeys() {
        #expect(AlarmRange.all.map(\.key) == AlarmPolicy.keys)
    }

    @Test("Both ends of a range are taken, and are those of the alarm desk", arguments: AlarmRange.all)
    func ends(_ setting: AlarmRange) throws {
        let least = try parse(setting.section(setting.least)).alarms
        let most = try parse(setting.section(setting.most)).alarms
        #expect(setting.ends(least, most))
        #expect(least.contradictions() == [] && most.contradictions() == [])
    }

    @Test("A step below the range is a mistake, with key, place and range", arguments: AlarmRange.all)
    func below(_ setting: AlarmRange) {
        // a dash belongs to no number
        guard setting.key != "refillNear" else {
            #expect(
                messages(setting.section("-1 d")) == [
                    "f:2:22: alarms.refillNear: '-1 d' is not a number of whole days: write it like '3 d'"
                ])
            return
        }
        #expect(messages(setting.section(setting.below)) == [outOfRange(setting, setting.below)])
    }

    @Test("A step above the range is a mistake, with key, place and range", arguments: AlarmRange.all)
    func above(_ setting: AlarmRange) {
        #expect(messages(setting.section(setting.above)) == [outOfRange(setting, setting.above)])
    }

    private func outOfRange(_ setting: AlarmRange, _ text: String) -> String {
        "f:2:\(setting.key.count + 12): alarms.\(setting.key): '\(text)' is out of range: "
            + "from \(setting.least) to \(setting.most)"
    }

    @Test("One key changes one setting, and the others keep their defaults")
    func oneAlone() throws {
        func alarms(_ text: String) throws -> AlarmPolicy { try parse(oneWand + "alarms: {\(text)}\n").alarms }
        let minutes = AlarmPolicy.span(minutes:)
        #expect(try alarms("staleAfter: 30 d") == AlarmPolicy(staleAfter: minutes(30 * 1_440)))
        #expect(try alarms("refillWarning: 21 d") == AlarmPolicy(refillWarningDays: 21))
        #expect(try alarms("refillNear: 13 d") == AlarmPolicy(refillNearDays: 13))
        #expect(try alarms("clockTolerance: 15 min") == AlarmPolicy(clockTolerance: minutes(15)))
        #expect(try alarms("sessionAbandonedAfter: 5 min") == AlarmPolicy(abandonedAfter: minutes(5)))
        #expect(try alarms("silence: 2 min") == AlarmPolicy(silence: minutes(2)))
        #expect(try alarms("acknowledgement: 0.5 h") == AlarmPolicy(acknowledgement: minutes(30)))
        #expect(try alarms("criticalToneEvery: 5 min") == AlarmPolicy(criticalToneEvery: minutes(5)))
        #expect(try alarms("nonCriticalToneEvery: 90 min") == AlarmPolicy(nonCriticalToneEvery: minutes(90)))
    }

    @Test(
        "A refill is announced before it is urgent, defaults included",
        arguments: [
            Mistake(
                "{refillWarning: 5 d, refillNear: 5 d}",
                "f:2:42: alarms.refillNear: '5 d' is not below refillWarning (5 d): from 0 d to 4 d"),
            Mistake(
                "{refillNear: 30 d, refillWarning: 29 d}",
                "f:2:22: alarms.refillNear: '30 d' is not below refillWarning (29 d): from 0 d to 28 d"),
            Mistake(
                "{refillNear: 14 d}",
                "f:2:22: alarms.refillNear: '14 d' is not below refillWarning (14 d, its default): from 0 d to 13 d"),
            Mistake(
                "{refillWarning: 3 d}",
                "f:2:25: alarms.refillWarning: '3 d' is not above refillNear (3 d, its default): from 4 d to 90 d"),
        ])
    func contradiction(_ mistake: Mistake) {
        #expect(messages(oneWand + "alarms: \(mistake.yaml)\n") == mistake.messages)
    }

    @Test("It is reported with all other mistakes of the section")
    func allAtOnce() {
        let yaml = "alarms:\n  silence: 11 min\n  refillNear: 20 d\n  refilWarning: 30 d\n"
        #expect(
            messages(oneWand + yaml) == [
                "f:3:12: alarms.silence: '11 min' is out of range: from 1 s to 10 min",
                "f:4:15: alarms.refillNear: '20 d' is not below refillWarning (14 d, its default): from 0 d to 13 d",
                "f:5:3: alarms.refilWarning: unknown key: did you mean 'refillWarning'?",
            ])
    }

    @Test("As near as they may come", arguments: ["{refillWarning: 4 d}", "{refillWarning: 1 d, refillNear: 0 d}"])
    func nearest(_ yaml: String) {
        #expect(messages(oneWand + "alarms: \(yaml)\n") == [])
    }

    @Test(arguments: [
        Mistake("{staleAfter: 7}", "f:2:22: alarms.staleAfter: '7' has no unit: write it like '7 d'"),
        Mistake(
            "{staleAfter: 168 h}",
            "f:2:22: alarms.staleAfter: '168 h' is not a number of whole days: write it like '7 d'"),
        Mistake(
            "{staleAfter: 99999999999999999999 d}",
            "f:2:22: alarms.staleAfter: '99999999999999999999 d' is out of range: from 1 d to 366 d"),
        Mistake(
            "{silence: never}", "f:2:19: alarms.silence: 'never' is not a time in s, min or h: write it like '10 min'"),
        Mistake("{silence: 5}", "f:2:19: alarms.silence: '5' has no unit: write it like '10 min'"),
        Mistake("{silence: }", "f:2:19: alarms.silence: has no value: write it like '10 min'"),
        Mistake("{abandonedAfter: 3 min}", "f:2:10: alarms.abandonedAfter: unknown key: known here are \(keys)"),
        Mistake("{refilNear: 3 d}", "f:2:10: alarms.refilNear: unknown key: did you mean 'refillNear'?"),
        Mistake("", "f:2:8: alarms: has nothing in it: its keys are \(keys)"),
        Mistake("[]", "f:2:9: alarms: a list where a section is expected: its keys are \(keys)"),
    ])
    func other(_ mistake: Mistake) {
        let space = mistake.yaml.isEmpty ? "" : " "
        #expect(messages(oneWand + "alarms:\(space)\(mistake.yaml)\n") == mistake.messages)
    }

    private static let keys = AlarmPolicy.keys.joined(separator: ", ")
}
