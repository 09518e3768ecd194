import PumpModel
import Synchronization
import Testing
import WandService

struct UserNamesTests {
    @Test func aNameIsAskedForOnceInAWhile() {
        let asked = Mutex<[UInt32]>([])
        let begin = ContinuousClock.now
        let passed = Mutex(Duration.zero)
        let names = UserNames(
            asking: { id in
                asked.withLock { $0.append(id) }
                return id == 7 ? nil : "user-\(id)"
            }, now: { begin.advanced(by: passed.withLock { $0 }) })
        for _ in 0..<100 { #expect(names.name(1_000) == "user-1000" && names.name(7) == nil) }
        #expect(asked.withLock { $0 } == [1_000, 7])
        passed.withLock { $0 = Limits.userNameLife }
        #expect(names.name(1_000) == "user-1000")
        #expect(asked.withLock { $0 } == [1_000, 7, 1_000])
    }

    @Test func theyAreBounded() {
        let count = Mutex(0)
        let names = UserNames(asking: { _ in
            count.withLock { $0 += 1 }
            return "u"
        })
        for id in 0...UInt32(Limits.userNames) { #expect(names.name(id) == "u") }
        #expect(count.withLock { $0 } == Limits.userNames + 1)
        // there was room for one more only after the others were let go
        #expect(names.name(0) == "u" && count.withLock { $0 } == Limits.userNames + 2)
    }
}
