import AlarmDesk
import PumpModel

extension RandomWalkTests {
    /// Checks the promises from outside: by what was put in, what was told and what is shown.
    struct Watch {
        var faults: [String] = []
        /// The first words of all that was told.
        var seen: Set<String> = []
        /// Critical alarms that were raised, and have not both ended and been acknowledged.
        private var owed: [AlarmID: (alarm: ListedAlarm, isEnded: Bool, isAcknowledged: Bool)] = [:]
        private var silenced: Set<AlarmID> = []
        private var lastID = AlarmID(0)
        private var heard: Sounding?
        /// The last reading of each pump that the desk took.
        private var readings: [PumpSerial: PumpFacts] = [:]

        static let expectedWords: Set<String> = [
            "raised", "worsened", "cleared", "acknowledged", "lapsed", "silenced", "silenceEnded", "sounding",
            "refused",
            "session", "forgotten", "turnedAway",
        ]

        mutating func see(_ event: AlarmEvent, _ bench: DeskBench, before: [ListedAlarm]) {
            let shown = bench.desk.shown
            follow(bench.last)
            checkList(shown, bench)
            checkNothingLost(shown)
            checkEvent(event, bench, before: before)
            checkReadings(event, bench, shown)
            if let next = bench.desk.nextDeadline, next <= bench.now.uptimeMilliseconds {
                faults.append("a deadline that has passed")
            }
        }

        private mutating func follow(_ actions: [AlarmAction]) {
            var raised: [ListedAlarm] = []
            for action in actions {
                seen.insert(String(action.word.prefix { $0 != " " }))
                switch action {
                case .raised(let alarm):
                    raised.append(alarm)
                    if alarm.id <= lastID { faults.append("ids do not ascend") }
                    lastID = alarm.id
                    if !alarm.isSounding { faults.append("raised and quiet") }
                    // a return takes the place of the occurrence before it, and says so
                    if let earlier = owed.values.first(where: {
                        $0.alarm.name == alarm.name && $0.alarm.pump == alarm.pump
                    }) {
                        if !earlier.isEnded { faults.append("raised while it stands") }
                        if alarm.occurrences <= earlier.alarm.occurrences {
                            faults.append("a return that is not counted")
                        }
                        owed[earlier.alarm.id] = nil
                    }
                    if alarm.alarmClass == .critical { owed[alarm.id] = (alarm, false, false) }
                case .acknowledged(let alarm, _):
                    owed[alarm.id]?.isAcknowledged = true
                    settle(alarm.id)
                case .acknowledgementLapsed(let alarm, _): owed[alarm.id]?.isAcknowledged = false
                case .cleared(let alarm, let staysListed):
                    if staysListed, owed[alarm.id] == nil { faults.append("stays listed without need") }
                    owed[alarm.id]?.isEnded = true
                    settle(alarm.id)
                case .silenced(let alarm, _): silenced.insert(alarm.id)
                case .silenceEnded(let alarm, _):
                    if silenced.remove(alarm.id) == nil { faults.append("a silence ended that was none") }
                case .sounding(let sounding): heard = sounding
                case .worsened(let alarm, let from):
                    if alarm.priority <= from || !alarm.isSounding { faults.append("worse, and not heard") }
                case .eased, .refused, .repeatedStopStart, .session, .forgotten, .dropped, .turnedAway: break
                }
            }
            // within one half of an event; the two halves are what time and what the event brought
            let turns = zip(raised, raised.dropFirst()).filter {
                $0.since.uptimeMilliseconds > $1.since.uptimeMilliseconds
            }
            if turns.count > 1 { faults.append("announced out of order") }
        }

        private mutating func settle(_ id: AlarmID) {
            if let alarm = owed[id], alarm.isEnded, alarm.isAcknowledged { owed[id] = nil }
        }

        private mutating func checkList(_ shown: [ListedAlarm], _ bench: DeskBench) {
            let order = shown.map { ($0.since.uptimeMilliseconds, $0.id) }
            if zip(order, order.dropFirst()).contains(where: { $0 >= $1 }) { faults.append("listed out of order") }
            if Set(shown.map { "\($0.pump?.text ?? "") \($0.name)" }).count != shown.count {
                faults.append("listed twice")
            }
            if bench.desk.watchedPumps.count > Walk.limit { faults.append("too many pumps") }
            if Set(shown.compactMap(\.pump)).count > Walk.limit { faults.append("alarms of too many pumps") }
            for alarm in shown {
                if let until = alarm.silencedUntil {
                    let left = until.uptimeMilliseconds - bench.now.uptimeMilliseconds
                    if left <= 0 || left > 600_000 { faults.append("a silence of \(left) ms") }
                }
                if alarm.since.uptimeMilliseconds > bench.now.uptimeMilliseconds {
                    faults.append("begins in the future")
                }
                if !alarm.isStanding, alarm.alarmClass != .critical { faults.append("a non-critical one stays") }
            }
            if silenced != Set(shown.filter { $0.silencedUntil != nil }.map(\.id)) {
                faults.append("silences do not add up")
            }
            let classes = Set(shown.filter(\.isSounding).map(\.alarmClass))
            let highest: AlarmClass? =
                classes.contains(.critical) ? .critical : classes.contains(.nonCritical) ? .nonCritical : nil
            if bench.desk.sounding?.alarmClass != highest { faults.append("not the highest class is heard") }
            if heard != bench.desk.sounding { faults.append("what is heard was not told") }
        }

        /// No critical alarm is lost: each is listed until it has ended and somebody has acknowledged it.
        private mutating func checkNothingLost(_ shown: [ListedAlarm]) {
            for (id, debt) in owed {
                guard let alarm = shown.first(where: { $0.id == id }) else {
                    faults.append("lost: \(debt.alarm.name)")
                    continue
                }
                if alarm.isStanding == debt.isEnded {
                    faults.append("\(alarm.name) stands, or not, unlike what was told")
                }
            }
        }

        private mutating func checkEvent(_ event: AlarmEvent, _ bench: DeskBench, before: [ListedAlarm]) {
            let shown = bench.desk.shown
            switch event {
            case .linkLost:
                if shown.contains(where: { $0.silencedUntil != nil }) { faults.append("silent without a link") }
            case .outOfRange(let pump):
                if shown.contains(where: { $0.pump == pump && $0.silencedUntil != nil }) {
                    faults.append("silent out of range")
                }
            case .acknowledge(let id, _):
                if let alarm = bench.last.lazy.compactMap(\.acknowledgedAlarm).first {
                    if alarm.id != id { faults.append("another alarm was acknowledged") }
                    // what stood when it was acknowledged stands on
                    let wasStanding = alarm.isStanding
                    if wasStanding != shown.contains(where: { $0.id == id && $0.isStanding }) {
                        faults.append("an acknowledgement ended a cause")
                    }
                }
            case .forget(let pump, _): readings[pump] = nil
            case .read, .mismatch, .readBackMatched, .inDoubt, .linkRestored, .inRange, .therapyWork, .sessionActivity,
                .openCommands, .silence, .restore, .tick:
                break
            }
        }

        /// What the last reading of a pump said is listed, and no more of it.
        private mutating func checkReadings(_ event: AlarmEvent, _ bench: DeskBench, _ shown: [ListedAlarm]) {
            if case .read(let facts) = event {
                let known = readings[facts.serial]?.readAt.uptimeMilliseconds ?? .min
                if facts.readAt.uptimeMilliseconds >= known { readings[facts.serial] = facts }
            }
            let watched = Set(bench.desk.watchedPumps)
            readings = readings.filter { watched.contains($0.key) }
            for (pump, facts) in readings {
                let standing = Set(shown.filter { $0.pump == pump && $0.isStanding }.map(\.name))
                for cause in AlarmCause.allCases where cause != .stoppedOver48Hours {
                    let isReported = facts.alarms.contains { $0.cause == cause }
                    if standing.contains(AlarmName(cause)) != isReported { faults.append("\(cause) of \(pump)") }
                }
                if standing.contains(.pumpStopped) != (facts.nothingFlowsSince != nil) {
                    faults.append("stopped \(pump)")
                }
                let age = bench.now.uptimeMilliseconds - facts.readAt.uptimeMilliseconds
                if standing.contains(.interrogationStale) != (age >= 7 * DeskBench.day) {
                    faults.append("stale \(pump)")
                }
                let latch = bench.desk.session(of: pump)
                var isAbandoned = false
                if case .abandoned = latch?.state { isAbandoned = true }
                if standing.contains(.sessionAbandoned) != isAbandoned { faults.append("abandoned \(pump)") }
            }
        }
    }
}

extension AlarmAction {
    var acknowledgedAlarm: ListedAlarm? {
        if case .acknowledged(let alarm, _) = self { alarm } else { nil }
    }
}
