import Access
import PumpModel
import Testing

@Suite("How many requests a user may make")
struct RequestBudgetTests {
    private static let burst = Limits.requestBurst
    private static let rate = Limits.requestsPerSecond

    /// Takes until refused; how many were granted.
    private static func drain(_ budget: inout RequestBudget, _ user: UInt32, at now: Int64) -> Int {
        var granted = 0
        while granted <= 10 * burst, budget.take(user, uptimeMilliseconds: now) == .granted { granted += 1 }
        return granted
    }

    @Test("A burst at once, wherever the clock begins", arguments: [0, 1, -5_000_000, Int64.max, Int64.min])
    func burst(_ now: Int64) {
        var budget = RequestBudget()
        #expect(Self.drain(&budget, 7, at: now) == Self.burst)
        #expect(budget.take(7, uptimeMilliseconds: now) == .refused(retryAfterSeconds: 1))
    }

    @Test("Then as many as the rate gives", arguments: [1, 2, 3])
    func rate(_ seconds: Int64) {
        var budget = RequestBudget()
        _ = Self.drain(&budget, 7, at: 0)
        #expect(Self.drain(&budget, 7, at: seconds * 1_000) == min(Self.burst, Int(seconds) * Self.rate))
    }

    @Test("Parts of a request add up: nothing is lost between refusals")
    func parts() {
        var budget = RequestBudget()
        _ = Self.drain(&budget, 7, at: 0)
        let granted = (1...Int64(10_000)).count { budget.take(7, uptimeMilliseconds: $0) == .granted }
        #expect(granted == 10 * Self.rate)
    }

    @Test("Never more than a burst, however long the pause; backwards gives nothing")
    func full() {
        var budget = RequestBudget()
        _ = Self.drain(&budget, 7, at: 0)
        #expect(Self.drain(&budget, 7, at: .max) == Self.burst)
        #expect(Self.drain(&budget, 7, at: 0) == 0)
        // nor does going back and forth
        #expect(Self.drain(&budget, 7, at: .max) == 0)
    }

    @Test("Users do not take from each other")
    func apart() {
        var budget = RequestBudget()
        _ = Self.drain(&budget, 7, at: 0)
        #expect(Self.drain(&budget, 0, at: 0) == Self.burst)
    }

    @Test("After the time that was told a request is granted")
    func retry() {
        var budget = RequestBudget()
        _ = Self.drain(&budget, 7, at: 0)
        guard case .refused(let seconds) = budget.take(7, uptimeMilliseconds: 0) else {
            Issue.record("not refused")
            return
        }
        #expect(budget.take(7, uptimeMilliseconds: seconds * 1_000) == .granted)
    }

    @Test("No more users than the limit: one more waits until one of them can be forgotten, and gains nothing")
    func bound() {
        var budget = RequestBudget()
        let users = (0..<UInt32(Limits.budgetedUsers)).map { 1_000 + $0 }
        // each needs a second to become full again, and one request's time more
        let part = Self.rate + 1
        for user in users { for _ in 0..<part { _ = budget.take(user, uptimeMilliseconds: 0) } }
        let full = Int64(part * 1_000 / Self.rate)
        #expect(budget.take(7, uptimeMilliseconds: 0) == .refused(retryAfterSeconds: 2))
        #expect(budget.userCount == Limits.budgetedUsers)
        // one who is kept still gets what is due
        for _ in 0..<2 * Self.rate { #expect(budget.take(users[0], uptimeMilliseconds: 0) == .granted) }
        // the wait is for the first that can be forgotten
        #expect(budget.take(7, uptimeMilliseconds: 0) == .refused(retryAfterSeconds: 2))
        #expect(budget.take(7, uptimeMilliseconds: full - 1) == .refused(retryAfterSeconds: 1))
        #expect(budget.take(7, uptimeMilliseconds: full) == .granted)
        // who is not full was kept
        #expect(budget.userCount == 2)
        #expect(Self.drain(&budget, users[0], at: full) == Self.burst - 2 * Self.rate)
    }

    @Test("Forgetting spares those who are not full yet")
    func spared() {
        var budget = RequestBudget()
        let users = (0..<UInt32(Limits.budgetedUsers)).map { 1_000 + $0 }
        for user in users { _ = budget.take(user, uptimeMilliseconds: 0) }
        _ = Self.drain(&budget, users[0], at: 0)
        // the others are full after one request's time
        #expect(budget.take(7, uptimeMilliseconds: 1_000) == .granted)
        #expect(budget.userCount == 2)
        #expect(Self.drain(&budget, users[0], at: 1_000) == Self.rate)
    }
}
