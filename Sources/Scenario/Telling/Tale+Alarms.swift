internal import AlarmDesk
internal import PumpModel

/// What the daemon's alarm desk tells.
extension Tale {
    mutating func add(_ action: AlarmAction, _ now: Int64) {
        switch action {
        case .raised(let alarm):
            raised.append(alarm.name.rawValue)
            let again = alarm.occurrences > 1 ? ", \(alarm.occurrences) times and never acknowledged" : ""
            add(
                .alarm, now,
                "raised \(alarm.name.rawValue) (\(alarm.priority.rawValue)\(since(alarm, now))\(again)): \(alarm.name.title)"
            )
        case .worsened(let alarm, let old):
            add(
                .alarm, now, "worse \(alarm.name.rawValue): from \(old.rawValue) to \(alarm.priority.rawValue) priority"
            )
        case .eased(let alarm, let old):
            add(
                .alarm, now, "eased \(alarm.name.rawValue): from \(old.rawValue) to \(alarm.priority.rawValue) priority"
            )
        case .cleared(let alarm, let staysListed):
            add(
                .alarm, now,
                "cleared \(alarm.name.rawValue)" + (staysListed ? ", and stays listed until it is acknowledged" : ""))
        case .acknowledged(let alarm, _): add(.alarm, now, "acknowledged \(alarm.name.rawValue)")
        case .acknowledgementLapsed(let alarm, _):
            add(.alarm, now, "sounds again \(alarm.name.rawValue): acknowledged long ago, and it still stands")
        case .silenced(let alarm, _): add(.alarm, now, "silenced \(alarm.name.rawValue)")
        case .silenceEnded(let alarm, let end):
            add(.alarm, now, "silence of \(alarm.name.rawValue) ends: \(end.rawValue)")
        case .sounding(let sounding):
            let text = sounding.map { "\($0.alarmClass.rawValue) tone, every \($0.everyMilliseconds / 60_000) min" }
            add(.alarm, now, "to be heard: \(text ?? "nothing")")
        case .refused(_, let refusal, _): add(.alarm, now, "refused: \(refusal.rawValue)")
        case .repeatedStopStart(_, let name): add(.alarm, now, "started into \(name.rawValue) again and again")
        case .session(_, let change): if change == .abandoned { add(.alarm, now, "session abandoned") }
        case .forgotten, .dropped, .turnedAway: break
        }
    }

    private func since(_ alarm: ListedAlarm, _ now: Int64) -> String {
        guard start.advanced(byMilliseconds: now).milliseconds(since: alarm.since.utc) >= 60_000 else { return "" }
        let time = local(alarm.since.utc)
        return ", since \(time.date) \(time.clock)"
    }
}
