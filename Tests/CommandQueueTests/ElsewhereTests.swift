import CommandQueue
import PumpModel
import Testing
import WandProtocol

/// Changes of the pump that no command known here explains: each is told once, by whom it may be.
struct ElsewhereTests {
    private static let told = [Alert.changedElsewhere(Fixture.pump, from: Fixture.base, to: Fixture.next)]

    private func read(_ revision: ProgramRevision, _ bench: inout QueueBench) {
        bench.interrogate()
        bench.reply(.pumpReport(Fixture.report(revision: revision)))
    }

    @Test func betweenTwoReadings() {
        var bench = QueueBench.ready()
        read(Fixture.next, &bench)
        read(Fixture.next, &bench)
        #expect(bench.alerts == Self.told)
        #expect(bench.journalled == [.changedElsewhere(Fixture.pump, from: Fixture.base, to: Fixture.next)])
    }

    /// A pump may say any number: the highest there is, and one below what it said before.
    @Test(arguments: [ProgramRevision(.max), ProgramRevision(0)])
    func whateverNumberThePumpSays(_ revision: ProgramRevision) {
        var bench = QueueBench.at(.readBack)
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        bench.persistAll()
        read(Fixture.next, &bench)
        read(revision, &bench)
        #expect(bench.alerts == [.changedElsewhere(Fixture.pump, from: Fixture.next, to: revision)])
    }

    /// A pump that calls the change that it applied the last number there is.
    @Test func theHighestNumberMayBeOurs() {
        var bench = QueueBench.at(.commitAnswer)
        bench.reply(.committed(Fixture.applied(bench.subject, ProgramRevision(.max))))
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: ProgramRevision(.max))))
        bench.persistAll()
        read(ProgramRevision(.max), &bench)
        let gap = Alert.changedElsewhere(
            Fixture.pump, from: Fixture.base, to: ProgramRevision(.max - 1))
        #expect(bench.alerts == [gap])
    }

    @Test func theFirstReadingOfAPumpThatNothingIsKnownOfTellsNothing() {
        let bench = QueueBench.ready()
        #expect(bench.alerts.isEmpty && bench.journalled.isEmpty)
    }

    /// A run that ends after its stop has left and before the record of it is durable: the next one knows nothing of it.
    @Test(arguments: [false, true]) func aStopWhoseRecordWasLostWithItsRun(_ isStoppedAgain: Bool) throws {
        var earlier = QueueBench.at(.readBack)
        earlier.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        earlier.persistAll()
        let last = try #require(earlier.durableRecords.last)
        #expect(last.state == .succeeded(revision: Fixture.next))
        earlier.stop()
        #expect(earlier.sent.last.map { name($0.message) } == "stop")

        var bench = QueueBench()
        bench.handle(.restore([RestoredCommand(command: last, isOfThisBoot: true)]))
        bench.handle(.portOpened)
        bench.handle(.sessionOpened(.all))
        bench.reply(Fixture.status())
        let lost = ProgramRevision(Fixture.next.number + 1)
        if isStoppedAgain {
            let stop = bench.stop().id
            let stopped = ProgramRevision(lost.number + 1)
            bench.reply(.stopped(Fixture.applied(stop, stopped)))
            bench.reply(.pumpReport(Fixture.report(.stopped, revision: stopped)))
            #expect(bench.state(stop) == .succeeded(revision: stopped))
            read(stopped, &bench)
        } else {
            bench.interrogate()
            bench.reply(.pumpReport(Fixture.report(.stopped, revision: lost)))
        }
        bench.persistAll()
        #expect(bench.alerts == [.changedElsewhere(Fixture.pump, from: Fixture.next, to: lost)])
        #expect(bench.journalled.contains(.changedElsewhere(Fixture.pump, from: Fixture.next, to: lost)))
    }

    /// What is in doubt may have done it: nobody else is named before the pump was asked.
    @Test(arguments: [true, false]) func notWhileAnOutcomeIsNotKnown(_ wasApplied: Bool) {
        let found = RecoveryTests.Found(.commitAnswer)
        var bench = found.restored()
        bench.handle(.portOpened)
        bench.interrogate()
        bench.handle(.sessionOpened(.all))
        while let last = bench.sent.last.map({ name($0.message) }), last != "queryTransaction" {
            bench.reply(last == "interrogate" ? .pumpReport(Fixture.report(revision: Fixture.next)) : Fixture.status())
        }
        #expect(bench.alerts == [.inDoubt(found.subject)])
        let outcome = TransactionStatus.Outcome.applied(revision: Fixture.next, at: Fixture.at)
        bench.reply(Fixture.transaction(found.subject, wasApplied ? outcome : .unknown))
        bench.reply(.pumpReport(Fixture.report(Fixture.new, revision: Fixture.next)))
        read(Fixture.next, &bench)
        #expect(bench.alerts == [.inDoubt(found.subject)] + (wasApplied ? [] : Self.told))
    }
}
