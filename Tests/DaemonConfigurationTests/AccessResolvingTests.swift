import Access
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Names of users and groups become ids")
struct AccessResolvingTests {
    private static let users: [String: UInt32] = ["root": 0, "alice": 1_000, "bob": 1_001, "nobody-at-all": .max]
    private static let groups: [String: UInt32] = ["alice": 500, "ward": 501]

    private static func policy(_ yaml: String) throws(ConfigurationErrors) -> AccessPolicy {
        try parse(oneWand + yaml).accessPolicy(user: { users[$0] }, group: { groups[$0] })
    }

    private static func problems(_ yaml: String) -> [String] {
        do throws(ConfigurationErrors) {
            _ = try policy(yaml)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test("Each name in its own table, numbers as they are, known or not")
    func resolved() throws {
        let yaml = """
            access:
              observers: {users: [alice], groups: [alice]}
              clinicians: {users: [bob, 1001, 77], groups: [ward, 88]}
              administrators: {users: [root]}
              secondPerson: always
              inactivity: 15 min

            """
        let expected = AccessPolicy(
            [
                .observer: .init(users: [1_000], groups: [500]),
                .clinician: .init(users: [1_001, 77], groups: [501, 88]),
                .administrator: .init(users: [0]),
            ], secondPerson: .always, inactivity: TimeSpan(checked: 900_000))
        #expect(try Self.policy(yaml) == expected)
    }

    @Test("Without the section, or with an empty one, nobody has a role", arguments: ["", "access: {}\n"])
    func nobody(_ yaml: String) throws {
        let policy = try Self.policy(yaml)
        #expect(policy == AccessPolicy())
        #expect(policy.givesNothing)
    }

    @Test("Names that the machine does not have are told, all of them, each with its line")
    func unknown() {
        let yaml = """
            access:
              administrators: {users: [root, nobody-at-all]}
              clinicians:
                users: [alice, mallory]
                groups:
                  - ward
                  - bob
              observers: {groups: [alice]}

            """
        let advice = "create it, write a numeric id, or take it out"
        #expect(
            Self.problems(yaml) == [
                "f:3:34: access.administrators.users[1]: this machine has no user 'nobody-at-all': \(advice)",
                "f:5:20: access.clinicians.users[1]: this machine has no user 'mallory': \(advice)",
                "f:8:9: access.clinicians.groups[1]: this machine has no group 'bob': \(advice)",
            ])
    }
}
