import AlarmDesk
import PumpModel
import Testing

/// Every state of an alarm against every event: what becomes of it.
@Suite struct StateTableTests {
    enum Start: Int, CaseIterable, Sendable {
        case sounding, silenced, acknowledged, cleared
    }

    enum Stimulus: String, CaseIterable, Sendable {
        case tickEarly, tickSilenceEnd, tickLapse
        case acknowledge, silence, acknowledgeOther, silenceOther, forget, forgetOther, restore
        case readSame, readGone, readReturned, readOlder, readOther
        case linkLost, otherLinkLost, linkRestored, outOfRange, otherOutOfRange, inRange
        case therapyWork, activity, openCommands, mismatch, matched, doubt

        /// What becomes of a critical alarm that is sounding, silenced, acknowledged, cleared. S, Z, A, C: these states;
        /// *: under a new id; -: off the list.
        var critical: String {
            switch self {
            case .tickEarly: "S Z A C"
            case .tickSilenceEnd: "S S A C"
            case .tickLapse: "S S S C"
            case .acknowledge: "A A A -"
            case .silence: "Z Z A C"
            case .acknowledgeOther, .silenceOther, .forgetOther, .restore, .readOlder, .readOther: "S Z A C"
            case .forget, .readGone: "C C - C"
            case .readSame: "S Z A S*"
            case .readReturned: "S* S* S* S*"
            case .linkLost, .otherLinkLost, .outOfRange: "S S A C"
            case .linkRestored, .otherOutOfRange, .inRange: "S Z A C"
            case .therapyWork, .activity, .openCommands, .mismatch, .matched, .doubt: "S Z A C"
            }
        }

        /// The same for a non-critical one, which has no cleared state, and whose acknowledgement does not lapse.
        var nonCritical: String {
            switch self {
            case .tickLapse: "S S A"
            case .forget, .readGone: "- - -"
            case .readReturned: "S* S* S*"
            case .tickEarly, .tickSilenceEnd, .acknowledge, .silence, .acknowledgeOther, .silenceOther, .forgetOther,
                .restore, .readOlder, .readOther, .readSame, .linkLost, .otherLinkLost, .outOfRange, .linkRestored,
                .otherOutOfRange, .inRange, .therapyWork, .activity, .openCommands, .mismatch, .matched, .doubt:
                String(critical.prefix(5))
            }
        }
    }

    /// When the cause began, by the pump's clock.
    static let ago: Int64 = 7_000

    static func apply(_ stimulus: Stimulus, _ cause: AlarmCause, _ id: AlarmID, to bench: DeskBench) {
        let (pump, other, user) = (DeskBench.pump, DeskBench.other, DeskBench.nurse)
        let since = bench.now.uptimeMilliseconds - DeskBench.start.uptimeMilliseconds + ago
        switch stimulus {
        case .tickEarly: bench.tick(after: 599_999)
        case .tickSilenceEnd: bench.tick(after: 600_000)
        case .tickLapse: bench.tick(after: 3_600_000)
        case .acknowledge: bench.handle(.acknowledge(id, by: user))
        case .silence: bench.handle(.silence(id, by: user))
        case .acknowledgeOther: bench.acknowledge(.electiveReplacement, of: other)
        case .silenceOther: bench.silence(.electiveReplacement, of: other)
        case .forget: bench.handle(.forget(pump, by: user))
        case .forgetOther: bench.handle(.forget(other, by: user))
        case .restore: bench.handle(.restore(bench.desk.memories))
        case .readSame: bench.read([cause: since])
        case .readGone: bench.read()
        case .readReturned: bench.read([cause: 0])
        case .readOlder: bench.handle(.read(bench.facts([.endOfService: 0], readAgo: 1)))
        case .readOther: bench.read(of: other)
        case .linkLost: bench.handle(.linkLost(DeskBench.wand))
        case .otherLinkLost: bench.handle(.linkLost(DeskBench.otherWand))
        case .linkRestored: bench.handle(.linkRestored(DeskBench.wand))
        case .outOfRange: bench.handle(.outOfRange(pump))
        case .otherOutOfRange: bench.handle(.outOfRange(other))
        case .inRange: bench.handle(.inRange(pump, by: DeskBench.wand))
        case .therapyWork: bench.handle(.therapyWork(pump, by: DeskBench.wand))
        case .activity: bench.handle(.sessionActivity(pump))
        case .openCommands: bench.handle(.openCommands(pump, 1))
        case .mismatch: bench.handle(.mismatch(pump))
        case .matched: bench.handle(.readBackMatched(pump))
        case .doubt: bench.handle(.inDoubt(pump, commands: 1))
        }
    }

    static func outcome(_ start: Start, _ stimulus: Stimulus, _ cause: AlarmCause) throws -> String {
        let bench = DeskBench()
        bench.read([.electiveReplacement: 0], of: DeskBench.other)
        bench.read([cause: ago])
        let name = AlarmName(cause)
        let id = try #require(bench.alarm(name)).id
        switch start {
        case .sounding: break
        case .silenced: bench.silence(name)
        case .acknowledged: bench.acknowledge(name)
        case .cleared: bench.read()
        }
        apply(stimulus, cause, id, to: bench)
        guard let alarm = bench.alarm(name) else { return "-" }
        let letter =
            switch alarm.state {
            case .sounding: "S"
            case .silenced: "Z"
            case .acknowledged: "A"
            case .cleared: "C"
            }
        return letter + (alarm.id == id ? "" : "*")
    }

    @Test(arguments: Start.allCases, Stimulus.allCases) func critical(_ start: Start, _ stimulus: Stimulus) throws {
        let expected = stimulus.critical.split(separator: " ")
        for cause in AlarmCause.allCases where cause.alarmClass == .critical {
            #expect(try Self.outcome(start, stimulus, cause) == expected[start.rawValue])
        }
    }

    @Test(arguments: [Start.sounding, .silenced, .acknowledged], Stimulus.allCases)
    func nonCritical(_ start: Start, _ stimulus: Stimulus) throws {
        let expected = stimulus.nonCritical.split(separator: " ")
        for cause in AlarmCause.allCases where cause.alarmClass == .nonCritical {
            #expect(try Self.outcome(start, stimulus, cause) == expected[start.rawValue])
        }
    }

    @Test func stateNamesArePinned() {
        let moment = DeskBench.start
        let states: [ListedAlarm.State] = [
            .sounding, .silenced(until: moment, by: 1), .acknowledged(by: 1, at: moment, lapsesAt: nil),
            .cleared(at: moment),
        ]
        #expect(states.map(\.name) == ["sounding", "silenced", "acknowledged", "clearedNotAcknowledged"])
    }
}
