import AlarmDesk
import PumpModel
import Testing

/// The list of pumps at its limit, and pumps that leave it.
@Suite struct BoundTests {
    static func pump(_ number: Int) -> PumpSerial { PumpSerial(checked: "P-\(number)") }

    @Test func aQuietPumpMakesRoomAndThatIsTold() {
        let bench = DeskBench(limit: 2)
        bench.read(of: Self.pump(1))
        bench.pass(1)
        bench.read(of: Self.pump(2))
        bench.pass(1)
        bench.read(of: Self.pump(1))
        bench.read([.motorStall: 0], of: Self.pump(3))
        #expect(
            bench.last.map(\.word) == ["dropped P-2", "raised motorStall", "raised watchListFull", "sounding critical"])
        #expect(bench.desk.watchedPumps == [Self.pump(1), Self.pump(3)])
        #expect(bench.alarm(.watchListFull, of: nil)?.alarmClass == .nonCritical)
        bench.handle(.forget(Self.pump(1), by: 9))
        #expect(bench.last.map(\.word) == ["forgotten P-1 by 9", "cleared watchListFull"])
        bench.read(of: Self.pump(4))
        #expect(bench.last.isEmpty)
    }

    @Test func aPumpThatFindsNoRoomIsToldAloud() {
        let bench = DeskBench(limit: 3)
        bench.read([.lowReservoir: 0], of: Self.pump(1))
        bench.handle(.therapyWork(Self.pump(2), by: DeskBench.wand))
        bench.handle(.inDoubt(Self.pump(3), commands: 1))
        bench.read([.motorStall: 0], of: Self.pump(4))
        #expect(bench.last.map(\.word) == ["turnedAway P-4", "raised pumpNotWatched", "sounding critical"])
        #expect(bench.desk.watchedPumps.count == 3)
        // every event that would watch it is told; the ones that would not are not
        for event: AlarmEvent in [
            .mismatch(Self.pump(4)), .inDoubt(Self.pump(4), commands: 1), .therapyWork(Self.pump(4), by: nil),
            .openCommands(Self.pump(4), 1),
        ] {
            bench.handle(event)
            #expect(bench.last == [.turnedAway(Self.pump(4))])
        }
        for event: AlarmEvent in [
            .readBackMatched(Self.pump(4)), .inDoubt(Self.pump(4), commands: 0), .sessionActivity(Self.pump(4)),
            .openCommands(Self.pump(4), 0), .outOfRange(Self.pump(4)), .inRange(Self.pump(4), by: DeskBench.wand),
            .forget(Self.pump(4), by: 1),
        ] {
            bench.handle(event)
            #expect(bench.last.isEmpty)
        }
        bench.acknowledge(.pumpNotWatched, of: nil)
        #expect(bench.alarm(.pumpNotWatched, of: nil)?.isStanding == true)
        bench.handle(.forget(Self.pump(1), by: 9))
        #expect(bench.alarm(.pumpNotWatched, of: nil) == nil)
        bench.read([.motorStall: 0], of: Self.pump(4))
        #expect(bench.alarm(.motorStall, of: Self.pump(4))?.isSounding == true)
    }

    @Test(arguments: ["openCommands", "mismatch", "doubt", "session", "cleared"])
    func aPumpThatIsNotQuietKeepsItsPlace(_ why: String) {
        let bench = DeskBench(limit: 1)
        let pump = Self.pump(1)
        switch why {
        case "openCommands": bench.handle(.openCommands(pump, 1))
        case "mismatch": bench.handle(.mismatch(pump))
        case "doubt": bench.handle(.inDoubt(pump, commands: 1))
        case "session": bench.handle(.therapyWork(pump, by: nil))
        default:
            bench.read([.motorStall: 0], of: pump)
            bench.read(of: pump)
        }
        bench.read(of: Self.pump(2))
        #expect(bench.desk.watchedPumps == [pump])
    }

    @Test func aForgottenPumpLeavesOnlyWhatIsToBeAcknowledged() {
        let bench = DeskBench()
        bench.read([.motorStall: 0, .lowReservoir: 0])
        bench.handle(.therapyWork(DeskBench.pump, by: DeskBench.wand))
        bench.handle(.forget(DeskBench.pump, by: 9))
        #expect(
            bench.last.map(\.word) == [
                "forgotten PUMP-1 by 9", "cleared lowReservoir", "cleared motorStall stays", "sounding nothing",
            ])
        #expect(bench.desk.watchedPumps.isEmpty && bench.desk.nextDeadline == nil)
        bench.handle(.forget(DeskBench.pump, by: 9))
        #expect(bench.last.isEmpty)
        bench.acknowledge(.motorStall)
        #expect(bench.names.isEmpty)
    }

    @Test func aForgottenPumpThatIsReadIsWatchedAgain() {
        let bench = DeskBench()
        bench.read([.motorStall: 0])
        bench.handle(.forget(DeskBench.pump, by: 9))
        bench.read([.motorStall: 0])
        #expect(bench.desk.watchedPumps == [DeskBench.pump])
        #expect(bench.alarm(.motorStall)?.occurrences == 2 && bench.alarm(.motorStall)?.isSounding == true)
    }

    /// As many pumps as are watched, each with all its alarms: the list is as long as the table says, and no longer.
    @Test func theListIsBoundedByItsTable() {
        let bench = DeskBench(limit: 4)
        let all = Dictionary(uniqueKeysWithValues: AlarmCause.allCases.map { ($0, Int64(0)) })
        for _ in 1...50 {
            for number in 1...9 {
                bench.pass(1)
                bench.read(all, of: Self.pump(number), stoppedFor: 0)
                bench.handle(.mismatch(Self.pump(number)))
            }
        }
        #expect(bench.desk.watchedPumps.count == 4)
        // what the pumps report; stopped, mismatch, and so many stops; and that pumps were turned away
        #expect(bench.desk.shown.count == 4 * (AlarmCause.allCases.count + 3) + 1)
    }
}
