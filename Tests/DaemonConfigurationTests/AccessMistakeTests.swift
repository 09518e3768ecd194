import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Mistakes in the section access")
struct AccessMistakeTests {
    private static let account =
        "letters, digits, '_', '-', '.' and '@', not beginning with a digit; or a numeric id, like"
    private static let number = "a whole number from 0 to 4294967294, without zeros before it"
    private static let keys = "observers, clinicians, administrators, secondPerson, inactivity"

    @Test(arguments: [
        Mistake("{observer: {users: [a]}}", "f:2:10: access.observer: unknown key: did you mean 'observers'?"),
        Mistake(
            "{clinicians: {user: [a]}}", "f:2:23: access.clinicians.user: unknown key: did you mean 'users'?"),
        Mistake("{second-person: always}", "f:2:10: access.second-person: unknown key: did you mean 'secondPerson'?"),
        Mistake("{nurses: {users: [a]}}", "f:2:10: access.nurses: unknown key: known here are \(keys)"),
        Mistake("[alice]", "f:2:9: access: a list where a section is expected: its keys are \(keys)"),
        Mistake(
            "{clinicians: [alice]}",
            "f:2:22: access.clinicians: a list where a section is expected: its keys are users, groups"),
        Mistake(
            "{clinicians: {users: alice}}",
            "f:2:30: access.clinicians.users: 'alice' where a list is expected: write it like [alice, 1000]"),
        Mistake(
            "{clinicians: {groups: []}}",
            "f:2:31: access.clinicians.groups: an empty list: write it like [ward, 100]"),
        Mistake(
            "{clinicians: {users: [a, [b]]}}",
            "f:2:34: access.clinicians.users[1]: a list where a single value is expected: write it like 'alice'"),
        Mistake(
            "{clinicians: {users: ['']}}",
            "f:2:31: access.clinicians.users[0]: has no value: write it like 'alice'"),
        Mistake(
            "{clinicians: {users: [a, b, a]}}",
            "f:2:37: access.clinicians.users[2]: 'a' stands here twice: the first is in line 2"),
        Mistake(
            "{observers: {groups: [7, b, 7, b]}}",
            "f:2:37: access.observers.groups[2]: '7' stands here twice: the first is in line 2",
            "f:2:40: access.observers.groups[3]: 'b' stands here twice: the first is in line 2"),
        Mistake(
            "{clinicians: {users: [1abc]}}",
            "f:2:31: access.clinicians.users[0]: '1abc' is not a user name: \(account) 'alice' or '1000'"),
        Mistake(
            "{clinicians: {groups: [a b]}}",
            "f:2:32: access.clinicians.groups[0]: 'a b' is not a group name: \(account) 'ward' or '100'"),
        Mistake(
            "{clinicians: {users: [Jürgen]}}",
            "f:2:31: access.clinicians.users[0]: 'Jürgen' is not a user name: \(account) 'alice' or '1000'"),
        Mistake(
            "{clinicians: {users: [\(String(repeating: "a", count: 65))]}}",
            "f:2:31: access.clinicians.users[0]: '\(String(repeating: "a", count: 65))' is not a user name: "
                + "\(account) 'alice' or '1000'"),
        // what means no user at all, and numbers in another spelling
        Mistake(
            "{clinicians: {users: [4294967295]}}",
            "f:2:31: access.clinicians.users[0]: '4294967295' is not a user id: \(number)"),
        Mistake(
            "{clinicians: {users: [99999999999999999999]}}",
            "f:2:31: access.clinicians.users[0]: '99999999999999999999' is not a user id: \(number)"),
        Mistake(
            "{clinicians: {groups: [01000]}}",
            "f:2:32: access.clinicians.groups[0]: '01000' is not a group id: \(number)"),
        Mistake(
            "{clinicians: {groups: [00]}}", "f:2:32: access.clinicians.groups[0]: '00' is not a group id: \(number)"),
        Mistake(
            "{secondPerson: sometimes}",
            "f:2:24: access.secondPerson: 'sometimes' is not a second person's policy: use never, overrides, always"),
        Mistake(
            "{secondPerson: override}",
            "f:2:24: access.secondPerson: 'override' is not a second person's policy: did you mean 'overrides'?"),
        Mistake(
            "{inactivity: 59 s}", "f:2:22: access.inactivity: '59 s' is out of range: from 1 min to 15 min"),
        Mistake(
            "{inactivity: 901 s}", "f:2:22: access.inactivity: '901 s' is out of range: from 1 min to 15 min"),
        Mistake("{inactivity: 3}", "f:2:22: access.inactivity: '3' has no unit: write it like '3 min'"),
    ])
    func mistakes(_ mistake: Mistake) {
        #expect(messages(oneWand + "access: \(mistake.yaml)\n") == mistake.messages)
    }

    @Test("All of them are told at once, each with its line")
    func allAtOnce() {
        let yaml = """
            access:
              observers:
                users:
                  - alice
                  - 1x
                  - alice
              clinicians:
                groups: [b c]
              inactivity: 1 h

            """
        #expect(
            messages(oneWand + yaml).map { $0.split(separator: ":")[1...3].joined(separator: ":") } == [
                "6:9: access.observers.users[1]", "7:9: access.observers.users[2]",
                "9:14: access.clinicians.groups[0]", "10:15: access.inactivity",
            ])
    }

    @Test("The ends of what is taken", arguments: ["1 min", "15 min"])
    func inactivity(_ text: String) throws {
        #expect(try parse(oneWand + "access: {inactivity: \(text)}\n").access.inactivity.milliseconds % 60_000 == 0)
    }

    @Test("As many names as the limit, and one more", arguments: ["users", "groups"])
    func count(_ key: String) {
        func yaml(_ count: Int) -> String {
            let names = (1...count).map { "n\($0)" }.joined(separator: ", ")
            return oneWand + "access: {observers: {\(key): [\(names)]}}\n"
        }
        #expect(messages(yaml(Limits.accessNames)) == [])
        let column = 24 + key.count
        #expect(
            messages(yaml(Limits.accessNames + 1)) == [
                "f:2:\(column): access.observers.\(key): 65 \(key): at most 64"
            ])
    }

    @Test("One who has two roles, or a user and a group of one name, are no duplicates")
    func noDuplicates() {
        #expect(messages(oneWand + "access: {observers: {users: [a], groups: [a]}, clinicians: {users: [a]}}\n") == [])
    }
}
