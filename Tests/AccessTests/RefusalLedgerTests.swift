import Access
import PumpModel
import Testing

struct RefusalLedgerTests {
    private let limit = Limits.refusalNotesPerMinute

    private func refuse(
        _ ledger: inout RefusalLedger, _ user: UInt32 = 10, times: Int = 1, at now: Moment = moment(0)
    ) -> [AccessNote.Event] {
        (0..<times).flatMap { _ in ledger.refused(user, route: "submit", problem: "not-permitted", at: now) }
            .map(\.event)
    }

    private let told = AccessNote.Event.refused(route: "submit", problem: "not-permitted")

    @Test func eachIsToldAtOnce() {
        var ledger = RefusalLedger()
        let notes = ledger.refused(10, route: "stop", problem: "not-permitted", at: moment(5))
        let event = AccessNote.Event.refused(route: "stop", problem: "not-permitted")
        #expect(notes == [AccessNote(userID: 10, event: event, at: moment(5))])
    }

    @Test func ofAMinuteOnlySoManyAreToldOneByOne() {
        var ledger = RefusalLedger()
        #expect(refuse(&ledger, times: limit + 5).count == limit)
        // another user has an account of its own
        #expect(refuse(&ledger, 11) == [told])
    }

    @Test func theRestIsToldAsItsNumberOnceTheMinuteIsOver() {
        var ledger = RefusalLedger()
        _ = refuse(&ledger, times: limit + 5)
        #expect(ledger.due(at: moment(minute - 1)).isEmpty)
        let due = ledger.due(at: moment(minute))
        #expect(due == [AccessNote(userID: 10, event: .moreRefused(count: 5), at: moment(minute))])
        // once
        #expect(ledger.due(at: moment(10 * minute)).isEmpty)
    }

    @Test func whoIsRefusedLaterBringsTheNumbersThatAreDue() {
        var ledger = RefusalLedger()
        _ = refuse(&ledger, 12, times: limit + 2)
        _ = refuse(&ledger, 11, times: limit + 1)
        let events = ledger.refused(13, route: "submit", problem: "not-permitted", at: moment(minute))
        #expect(events.map(\.userID) == [11, 12, 13])
        #expect(events.map(\.event) == [.moreRefused(count: 1), .moreRefused(count: 2), told])
    }

    @Test func aMinuteBeginsWithItsFirstRefusal() {
        var ledger = RefusalLedger()
        _ = refuse(&ledger, at: moment(30_000))
        #expect(refuse(&ledger, times: limit, at: moment(80_000)).count == limit - 1)
        #expect(refuse(&ledger, at: moment(30_000 + minute - 1)).isEmpty)
        #expect(refuse(&ledger, at: moment(30_000 + minute)) == [.moreRefused(count: 2), told])
    }

    @Test func aQuietMinuteIsNotTold() {
        var ledger = RefusalLedger()
        _ = refuse(&ledger, times: limit)
        #expect(ledger.due(at: moment(minute)).isEmpty)
    }

    @Test func usersAreBounded() {
        var ledger = RefusalLedger()
        for user in 0..<UInt32(Limits.budgetedUsers) { #expect(refuse(&ledger, user) == [told]) }
        #expect(refuse(&ledger, 1_000_000).isEmpty)
        #expect(refuse(&ledger, 1_000_000, at: moment(minute)) == [told])
    }
}
