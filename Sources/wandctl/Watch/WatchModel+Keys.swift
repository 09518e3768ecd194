import ControlAPI
import PumpModel

/// What keys do. An emergency stop asks for a reason first; everything else that needs a person's thought is not offered here.
extension WatchModel {
    mutating func press(_ key: WatchKey) -> [WatchEffect] {
        switch (mode, key) {
        case (_, .interrupt), (_, .endOfInput): return [.quit]
        case (.reason(let pump, let text), _): return typeReason(key, pump: pump, text)
        case (.help, .character("q")): return [.quit]
        case (.help, _):
            mode = .watching
            return []
        case (.watching, _): return watch(key)
        }
    }

    /// Every pump that is known here: those that were read, and those in range.
    var serials: [String] {
        let inRange = wands.compactMap { $0.status?.pumpInRange?.serial }
        return Set(pumps.map(\.pump.serial) + inRange).sorted()
    }

    /// The pump that is shown whole, and that keys are about: the one that was chosen, else the one in range, else the first.
    var shownSerial: String? {
        if let selectedPump, serials.contains(selectedPump) { return selectedPump }
        return wands.lazy.compactMap { $0.status?.pumpInRange?.serial }.first ?? pumps.first?.pump.serial
    }

    /// The same as it was read; nil when it was not.
    var shownPump: HeardPump? { pumps.first { $0.pump.serial == shownSerial } }

    private mutating func watch(_ key: WatchKey) -> [WatchEffect] {
        switch key {
        case .character("q"): return [.quit]
        case .character("?"): mode = .help
        case .character("s"):
            guard let pump = shownSerial else { return tell("No pump is known that could be stopped.", .warning) }
            (mode, notice) = (.reason(pump: pump, text: ""), nil)
        case .character("i"): return interrogate()
        case .character("a"): return onAlarm { .acknowledge($0) }
        case .character("m"): return onAlarm { .silence($0) }
        case .up: moveAlarm(by: -1)
        case .down: moveAlarm(by: 1)
        case .tab: nextPump()
        case .escape: notice = nil
        case .character, .enter, .backspace, .interrupt, .endOfInput: break
        }
        return []
    }

    private mutating func tell(_ text: String, _ emphasis: Emphasis) -> [WatchEffect] {
        notice = WatchNotice(content: .init(text: text, emphasis: emphasis), at: now.utc)
        return []
    }

    private mutating func interrogate() -> [WatchEffect] {
        let reaching = wands.first { wand in shownSerial != nil && wand.status?.pumpInRange?.serial == shownSerial }
        let inRange = wands.filter { $0.status?.pumpInRange != nil }
        guard let wand = reaching ?? (wands.count == 1 ? wands.first : inRange.count == 1 ? inRange.first : nil) else {
            return tell("No wand reaches this pump: hold one over it.", .warning)
        }
        _ = tell("Interrogating by wand '\(wand.name)' ...", .plain)
        return [.interrogate(wand: wand.name)]
    }

    private mutating func onAlarm(_ effect: (UInt64) -> WatchEffect) -> [WatchEffect] {
        guard let selectedAlarm else { return tell("There is no alarm.", .plain) }
        return [effect(selectedAlarm)]
    }

    private mutating func moveAlarm(by step: Int) {
        guard let list = alarms?.byUrgency, !list.isEmpty else { return }
        let index = list.firstIndex { $0.id == selectedAlarm } ?? 0
        selectedAlarm = list[min(max(0, index + step), list.count - 1)].id
    }

    private mutating func nextPump() {
        let serials = serials
        guard let shown = shownSerial, let index = serials.firstIndex(of: shown) else { return }
        selectedPump = serials[(index + 1) % serials.count]
    }

    private mutating func typeReason(_ key: WatchKey, pump: String, _ text: String) -> [WatchEffect] {
        switch key {
        case .escape:
            mode = .watching
            return tell("Nothing was stopped.", .plain)
        case .enter:
            let words = text.split(separator: " ").joined(separator: " ")
            guard !words.isEmpty else { return [] }
            mode = .watching
            _ = tell("Emergency stop of pump \(pump) is on its way ...", .alert)
            return [.stop(pump: pump, reason: words)]
        case .backspace: mode = .reason(pump: pump, text: String(text.dropLast()))
        case .character(let character):
            let longer = text + Columns.clean(String(character), isUnicode: true)
            if longer.utf8.count <= Limits.operatorTextBytes { mode = .reason(pump: pump, text: longer) }
        case .up, .down, .tab, .interrupt, .endOfInput: break
        }
        return []
    }
}

extension API.AlarmList {
    /// What endangers somebody now first, then in order of occurrence.
    var byUrgency: [API.ListedAlarm] {
        func rank(_ alarm: API.ListedAlarm) -> Int {
            (alarm.class == .critical ? 0 : 2) + (alarm.state == .sounding ? 0 : 1)
        }
        return alarms.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }
            .map(\.element)
    }
}
