import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct VirtualWandTests {
    @Test func statusWithAndWithoutAPump() {
        var bench = WandBench()
        bench.now = 12_345
        bench.give(.frame(bench.host.frame(.ping)))
        bench.open(2)
        bench.ask(1, .readWandStatus)
        let inRange = WandStatus.Pump(serial: pumpSerial, isImplanted: false, strengthPercent: 80)
        #expect(
            bench.reply(1) == .wandStatus(WandStatus(uptimeSeconds: 12, clock: at(12_345).utc, pump: inRange)))
        bench.give(.fault(.range(isInRange: false)))
        bench.ask(2, .readWandStatus)
        bench.ask(3, .interrogate)
        #expect(
            bench.reply(2) == .wandStatus(WandStatus(uptimeSeconds: 12, clock: at(12_345).utc, pump: nil)))
        #expect(bench.reply(3)?.faultCode == .pumpOutOfRange)
    }

    @Test func strengthIsReported() {
        var bench = WandBench()
        bench.give(.fault(.strength(7)))
        bench.ask(1, .readWandStatus)
        guard case .wandStatus(let status) = bench.reply(1) else {
            Issue.record("no status")
            return
        }
        #expect(status.pump?.strengthPercent == 7)
    }

    @Test func requestsAreCarriedOutOneAfterTheOther() {
        var bench = WandBench(answerDelay: 100)
        for number in 1...3 as ClosedRange<UInt32> { bench.ask(number, .interrogate) }
        bench.run(to: 1_000)
        #expect(bench.heard.map(\.time) == [100, 200, 300])
        #expect(bench.replies == [1, 2, 3])
    }

    @Test func aStopOvertakesWhatWaits() {
        var bench = WandBench(answerDelay: 100)
        for number in 1...3 as ClosedRange<UInt32> { bench.ask(number, .interrogate) }
        bench.give(.frame(bench.host.urgentStop(9, 1)))
        bench.run(to: 1_000)
        #expect(bench.replies.filter { $0 != 0 } == [1, 9, 2, 3])
    }

    @Test func aStopIsNotRepeatedWhileItRunsAndIsAnsweredAgainLater() {
        var bench = WandBench(answerDelay: 600)
        for _ in 0..<4 {
            bench.give(.frame(bench.host.urgentStop(9, 1)))
            bench.run(to: bench.now + 250)
        }
        bench.run(to: 5_000)
        // those of 250 and 500 ms were dropped, that of 750 ms was carried out again
        let answers = bench.heard.filter { $0.envelope.requestID == 9 }
        #expect(answers.map(\.time) == [600, 1_350])
        #expect(answers.map(\.envelope.message.applied?.at) == [at(300).utc, at(300).utc])
        #expect(bench.persisted.appliedCount == 1)
    }

    @Test func aStopThatWaitsIsNotRepeated() {
        var bench = WandBench(answerDelay: 100)
        bench.ask(1, .interrogate)
        for _ in 0..<3 { bench.give(.frame(bench.host.urgentStop(9, 1))) }
        // only stops are repeated: the number of another request is no reason to drop one
        bench.give(.frame(bench.host.urgentStop(1, 2)))
        bench.run(to: 1_000)
        #expect(bench.replies.filter { $0 != 0 } == [1, 9, 1])
    }

    @Test func aStopThatWasRefusedOutOfRangeIsCarriedOutWhenItIsRepeated() {
        var bench = WandBench()
        bench.give(.fault(.range(isInRange: false)))
        bench.give(.frame(bench.host.urgentStop(9, 1)))
        #expect(bench.reply(9)?.faultCode == .pumpOutOfRange)
        bench.give(.fault(.range(isInRange: true)))
        bench.give(.frame(bench.host.urgentStop(9, 1)))
        #expect(bench.heard.last { $0.envelope.requestID == 9 }?.envelope.message.applied?.transaction == id(1))
        #expect(bench.persisted.program == .stopped)
        #expect(bench.persisted.appliedCount == 1)
    }

    @Test func onlyAStopIsUrgent() {
        var bench = WandBench()
        let body = Envelope(requestID: 4, message: .interrogate).encoded()
        bench.give(.frame(bench.host.frame(.urgent, body)))
        #expect(bench.reply(4)?.faultCode == .malformed)
    }

    @Test func theQueueIsBounded() {
        var bench = WandBench(answerDelay: 100)
        // one on its way, eight that wait
        for number in 1...10 as ClosedRange<UInt32> { bench.ask(number, .interrogate) }
        #expect(bench.replies == [10])
        #expect(bench.reply(10)?.faultCode == .busy)
        bench.ask(11, bench.stop(1))
        bench.run(to: 3_000)
        #expect(bench.replies.filter { $0 != 0 } == [10, 1, 11, 2, 3, 4, 5, 6, 7, 8, 9])
    }

    @Test(
        arguments: [
            ([0x99, 0x00, 5, 0, 0, 0], FaultCode.unsupportedMessage), ([0x01, 0x00, 5, 0, 0, 0, 7], .malformed),
            ([0x03, 0x00, 5, 0, 0, 0], .malformed), ([0x02, 0x80, 5, 0, 0, 0], .unsupportedMessage),
            ([0x01, 0x40, 5, 0, 0, 0], .unsupportedMessage), ([0x02, 0x80, 0, 0, 0, 0], nil),
            ([0x01, 0x40, 0, 0, 0, 0], nil), ([0x03, 0x00, 0, 0, 0, 0], nil), ([0x01, 0x00, 0, 0, 0, 0], nil),
            ([0x99, 0x00, 0, 0, 0, 0], nil), ([0x01, 0x00, 5, 0, 0], nil), ([], nil),
        ] as [([UInt8], FaultCode?)])
    func bodiesThatAreNoRequests(body: [UInt8], fault: FaultCode?) {
        var bench = WandBench()
        let sent = bench.give(.frame(bench.host.data(body: body)))
        #expect(bench.reply(5)?.faultCode == fault)
        // counted as frames: an answer to number 0 would not even decode
        #expect(sent.filter { $0.header.kind == .data }.count == (fault == nil ? 0 : 1))
        if case .fault(let refusal) = bench.reply(5) {
            #expect(refusal.requestType == UInt16(body[0]) | UInt16(body[1]) << 8)
        }
    }

    @Test func aReplyIsNoRequest() {
        var bench = WandBench()
        bench.ask(5, .discarded(TransactionStatus(transaction: id(1), outcome: .unknown)))
        #expect(bench.reply(5)?.faultCode == .unsupportedMessage)
    }

    @Test func withoutTherapyOnlyReadsAndStop() {
        var bench = WandBench(capabilities: [])
        bench.ask(1, .discard(TransactionRequest(pump: pumpSerial, transaction: id(1))))
        bench.ask(2, .interrogate)
        bench.ask(3, bench.stop(1))
        // whatever the body
        for type in 3...6 as ClosedRange<UInt8> {
            bench.give(.frame(bench.host.data(body: [type, 0, 10 + type, 0, 0, 0, 1])))
            #expect(bench.reply(UInt32(10 + type))?.faultCode == .unsupportedMessage)
        }
        #expect(bench.reply(1)?.faultCode == .unsupportedMessage)
        #expect(bench.reply(2)?.faultCode == nil)
        #expect(bench.reply(3)?.applied != nil)
        // nor events, which were not negotiated
        #expect(bench.replies == [1, 2, 3, 13, 14, 15, 16])
    }

    @Test func aPumpLostBeforeTheRequestArrivesWasCertainlyNotAsked() {
        var bench = WandBench(answerDelay: 100)
        bench.ask(1, bench.stop(1))
        bench.run(to: 49)
        bench.give(.fault(.range(isInRange: false)))
        bench.run(to: 500)
        #expect(bench.reply(1)?.faultCode == .pumpOutOfRange)
        #expect(bench.persisted.appliedCount == 0)
    }

    @Test(arguments: [true, false])
    func aPumpLostWhileItsAnswerIsAwaited(comesBack: Bool) {
        var bench = WandBench(answerDelay: 100)
        bench.ask(1, bench.stop(1))
        bench.run(to: 51)
        bench.give(.fault(.range(isInRange: false)))
        if comesBack { bench.give(.fault(.range(isInRange: true))) }
        bench.run(to: 500)
        #expect(bench.reply(1)?.faultCode == .telemetryLost)
        #expect(bench.persisted.appliedCount == 1)
    }

    @Test(
        arguments: [
            (AnswerFault.swallowed, nil, 1), (.answerLost, .telemetryLost, 1), (.requestLost, .telemetryLost, 0),
        ] as [(AnswerFault, FaultCode?, UInt32)])
    func answerFaults(fault: AnswerFault, code: FaultCode?, applied: UInt32) {
        var bench = WandBench()
        bench.give(.fault(.strike(fault, next: 1, of: .stop)))
        bench.ask(1, bench.stop(1))
        #expect(bench.reply(1)?.faultCode == code)
        #expect((bench.reply(1) == nil) == (code == nil))
        #expect(bench.persisted.appliedCount == applied)
        // the next one is as always
        bench.ask(2, bench.stop(1))
        #expect(bench.reply(2)?.applied != nil)
        #expect(bench.persisted.appliedCount == 1)
    }

    @Test func memoryIsPersistedBeforeTheAnswer() {
        var bench = WandBench()
        let frame = bench.host.data(1, bench.stop(1))
        let actions = bench.wand.handle(.frame(frame), at: 0)
        let persist = actions.firstIndex { if case .persist = $0 { true } else { false } }
        let answer = actions.firstIndex {
            if case .transmit(let sent) = $0 { sent.header.kind == .data } else { false }
        }
        #expect(persist != nil && answer != nil)
        if let persist, let answer { #expect(persist < answer) }
    }

    @Test func aNewSessionForgetsWhatWaitsAndDropsOldAnswers() {
        var bench = WandBench(answerDelay: 100)
        bench.ask(1, bench.stop(1))
        bench.ask(2, bench.stop(2))
        bench.run(to: 60)
        bench.open(2)
        bench.ask(3, .interrogate)
        bench.run(to: 1_000)
        // the first stop was on its way and is finished, silently; the second was forgotten
        #expect(bench.replies.filter { $0 != 0 } == [3])
        #expect(bench.persisted.history.map(\.applied.transaction) == [id(1)])
        // the new session's request waited until the old one was done
        #expect(bench.heard.last { $0.envelope.requestID == 3 }?.time == 200)
    }

    @Test func aRebootForgetsTheSessionAndNotThePump() {
        var bench = WandBench(answerDelay: 100)
        bench.run(to: 5_000)
        bench.ask(1, bench.stop(1))
        bench.give(.fault(.reboot))
        bench.run(to: 6_000)
        #expect(bench.replies.isEmpty)
        #expect(!bench.wand.isInSession)
        #expect(bench.persisted.appliedCount == 0)
        let reset = bench.give(.frame(bench.host.frame(.ping)))
        #expect(reset.map(\.header.kind).allSatisfy { $0 == .reset })
        bench.open(2)
        bench.ask(1, .readWandStatus)
        guard case .wandStatus(let status) = bench.reply(1) else {
            Issue.record("no status")
            return
        }
        #expect(status.uptimeSeconds == 1)
    }

    @Test func aPowerCutOfThePumpForgetsItsStage() {
        var bench = WandBench()
        let stage = StageRequest(
            pump: pumpSerial, transaction: id(1), baseRevision: ProgramRevision(1), lifetime: .day,
            change: PumpChange(program: continuous(110)))
        bench.ask(1, .stage(stage))
        #expect(bench.wand.pump.stagedTransaction == id(1))
        bench.give(.fault(.powerCut))
        #expect(bench.wand.pump.stagedTransaction == nil)
    }
}
