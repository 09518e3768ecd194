import Access
import PumpModel
import Testing

@Suite("Signing in and out")
struct SignInTests {
    @Test(
        "A clinician signs in, by user id or by group; nobody else does",
        arguments: [
            (10, [UInt32](), true), (11, [100], true), (11, [7, 100, 8], true), (11, [], false), (20, [], false),
            (0, [0], false),
        ])
    func whoMay(_ user: UInt32, _ groups: [UInt32], _ may: Bool) {
        var desk = SignInDesk(policy: .ward())
        let events = desk.signIn(user, groups: groups, at: moment(0))
        #expect(events == (may ? [.began(user: user)] : [.refused(user: user, .notClinician)]))
        #expect(desk.isSignedIn(user, at: moment(0)) == may)
        #expect((desk.until(user, at: moment(0)) != nil) == may)
    }

    @Test("It is the user's own, and lasts for the policy's time to the millisecond", arguments: [1, 3, 15])
    func lasts(_ minutes: Int64) {
        let end = minutes * minute
        var desk = SignInDesk(policy: .ward(inactivityMilliseconds: end))
        _ = desk.signIn(10, groups: [], at: moment(0))
        #expect(!desk.isSignedIn(11, at: moment(0)))
        #expect(desk.isSignedIn(10, at: moment(end - 1)))
        #expect(!desk.isSignedIn(10, at: moment(end)))
        #expect(desk.until(10, at: moment(end - 1)) == moment(end).utc)
        #expect(desk.until(10, at: moment(end)) == nil)
        #expect(desk.nextEndUptimeMilliseconds == moment(end).uptimeMilliseconds)
        #expect(desk.expire(at: moment(end - 1)) == [])
        #expect(desk.expire(at: moment(end)) == [.ended(user: 10, .inactive)])
        #expect(desk.nextEndUptimeMilliseconds == nil)
    }

    @Test("An end is told once, in the order of users")
    func once() {
        var desk = SignInDesk(policy: .ward())
        for user: UInt32 in [12, 10, 11] { _ = desk.signIn(user, groups: [100], at: moment(0)) }
        let ends = [10, 11, 12].map { SignInEvent.ended(user: $0, .inactive) }
        #expect(desk.expire(at: moment(3 * minute)) == ends)
        #expect(desk.expire(at: moment(3 * minute)) == [])
    }

    @Test("Acting prolongs a sign-in that stands")
    func acting() {
        var desk = SignInDesk(policy: .ward())
        _ = desk.signIn(10, groups: [], at: moment(0))
        #expect(desk.acted(10, at: moment(2 * minute)) == [])
        #expect(desk.isSignedIn(10, at: moment(5 * minute - 1)))
        #expect(!desk.isSignedIn(10, at: moment(5 * minute)))
        // of one user only
        _ = desk.signIn(11, groups: [100], at: moment(4 * minute))
        #expect(desk.acted(11, at: moment(4 * minute + 1)) == [])
        #expect(!desk.isSignedIn(10, at: moment(5 * minute)))
    }

    @Test("Acting never begins a sign-in, nor revives one that ended")
    func actingTooLate() {
        var desk = SignInDesk(policy: .ward())
        #expect(desk.acted(10, at: moment(0)) == [])
        #expect(!desk.isSignedIn(10, at: moment(0)))
        _ = desk.signIn(10, groups: [], at: moment(0))
        #expect(desk.acted(10, at: moment(3 * minute)) == [.ended(user: 10, .inactive)])
        #expect(!desk.isSignedIn(10, at: moment(3 * minute)))
        #expect(desk.acted(10, at: moment(3 * minute + 1)) == [])
        #expect(!desk.isSignedIn(10, at: moment(3 * minute + 1)))
    }

    @Test("Signing in again prolongs; after the end it is another sign-in, and the end is told first")
    func again() {
        var desk = SignInDesk(policy: .ward())
        _ = desk.signIn(10, groups: [], at: moment(0))
        #expect(desk.signIn(10, groups: [], at: moment(minute)) == [.prolonged(user: 10)])
        #expect(desk.isSignedIn(10, at: moment(4 * minute - 1)))
        #expect(
            desk.signIn(10, groups: [], at: moment(4 * minute)) == [.ended(user: 10, .inactive), .began(user: 10)])
    }

    @Test("Signing out ends it at once, and is told only if there was something to end")
    func out() {
        var desk = SignInDesk(policy: .ward())
        _ = desk.signIn(10, groups: [], at: moment(0))
        _ = desk.signIn(11, groups: [100], at: moment(minute))
        #expect(desk.signOut(10, at: moment(minute)) == [.ended(user: 10, .signedOut)])
        #expect(!desk.isSignedIn(10, at: moment(minute)))
        #expect(desk.isSignedIn(11, at: moment(minute)))
        #expect(desk.signOut(10, at: moment(minute)) == [])
        // too late: it had ended by itself
        #expect(desk.signOut(11, at: moment(4 * minute)) == [.ended(user: 11, .inactive)])
    }

    @Test("A clock that reads less shortens nothing")
    func backwards() {
        var desk = SignInDesk(policy: .ward())
        _ = desk.signIn(10, groups: [], at: moment(minute))
        _ = desk.acted(10, at: moment(0))
        #expect(desk.isSignedIn(10, at: moment(4 * minute - 1)))
        _ = desk.signIn(10, groups: [], at: moment(0))
        #expect(desk.isSignedIn(10, at: moment(4 * minute - 1)))
    }

    @Test("No more than the limit; who is there is prolonged, and whoever goes makes room")
    func bound() {
        var desk = SignInDesk(policy: .ward())
        let users = (0..<UInt32(Limits.signedInUsers)).map { 1_000 + $0 }
        for user in users {
            #expect(desk.signIn(user, groups: [100], at: moment(0)) == [.began(user: user)])
        }
        #expect(desk.signIn(10, groups: [], at: moment(0)) == [.refused(user: 10, .noRoom)])
        #expect(!desk.isSignedIn(10, at: moment(0)))
        #expect(desk.signIn(users[0], groups: [100], at: moment(0)) == [.prolonged(user: users[0])])
        _ = desk.signOut(users[1], at: moment(0))
        #expect(desk.signIn(10, groups: [], at: moment(0)) == [.began(user: 10)])
        // those who were inactive make room as well
        let events = desk.signIn(11, groups: [100], at: moment(3 * minute))
        #expect(events.count == Limits.signedInUsers + 1 && events.last == .began(user: 11))
    }
}
