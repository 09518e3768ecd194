import Dosing
import PumpModel
import Testing
import WandProtocol

@testable import CommandQueue

/// What a lane tells the rules about the therapy until now.
struct HistoryTests {
    private static let hour: Int64 = 3_600_000

    private func applied(
        _ revision: UInt32, from old: Program, to new: Program, atHour hour: Int64, after hours: Int64 = 0,
        passing soft: [SoftLimit] = []
    ) throws -> Command {
        let at = Fixture.at.advanced(byMilliseconds: hour * Self.hour)
        var report = Fixture.report(old, revision: ProgramRevision(revision - 1))
        report.programmedAt = report.clock.advanced(byMilliseconds: -hours * Self.hour)
        let proposal = try #require(Proposal(PumpChange(program: new), on: report, softLimits: soft))
        let state = CommandState.succeeded(revision: ProgramRevision(revision))
        return Command(
            id: TransactionID(high: 7, low: UInt64(revision)), pump: Fixture.pump,
            order: .change(PumpChange(program: new), base: ProgramRevision(revision - 1)), origin: Fixture.origin(),
            acceptedAt: at, deadline: Command.Deadline(after: 1, from: Moment(uptimeMilliseconds: 0, utc: at)),
            state: state, proposal: proposal, version: 1, history: [Command.Passage(state: state, at: at)])
    }

    private func history(_ commands: [Command], revision: UInt32, appliedCount: UInt32) -> TherapyHistory {
        var lane = TherapyLane(pump: Fixture.pump)
        for command in commands { lane.commands[command.id] = command }
        var report = Fixture.report(revision: ProgramRevision(revision))
        report.appliedCount = appliedCount
        return lane.history(report)
    }

    private func daily(_ micrograms: Int64) -> Program { .simpleContinuous(DailyDose(checked: micrograms * 1_000)) }

    private func at(_ hour: Int64) -> Timestamp { Fixture.at.advanced(byMilliseconds: hour * Self.hour) }

    /// A refill of 500 after 2000 mcg/mL whose bridge lasts 64 h, and what was done with it.
    @Test(arguments: [
        // cut by a stop after an hour; started again; and long enough since
        (stopAtHour: Int64(1), sinceProgrammed: Int64(0), isStarted: false, perMilleOfLine: Int64(1_000), holds: true),
        (1, 900, false, 1_000, true), (1, 1, true, 1_000, true), (1, 13, true, 1_000, true),
        (1, 15, true, 1_000, false),
        // cut in its last hour, and not at all
        (63, 0, false, 1_000, true), (64, 0, false, 1_000, false), (64, 1, true, 1_000, false),
        // one that somebody made too small empties no line, however long it ran
        (64, 0, false, 951, false), (64, 0, false, 940, true), (64, 0, false, 10, true), (64, 15, true, 10, false),
    ])
    func aCutBridgeIsKnownUntilTheLineIsThrough(
        stopAtHour: Int64, sinceProgrammed: Int64, isStarted: Bool, perMilleOfLine: Int64, holds: Bool
    ) throws {
        let line = try #require(Fixture.report().setUp?.lineVolume)
        let volume = Volume(checked: line.nanoliters * perMilleOfLine / 1_000)
        let bridge = try #require(TimedVolume(volume: volume, duration: TimeSpan(checked: 64 * 3_600_000)))
        let bridged = try #require(Program(base: .simpleContinuous(DailyDose(checked: 300_000)), once: .bridge(bridge)))
        let refill = Refill(
            withdrawn: Volume(checked: 5_000_000), filled: Volume(checked: 18_000_000), drug: .baclofen,
            concentration: Concentration(checked: 500))
        func applied(_ revision: UInt32, _ change: PumpChange, atHour: Int64) throws -> Command {
            let report = Fixture.report(daily(300), revision: ProgramRevision(revision - 1), concentration: 2_000)
            let proposal = try #require(Proposal(change, on: report, softLimits: []))
            let state = CommandState.succeeded(revision: ProgramRevision(revision))
            return Command(
                id: TransactionID(high: 7, low: UInt64(revision)), pump: Fixture.pump,
                order: .change(change, base: ProgramRevision(revision - 1)), origin: Fixture.origin(),
                acceptedAt: at(atHour),
                deadline: Command.Deadline(after: 1, from: Moment(uptimeMilliseconds: 0, utc: at(0))),
                state: state, proposal: proposal, version: 1, history: [Command.Passage(state: state, at: at(atHour))])
        }
        var commands = [
            try applied(2, PumpChange(program: bridged, refill: refill), atHour: 0),
            try applied(3, PumpChange(program: .stopped), atHour: stopAtHour),
        ]
        if isStarted { commands.append(try applied(4, PumpChange(program: daily(300)), atHour: stopAtHour + 5)) }
        var lane = TherapyLane(pump: Fixture.pump)
        for command in commands { lane.commands[command.id] = command }
        var report = Fixture.report(
            isStarted ? daily(300) : .stopped, revision: ProgramRevision(isStarted ? 4 : 3), concentration: 500)
        report.programmedAt = report.clock.advanced(byMilliseconds: -sinceProgrammed * Self.hour)
        #expect((lane.history(report).lineHolds == Concentration(checked: 2_000)) == holds)
    }

    @Test func increasesStartsAndBolusesAreFound() throws {
        let bolus = try #require(Bolus(dose: Dose(checked: 5_000), duration: TimeSpan(checked: 60_000)))
        let commands = [
            try applied(2, from: .minimumRate, to: daily(50), atHour: 1),
            try applied(3, from: daily(50), to: daily(60), atHour: 30),
            try applied(4, from: daily(60), to: .singleBolus(bolus, base: DailyDose(checked: 60_000)), atHour: 40),
            try applied(5, from: daily(60), to: daily(55), atHour: 50),
        ]
        let found = history(commands, revision: 5, appliedCount: 4)
        #expect(
            found
                == TherapyHistory(
                    lastIncreaseAt: at(30), firstStartAt: at(1), lastBolusAt: at(40), isPastFirstIncrease: true,
                    isComplete: true))
    }

    @Test func aTherapyThatWasChangedRanBefore() throws {
        // who began it is not known, and that it ran when it was first changed is
        let commands = [
            try applied(9, from: daily(60), to: daily(55), atHour: 5),
            try applied(10, from: daily(55), to: daily(50), atHour: 50),
        ]
        let found = history(commands, revision: 10, appliedCount: 9)
        #expect(found.firstStartAt == at(5) && !found.isPastFirstIncrease)
        // unless the pump has said for how long
        let old = [try applied(9, from: daily(60), to: daily(55), atHour: 5, after: 7 * 24)]
        #expect(history(old, revision: 9, appliedCount: 9).firstStartAt == at(5 - 7 * 24))
        // a start that is known here is later than the therapy before it
        let again = [
            try applied(9, from: daily(60), to: .minimumRate, atHour: 5),
            try applied(10, from: .minimumRate, to: daily(50), atHour: 50),
        ]
        #expect(history(again, revision: 10, appliedCount: 9).firstStartAt == at(5))
    }

    @Test func anIncreaseThatWasDueIsTheFirst() throws {
        func isPast(_ soft: [SoftLimit]) throws -> Bool {
            let command = try applied(9, from: daily(300), to: daily(330), atHour: 5, passing: soft)
            return history([command], revision: 9, appliedCount: 8).isPastFirstIncrease
        }
        #expect(try isPast([]))
        #expect(try isPast([.increase(basisPoints: 1_000, allowedPercent: 5)]))
        #expect(try !isPast([.increaseAfterStart(elapsed: .zero, interval: .day)]))
        // a start is no increase of a therapy
        let start = try applied(9, from: .minimumRate, to: daily(330), atHour: 5)
        #expect(!history([start], revision: 9, appliedCount: 8).isPastFirstIncrease)
    }

    @Test func aRiseOnOneWeekdayIsAnIncrease() throws {
        func week(_ sunday: Int64) throws -> Program {
            func day(_ micrograms: Int64) throws -> DaySchedule {
                let rate = HourlyDose(checked: micrograms * 1_000)
                return try #require(DaySchedule(steps: [RateStep(startMinute: 0, rate: rate)]))
            }
            let days = try Array(repeating: day(20), count: 6) + [day(sunday)]
            return .flex(try #require(FlexSchedule(week: days, utcOffsetMinutes: 0)))
        }
        let commands = [
            try applied(2, from: try week(10), to: try week(10), atHour: 1),
            try applied(3, from: try week(10), to: try week(15), atHour: 5),
            try applied(4, from: try week(15), to: try week(5), atHour: 9),
        ]
        #expect(history(commands, revision: 4, appliedCount: 3).lastIncreaseAt == at(5))
    }

    @Test func whatCameBeforeTheOldestKnownMayHaveBeenAnything() throws {
        // a decrease by this wand, the change before it by another
        let found = history([try applied(9, from: daily(60), to: daily(55), atHour: 5)], revision: 9, appliedCount: 8)
        #expect(found.lastIncreaseAt == at(5) && found.lastBolusAt == at(5) && found.isComplete)
    }

    @Test func aGapIsNotBridged() throws {
        let commands = [
            try applied(7, from: daily(50), to: daily(60), atHour: 1),
            try applied(9, from: daily(70), to: daily(65), atHour: 5),
        ]
        #expect(history(commands, revision: 9, appliedCount: 8).lastIncreaseAt == at(5))
    }

    @Test func whereThePresentProgramIsAnothersNothingIsKnown() throws {
        let commands = [try applied(7, from: daily(50), to: daily(60), atHour: 1)]
        #expect(history(commands, revision: 8, appliedCount: 7) == TherapyHistory(isComplete: false))
        #expect(history([], revision: 1, appliedCount: 0) == .unknown)
    }
}
