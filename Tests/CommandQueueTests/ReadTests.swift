import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// Interrogations for clients: shared, bounded, and always answered.
@Suite struct ReadTests {
    @Test func oneFlightServesAllWhoWait() {
        var bench = QueueBench.ready()
        let before = bench.sent.count
        let tickets = (0..<10).map { _ in bench.interrogate() }
        #expect(bench.sent(since: before) == ["interrogate"])
        bench.reply(.pumpReport(Fixture.report(revision: ProgramRevision(11))))
        for ticket in tickets {
            guard case .pump(let known) = bench.answer(ticket) else {
                Issue.record("\(ticket) was not answered")
                continue
            }
            #expect(known.report.revision == ProgramRevision(11))
        }
        #expect(bench.queue.pumps.map(\.report.revision) == [ProgramRevision(11)])
    }

    @Test func waitersAreBounded() {
        var bench = QueueBench.ready()
        for _ in 0..<Limits.interrogationWaiters { bench.interrogate() }
        let one = bench.interrogate()
        #expect(bench.refusal(one) == .queueFull(limit: Limits.interrogationWaiters))
    }

    @Test(arguments: [
        (FaultCode.pumpOutOfRange, Refusal.noPumpInRange, 1),
        (.pumpFault, .device(code: 12, detail: "no"), 1),
        (.unsupportedMessage, .device(code: 2, detail: "no"), 1),
        (.busy, .noAnswer, 4),
        (.telemetryLost, .noAnswer, 4),
    ])
    func refusedReads(_ code: FaultCode, _ refusal: Refusal, _ tries: Int) {
        var bench = QueueBench.ready()
        let before = bench.count("interrogate")
        let ticket = bench.interrogate()
        for _ in 0..<tries {
            #expect(bench.answers[ticket] == nil)
            bench.reply(Fixture.fault(code))
        }
        #expect(bench.refusal(ticket) == refusal)
        #expect(bench.count("interrogate") == before + tries)
        // the tries of one read are not counted against the next
        let next = bench.interrogate()
        bench.reply(Fixture.fault(.busy))
        bench.reply(.pumpReport(Fixture.report()))
        #expect(bench.refusal(next) == nil && bench.answer(next) != nil)
    }

    @Test func failuresAfterTheLastWaiterLeftAreNotCounted() {
        var bench = QueueBench.ready()
        bench.interrogate()
        bench.live(Limits.readMilliseconds + Limits.requestMilliseconds)
        let next = bench.interrogate()
        while name(bench.sent.last!.message) != "interrogate" { bench.reply(Fixture.status()) }
        for _ in 0..<3 { bench.reply(Fixture.fault(.busy)) }
        #expect(bench.answers[next] == nil)
    }

    @Test func readThatIsNotAnsweredTimesOut() {
        var bench = QueueBench.ready()
        let ticket = bench.interrogate()
        bench.live(Limits.readMilliseconds - 1)
        #expect(bench.answers[ticket] == nil)
        bench.live(1)
        #expect(bench.refusal(ticket) == .noAnswer)
    }

    @Test func readOutlivesALostSessionButNotAClosedPort() {
        var bench = QueueBench.ready()
        let ticket = bench.interrogate()
        bench.reopen()
        bench.reply(.pumpReport(Fixture.report()))
        #expect(bench.answer(ticket) != nil)
        let other = bench.interrogate()
        bench.handle(.portClosed)
        #expect(bench.refusal(other) == .linkDown)
        let late = bench.interrogate()
        #expect(bench.refusal(late) == .linkDown)
    }

    @Test func readDuringAHandshakeThatNeverEndsSaysThatTheLinkIsDown() {
        var bench = QueueBench()
        bench.handle(.portOpened)
        let ticket = bench.interrogate()
        bench.live(Limits.readMilliseconds)
        #expect(bench.refusal(ticket) == .linkDown)
    }

    @Test func wandIsAskedEveryFiveSecondsEvenWhileClientsReadAllTheTime() {
        var bench = QueueBench.ready()
        let before = bench.count("readWandStatus")
        for _ in 0..<200 {
            bench.interrogate()
            if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
            bench.reply(.pumpReport(Fixture.report()))
            bench.live(100)
            if name(bench.sent.last!.message) == "readWandStatus" { bench.reply(Fixture.status()) }
        }
        #expect((3...4).contains(bench.count("readWandStatus") - before))
    }

    @Test func eventsArePassedOn() {
        var bench = QueueBench.ready()
        let event = PumpEvent(pump: Fixture.pump, number: 3, at: Fixture.at, kind: .alarmRaised(.motorStall))
        bench.handle(.received(Envelope(requestID: 0, message: .pumpEvent(event))))
        #expect(bench.observed.last == .event(event))
    }

    @Test func pumpsThatWereReadAreBounded() {
        var bench = QueueBench.ready()
        for number in 0..<200 {
            bench.interrogate()
            bench.reply(.pumpReport(Fixture.report(serial: PumpSerial(checked: "R-\(number)"))))
        }
        #expect(bench.queue.pumps.count == Limits.pumpsPerWand)
        #expect(bench.queue.pumps.last?.report.identity.serial.text == "R-199")
    }
}
