import PumpModel
import Testing
import WandProtocol

@testable import CommandQueue

/// Stops without number, of pumps that are there and of others: none keeps the one that matters from its pump.
struct CrowdedStopTests {
    private func invented(_ number: Int) -> PumpSerial { PumpSerial(checked: "S-\(number)") }
    private func read(_ number: Int) -> PumpSerial { PumpSerial(checked: "R-\(number)") }

    private func isStop(of pump: PumpSerial) -> (Envelope) -> Bool {
        { if case .stop(let request) = $0.message { request.pump == pump } else { false } }
    }

    @Test func inventedPumpsTakeNoPlaceFromOneThatIsThere() {
        var bench = QueueBench.ready()
        let refused = (0..<200).count { bench.refusal(bench.stop(invented($0)).ticket) != nil }
        #expect(refused == 200 - Limits.strangersPerWand)
        #expect(bench.queue.pumps.map(\.report.identity.serial) == [Fixture.pump])
        let (id, ticket) = bench.stop()
        #expect(bench.refusal(ticket) == nil && bench.state(id) == .committing)
        // one that comes into range and was never read is there as well
        let other = PumpSerial(checked: "P-2")
        bench.handle(.sessionLost)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status(other))
        let (second, answer) = bench.stop(other)
        #expect(bench.refusal(answer) == nil && bench.state(second) == .committing)
    }

    @Test func whatWasReadStaysWhereInventedOnesComeAndGo() {
        var bench = QueueBench.ready()
        for number in 0..<Limits.pumpsPerWand - 1 {
            bench.interrogate()
            bench.reply(.pumpReport(Fixture.report(serial: read(number))))
        }
        bench.handle(.sessionLost)
        for number in 0..<200 {
            bench.stop(invented(number))
            bench.persistAll()
            if number % Limits.strangersPerWand == 0 { bench.live(Limits.stopLifetimeMilliseconds) }
        }
        #expect(bench.queue.pumps.count >= Limits.pumpsPerWand - Limits.strangersPerWand)
        #expect(bench.queue.pumps.last?.report.identity.serial == read(Limits.pumpsPerWand - 2))
    }

    /// The line carries as many repetitions for many stops as for one, besides those for the pump in range.
    @Test func manyStopsShareTheLine() {
        var bench = QueueBench.ready()
        for number in 0..<Limits.strangersPerWand { bench.stop(invented(number)) }
        bench.stop()
        let before = bench.sent.count
        bench.live(8_000)
        let stops = bench.sent.dropFirst(before).filter { name($0.message) == "stop" }
        let turns = Int(8_000 / Limits.stopRepeatMilliseconds)
        #expect(stops.count(where: isStop(of: Fixture.pump)) == turns)
        #expect((turns / 2...turns).contains(stops.count { !isStop(of: Fixture.pump)($0) }))
        for number in 0..<Limits.strangersPerWand { #expect(stops.contains(where: isStop(of: invented(number)))) }
    }

    /// Who asks a thousand times in a second is heard once; another user, or the same one later, is heard again.
    @Test func askingWithoutPauseLeavesOneRecord() {
        var bench = QueueBench.at(.stopSend)
        let id = bench.subject
        func ask(_ userID: UInt32, _ number: UInt64) {
            let origin = Fixture.origin(userID: userID)
            bench.handle(.stop(Fixture.pump, origin, id: TransactionID(high: 7, low: number), Ticket(10_000 + number)))
        }
        bench.persistAll()
        let version = bench.queue.current(id)?.version ?? 0
        for number in 0..<1_000 as Range<UInt64> { ask(1_000, number) }
        #expect(bench.queue.current(id)?.version == version)
        ask(1_001, 1_001)
        #expect(bench.queue.current(id)?.version == version + 1)
        bench.pass(Limits.stopAskingMilliseconds)
        ask(1_000, 1_002)
        #expect(bench.queue.current(id)?.version == version + 2)
        bench.persistAll()
        let asked = bench.journalled.filter { if case .stopAskedAgain = $0 { true } else { false } }
        #expect(asked.count == 2)
        guard case .command(let answered) = bench.answer(Ticket(11_001)) else {
            Issue.record("not answered")
            return
        }
        #expect(answered.id == id)
    }

    /// Two stops under one key: the first ran out unsent, the second was carried out.
    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func aKeyOfTwoStopsNamesTheOneThatWasCarriedOut(_ seed: UInt64) {
        var bench = QueueBench.ready()
        let (first, second) = (TransactionID(high: seed, low: 1), TransactionID(high: seed, low: 2))
        bench.handle(.sessionLost)
        bench.handle(.stop(Fixture.pump, Fixture.origin("k"), id: first, Ticket(901)))
        bench.persistAll()
        bench.live(Limits.stopLifetimeMilliseconds)
        bench.persistAll()
        #expect(bench.state(first) == .expired)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status())
        bench.handle(.stop(Fixture.pump, Fixture.origin("k"), id: second, Ticket(902)))
        let sent = bench.sent.last { name($0.message) == "stop" }!
        bench.handle(.received(Envelope(requestID: sent.requestID, message: .stopped(Fixture.applied(second)))))
        bench.reply(.pumpReport(Fixture.report(.stopped, revision: Fixture.next)))
        bench.persistAll()
        #expect(bench.state(second) == .succeeded(revision: Fixture.next))
        let before = bench.count("stop")
        bench.handle(.stop(Fixture.pump, Fixture.origin("k"), id: TransactionID(high: seed, low: 3), Ticket(903)))
        bench.persistAll()
        guard case .command(let again) = bench.answer(Ticket(903)) else {
            Issue.record("not answered")
            return
        }
        #expect(again.id == second && bench.count("stop") == before)
    }
}
