package import AlarmDesk
package import Logging
internal import NIOConcurrencyHelpers
package import NIOCore
package import PumpModel

/// The daemon's one alarm desk: all wands' desks tell it what they see, clients ask it, a timer wakes it.
///
/// It decides nothing; whoever calls it returns with everything told. What is told, and what must outlive this run, goes
/// to `keep`, in order.
package final class AlarmStation: Sendable {
    private struct State: Sendable {
        var desk: AlarmDesk
        var timer: Scheduled<Void>?
        var timerDueAt: Int64?
        /// What was handed to `keep` last.
        var kept: [PumpSerial?: WatchMemory] = [:]
    }

    private let state: NIOLockedValueBox<State>
    private let eventLoop: any EventLoop
    private let logger: Logger
    private let keep: @Sendable (AlarmKeepsakes) -> Void

    /// - Parameter keep: called with what each event changed, one after the other; must not block.
    package init(
        policy: AlarmPolicy, eventLoop: any EventLoop, logger: Logger,
        keep: @escaping @Sendable (AlarmKeepsakes) -> Void
    ) {
        // above the numbers of every earlier run: none of them lasted a thousand alarms a second
        let firstID = UInt64(clamping: Clocks.now().utc.millisecondsSince1970)
        state = NIOLockedValueBox(State(desk: AlarmDesk(policy: policy, firstID: firstID)))
        self.eventLoop = eventLoop
        self.logger = logger
        self.keep = keep
    }

    /// Something happened.
    /// - Returns: what came of it, told already.
    @discardableResult
    package func handle(_ event: AlarmEvent) -> [AlarmAction] {
        state.withLockedValue { state in
            let now = Clocks.now()
            var actions: [AlarmAction] = []
            state.desk.handle(event, at: now, into: &actions)
            for action in actions { tell(action) }
            keepChanges(of: &state, actions, now)
            setTimer(&state)
            return actions
        }
    }

    /// Takes up what an earlier run left, before anything else happens.
    package func restore(_ memories: [WatchMemory]) {
        guard !memories.isEmpty else { return }
        state.withLockedValue { state in
            for memory in memories { state.kept[memory.pump] = memory }
        }
        handle(.restore(memories))
        for alarm in alarms().listed {
            logger.log(
                level: alarm.priority == .high ? .critical : .warning, "alarm from before the restart",
                metadata: alarm.metadata)
        }
    }

    private func keepChanges(of state: inout State, _ actions: [AlarmAction], _ now: Moment) {
        var changes = AlarmKeepsakes()
        changes.add(actions, at: now)
        let memories = Dictionary(state.desk.memories.map { ($0.pump, $0) }) { $1 }
        for (pump, memory) in memories where state.kept[pump] != memory { changes.set(memory, of: pump) }
        for pump in state.kept.keys where memories[pump] == nil { changes.set(nil, of: pump) }
        state.kept = memories
        if !changes.isEmpty { keep(changes) }
    }

    /// The alarms in order of occurrence, and what is to be heard.
    package func alarms() -> (listed: [ListedAlarm], sounding: Sounding?) {
        state.withLockedValue { ($0.desk.shown, $0.desk.sounding) }
    }

    /// Whether a pump is in this site's care.
    package func isWatched(_ pump: PumpSerial) -> Bool { state.withLockedValue { $0.desk.watchedPumps.contains(pump) } }

    /// The session latch of a pump; nil when it is not watched.
    package func session(of pump: PumpSerial) -> SessionLatch? { state.withLockedValue { $0.desk.session(of: pump) } }

    /// One timer, set to the desk's next deadline; a millisecond late rather than early.
    private func setTimer(_ state: inout State) {
        let due = state.desk.nextDeadline
        guard due != state.timerDueAt else { return }
        state.timer?.cancel()
        state.timerDueAt = due
        guard let due else { return state.timer = nil }
        let delay = TimeAmount.milliseconds(max(0, due - Clocks.now().uptimeMilliseconds) + 1)
        state.timer = eventLoop.scheduleTask(in: delay) { [weak self] in self?.tick() }
    }

    private func tick() {
        state.withLockedValue { $0.timerDueAt = nil }
        handle(.tick)
    }

    private func tell(_ action: AlarmAction) {
        switch action {
        case .raised(let alarm), .worsened(let alarm, _), .acknowledgementLapsed(let alarm, _):
            logger.log(level: alarm.priority == .high ? .critical : .warning, "alarm", metadata: alarm.metadata)
        case .cleared(let alarm, _), .eased(let alarm, _), .silenceEnded(let alarm, _):
            logger.notice("alarm changed", metadata: alarm.metadata)
        case .acknowledged(let alarm, let user), .silenced(let alarm, let user):
            logger.notice("alarm attended to", metadata: alarm.metadata.merging(["user": "\(user)"]) { $1 })
        case .session(let pump, let change):
            logger.notice("session \(change.rawValue)", metadata: ["pump": "\(pump)"])
        case .repeatedStopStart(let pump, let name):
            logger.critical(
                "started into the same alarm again and again",
                metadata: ["pump": "\(pump)", "alarm": "\(name.rawValue)"])
        case .forgotten(let pump, _), .dropped(let pump):
            logger.notice("pump no longer watched", metadata: ["pump": "\(pump)"])
        case .turnedAway(let pump): logger.critical("pump not watched", metadata: ["pump": "\(pump)"])
        case .sounding, .refused: break
        }
    }
}

extension ListedAlarm {
    fileprivate var metadata: Logger.Metadata {
        [
            "alarm": "\(name.rawValue)", "id": "\(id)", "pump": "\(pump?.text ?? "-")",
            "priority": "\(priority.rawValue)", "state": "\(state.name)",
        ]
    }
}
