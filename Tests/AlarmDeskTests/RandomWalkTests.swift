import AlarmDesk
import PumpModel
import Testing

/// Tens of thousands of random events from a seed, sensible and senseless ones, with the promises checked after each.
@Suite struct RandomWalkTests {
    /// One walk: a desk for few pumps, more pumps than it has room for, and the dice.
    final class Walk {
        static let limit = 4
        let bench: DeskBench
        var watch = Watch()
        var dice: Dice
        let pumps = (1...6).map { PumpSerial(checked: "P-\($0)") }
        let wands = [DeskBench.wand, DeskBench.otherWand]
        /// The alarms that each pump has now, and since when by its clock.
        var alarms: [PumpSerial: [AlarmCause: Timestamp]] = [:]
        var stopped: [PumpSerial: Timestamp] = [:]

        /// Whether the list is restored in the midst of things now and then, and ids are guessed that nobody has seen.
        let isWild: Bool

        init(_ seed: UInt64, isWild: Bool = true) {
            self.isWild = isWild
            bench = DeskBench(limit: Self.limit)
            dice = Dice(state: seed)
        }

        func step() -> AlarmEvent {
            pass()
            let pump = pumps[dice.roll(pumps.count)]
            let wand = wands[dice.roll(2)]
            let event: AlarmEvent
            switch dice.roll(30) {
            case 0..<9: event = .read(facts(pump, wand))
            case 9: event = .linkLost(wand)
            case 10: event = .linkRestored(wand)
            case 11: event = .outOfRange(pump)
            case 12: event = .inRange(pump, by: wand)
            case 13, 14: event = .therapyWork(pump, by: dice.roll(4) == 0 ? nil : wand)
            case 15: event = .sessionActivity(pump)
            case 16: event = .openCommands(pump, dice.roll(3) - 1)
            case 17: event = .mismatch(pump)
            case 18: event = .readBackMatched(pump)
            case 19: event = .inDoubt(pump, commands: dice.roll(3))
            case 20..<23: event = .acknowledge(someAlarm(), by: 7)
            case 23..<27: event = .silence(someAlarm(), by: 7)
            case 27: event = dice.roll(3) == 0 ? .forget(pump, by: 7) : .tick
            case 28: event = dice.roll(20) == 0 && isWild ? .restore(bench.desk.memories) : .tick
            default: event = .tick
            }
            let before = bench.desk.shown
            bench.handle(event)
            watch.see(event, bench, before: before)
            return event
        }

        private func pass() {
            switch dice.roll(8) {
            case 0: break
            case 1..<5: bench.pass(Int64(dice.roll(90_000)))
            case 5: bench.pass(Int64(dice.roll(900_000)))
            case 6:
                // exactly to the deadline
                guard let next = bench.desk.nextDeadline else { return }
                let ahead = next - bench.now.uptimeMilliseconds
                if ahead < 10 * DeskBench.day { bench.pass(ahead) }
            default:
                if dice.roll(40) == 0 { bench.pass(Int64(dice.roll(8)) * DeskBench.day) }
                // somebody sets the wall clock
                if dice.roll(10) == 0 {
                    bench.now.utc = bench.now.utc.advanced(byMilliseconds: Int64(dice.roll(7_200_000)) - 3_600_000)
                }
            }
        }

        private func someAlarm() -> AlarmID {
            let shown = bench.desk.shown
            guard !shown.isEmpty, dice.roll(20) > 0 else { return AlarmID(isWild ? UInt64(dice.roll(200)) : .max) }
            return shown[dice.roll(shown.count)].id
        }

        private func facts(_ pump: PumpSerial, _ wand: WandSerial) -> PumpFacts {
            let clock = bench.now.utc
            let cause = AlarmCause.allCases[dice.roll(AlarmCause.allCases.count)]
            switch dice.roll(6) {
            case 0: alarms[pump, default: [:]][cause] = clock.advanced(byMilliseconds: -Int64(dice.roll(100_000)))
            case 1: alarms[pump, default: [:]][cause] = nil
            case 2: alarms[pump] = nil
            case 3: stopped[pump] = clock.advanced(byMilliseconds: -Int64(dice.roll(100_000)))
            case 4: stopped[pump] = nil
            default: break
            }
            var facts = bench.facts(
                of: pump, wand: wand, staged: dice.roll(4) == 0,
                refillIn: dice.roll(2) == 0 ? nil : Int64(dice.roll(30)) * DeskBench.day,
                emptyIn: dice.roll(2) == 0 ? nil : Int64(dice.roll(10)) * DeskBench.day,
                clockAhead: Int64(dice.roll(800_000)) - 400_000, readAgo: dice.roll(10) == 0 ? 100_000 : 0)
            // what stands is dated by the pump's clock, whatever ours says
            facts.alarms = (alarms[pump] ?? [:]).map { Alarm(cause: $0.key, since: $0.value) }
                .sorted { $0.cause.rawValue < $1.cause.rawValue }
            facts.nothingFlowsSince = stopped[pump]
            return facts
        }
    }

    @Test(arguments: 1...16) func walk(_ seed: UInt64) {
        let walk = Walk(seed &* 0x9E37_79B9)
        for number in 1...600 {
            let event = walk.step()
            if let fault = walk.watch.faults.first {
                Issue.record("seed \(seed), step \(number), after \(event): \(fault)")
                return
            }
        }
        // the walk went where it should
        #expect(
            walk.watch.seen.isSuperset(of: Watch.expectedWords), "\(Watch.expectedWords.subtracting(walk.watch.seen))")
    }

    /// One late tick leaves what many punctual ones would have left.
    @Test(arguments: 1...8) func lateTicksLoseNothing(_ seed: UInt64) {
        let walk = Walk(seed &* 0x9E37_79B9, isWild: false)
        let punctual = DeskBench(limit: Walk.limit)
        for number in 1...400 {
            let began = walk.bench.now
            let listed = walk.bench.desk.shown
            let event = walk.step()
            let end = walk.bench.now
            // what somebody means is what they saw before the time passed
            let sameEvent = Self.translated(event, listed, to: punctual)
            while let next = punctual.desk.nextDeadline, next < end.uptimeMilliseconds {
                punctual.now = began
                punctual.pass(next - began.uptimeMilliseconds)
                punctual.handle(.tick)
            }
            punctual.now = end
            punctual.handle(sameEvent)
            let (late, early) = (Self.outline(walk.bench), Self.outline(punctual))
            guard late == early else {
                Issue.record("seed \(seed), step \(number), after \(event): \(late) but \(early)")
                return
            }
        }
    }

    /// The two desks number their alarms in their own order of arrival.
    static func translated(_ event: AlarmEvent, _ listed: [ListedAlarm], to bench: DeskBench) -> AlarmEvent {
        func other(_ id: AlarmID) -> AlarmID {
            guard let alarm = listed.first(where: { $0.id == id }) else { return AlarmID(.max) }
            return bench.alarm(alarm.name, of: alarm.pump)?.id ?? AlarmID(.max)
        }
        switch event {
        case .acknowledge(let id, let user): return .acknowledge(other(id), by: user)
        case .silence(let id, let user): return .silence(other(id), by: user)
        default: return event
        }
    }

    static func outline(_ bench: DeskBench) -> [String] {
        bench.desk.shown.map {
            "\($0.pump?.text ?? "") \($0.name) \($0.priority) \($0.since.uptimeMilliseconds) \($0.state.name)"
        }.sorted()
    }

    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ mixed >> 31) >> 33) % sides
        }
    }
}
