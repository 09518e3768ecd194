import Access
import PumpModel
import Testing

@Suite("Sign-ins under a new policy")
struct SignInPolicyTests {
    /// Signed in at 0: user 10 by its id, user 11 by group 100.
    private static func desk() -> SignInDesk {
        var desk = SignInDesk(policy: .ward())
        _ = desk.signIn(10, groups: [7], at: moment(0))
        _ = desk.signIn(11, groups: [7, 100], at: moment(0))
        return desk
    }

    @Test("The same roles change nothing")
    func same() {
        var desk = Self.desk()
        #expect(desk.adopt(.ward(), at: moment(minute)) == [])
        #expect(desk.isSignedIn(10, at: moment(minute)) && desk.isSignedIn(11, at: moment(minute)))
        // nor is it an act of theirs
        #expect(!desk.isSignedIn(10, at: moment(3 * minute)))
    }

    @Test("Who is no clinician any more is signed out; other roles do not help")
    func deprived() {
        var desk = Self.desk()
        let policy = AccessPolicy([
            .observer: .init(users: [10], groups: [100]), .clinician: .init(groups: [100]),
            .administrator: .init(users: [10]),
        ])
        #expect(desk.adopt(policy, at: moment(minute)) == [.ended(user: 10, .notClinician)])
        #expect(!desk.isSignedIn(10, at: moment(minute)))
        #expect(desk.isSignedIn(11, at: moment(minute)))
        #expect(desk.policy == policy)
        #expect(desk.signIn(10, groups: [7], at: moment(minute)) == [.refused(user: 10, .notClinician)])
    }

    @Test("A clinician by another way stays one: by id instead of group, by one group of two")
    func otherWay() {
        var desk = Self.desk()
        #expect(desk.adopt(AccessPolicy([.clinician: .init(users: [10, 11])]), at: moment(1)) == [])
        #expect(desk.isSignedIn(11, at: moment(1)))
        var other = SignInDesk(policy: AccessPolicy([.clinician: .init(groups: [100, 101])]))
        _ = other.signIn(11, groups: [100, 101], at: moment(0))
        #expect(other.adopt(AccessPolicy([.clinician: .init(groups: [101])]), at: moment(1)) == [])
    }

    @Test("A group that gave nothing when the user signed in does not count later")
    func groupOfLater() {
        var desk = Self.desk()
        let policy = AccessPolicy([.clinician: .init(groups: [7])])
        #expect(
            desk.adopt(policy, at: moment(1)) == [.ended(user: 10, .notClinician), .ended(user: 11, .notClinician)])
        #expect(desk.signIn(10, groups: [7], at: moment(1)) == [.began(user: 10)])
    }

    @Test("A user who lost the group is signed out when asking again")
    func lostGroup() {
        var desk = Self.desk()
        #expect(
            desk.signIn(11, groups: [7], at: moment(1))
                == [.ended(user: 11, .notClinician), .refused(user: 11, .notClinician)])
        #expect(!desk.isSignedIn(11, at: moment(1)))
    }

    @Test("Another inactivity counts from the last act: shorter may end a sign-in at once, longer prolongs")
    func inactivity() {
        var desk = Self.desk()
        _ = desk.acted(11, at: moment(minute))
        #expect(
            desk.adopt(.ward(inactivityMilliseconds: 2 * minute), at: moment(2 * minute))
                == [.ended(user: 10, .inactive)])
        #expect(desk.isSignedIn(11, at: moment(3 * minute - 1)))
        #expect(!desk.isSignedIn(11, at: moment(3 * minute)))
        #expect(desk.adopt(.ward(inactivityMilliseconds: 15 * minute), at: moment(2 * minute)) == [])
        #expect(desk.isSignedIn(11, at: moment(16 * minute - 1)))
    }

    @Test("What ended before the new policy came ended by inactivity, whatever the policy says")
    func before() {
        var desk = Self.desk()
        let events = desk.adopt(AccessPolicy(inactivity: TimeSpan(checked: 15 * minute)), at: moment(3 * minute))
        #expect(events == [.ended(user: 10, .inactive), .ended(user: 11, .inactive)])
    }
}
