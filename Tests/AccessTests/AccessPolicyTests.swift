import Access
import PumpModel
import Testing

@Suite("Who has which role")
struct AccessPolicyTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var user: UInt32
        var groups: [UInt32]
        var roles: Set<Role>

        var testDescription: String { "user \(user) in \(groups)" }
    }

    private static let policy = AccessPolicy([
        .observer: .init(users: [1], groups: [51, 52]),
        .clinician: .init(users: [2, 3], groups: [52]),
        .administrator: .init(users: [3], groups: [0]),
    ])

    @Test(
        "By the user's id, by any group, and by both together",
        arguments: [
            Case(user: 1, groups: [], roles: [.observer]),
            Case(user: 2, groups: [], roles: [.clinician]),
            Case(user: 3, groups: [], roles: [.clinician, .administrator]),
            Case(user: 9, groups: [51], roles: [.observer]),
            Case(user: 9, groups: [8, 7, 51], roles: [.observer]),
            Case(user: 9, groups: [52], roles: [.observer, .clinician]),
            Case(user: 3, groups: [51], roles: Set(Role.allCases)),
            Case(user: 9, groups: [0], roles: [.administrator]),
            // neither by a group with the user's number, nor the other way round
            Case(user: 51, groups: [1, 2, 3], roles: []),
            Case(user: 9, groups: [], roles: []),
            // root is a user like others
            Case(user: 0, groups: [], roles: []),
        ])
    func roles(_ given: Case) {
        #expect(Self.policy.roles(userID: given.user, groupIDs: given.groups) == given.roles)
    }

    @Test("Nobody has a role when none is given, root included", arguments: [0, 1, UInt32.max])
    func nobody(_ user: UInt32) {
        let policy = AccessPolicy()
        #expect(policy.roles(userID: user, groupIDs: [0, 1, user]) == [])
        #expect(policy.givesNothing)
        #expect(policy.secondPerson == .never)
        #expect(policy.inactivity.milliseconds == 3 * minute)
        #expect(AccessPolicy.inactivityRange.contains(policy.inactivity))
    }

    @Test("A role that is given to nobody is as one that is not given")
    func emptyHolders() {
        #expect(AccessPolicy([.observer: .init(), .clinician: .init()]) == AccessPolicy())
        #expect(AccessPolicy([.observer: .init()]).givesNothing)
        #expect(!AccessPolicy([.observer: .init(groups: [5])]).givesNothing)
        #expect(Self.policy[.clinician] == .init(users: [2, 3], groups: [52]))
        #expect(AccessPolicy()[.clinician] == .init())
    }

    @Test(
        "When another user has to confirm",
        arguments: [
            (SecondPerson.never, false, false), (.overrides, false, true), (.always, true, true),
        ])
    func secondPerson(_ setting: SecondPerson, _ plain: Bool, _ override: Bool) {
        #expect(setting.isNeeded(overridesLimit: false) == plain)
        #expect(setting.isNeeded(overridesLimit: true) == override)
    }

    @Test("Roles have an order, for those who list them")
    func order() {
        #expect(Set(Role.allCases).sorted() == [.observer, .clinician, .administrator])
    }
}
