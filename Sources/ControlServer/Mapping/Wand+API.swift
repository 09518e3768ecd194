internal import ControlAPI
internal import Dosing
internal import PumpModel
internal import WandService

extension API.Wand {
    init(_ wand: WandSnapshot) {
        self.init(
            name: wand.name, isUnpaired: wand.isUnpaired, port: API.Port(wand.port),
            session: wand.session.map(API.Session.init), status: wand.status.map(API.WandStatus.init),
            counters: API.Counters(wand.counters),
            stoppedPumps: wand.stoppedPumps.map { stopped in
                API.StoppedPump(pumpSerial: stopped.pump.text, since: stopped.since.description)
            })
    }
}

extension API.Port {
    init(_ port: WandSnapshot.Port) {
        switch port {
        case .open(let path): self.init(state: .open, path: path, reason: nil, since: nil)
        case .closed(let configured, let reason, let since):
            self.init(state: .closed, path: configured, reason: reason, since: since.description)
        }
    }
}

extension API.Session {
    init(_ session: WandSnapshot.Session) {
        self.init(
            wandSerial: session.wand.text, model: session.model, firmware: session.firmware,
            openedAt: session.openedAt.description)
    }
}

extension API.WandStatus {
    init(_ status: WandSnapshot.Status) {
        self.init(
            readAt: status.readAt.description, uptimeSeconds: status.uptimeSeconds,
            pumpInRange: status.pump.map(API.PumpInRange.init))
    }
}

extension API.PumpInRange {
    init(_ pump: WandSnapshot.PumpInRange) {
        self.init(serial: pump.serial.text, isImplanted: pump.isImplanted, strengthPercent: pump.strengthPercent)
    }
}

extension API.Counters {
    init(_ counters: WandSnapshot.Counters) {
        self.init(
            framesReceived: counters.framesReceived, framesSent: counters.framesSent,
            framesRetransmitted: counters.framesRetransmitted, framesCorrupt: counters.framesCorrupt,
            sessionsOpened: counters.sessionsOpened)
    }
}

extension API.Health {
    /// Degraded by a journal that takes nothing, by a drug library that is refused, by every wand that has no session, and by every session that nobody
    /// proved.
    init(
        _ wands: [WandSnapshot], journalProblem: String?, library: DrugLibraryState, uptimeMilliseconds: Int64
    ) {
        let journalReasons = journalProblem.map { ["journal: therapy is refused: \($0)"] } ?? []
        let libraryReasons = library.refusal.map { ["drug library: therapy is refused: \($0)"] } ?? []
        let reasons =
            journalReasons + libraryReasons
            + wands.flatMap { wand in
                var reasons: [String] = []
                if case .closed(let path, let reason, _) = wand.port {
                    reasons.append("wand \(wand.name): the port \(path) is closed: \(reason)")
                } else if wand.session == nil {
                    reasons.append("wand \(wand.name): no session")
                }
                if wand.isUnpaired { reasons.append("wand \(wand.name): UNPAIRED, nobody proves who is on the line") }
                return reasons
            }
        self.init(
            status: reasons.isEmpty ? .ok : .degraded, reasons: reasons, uptimeMilliseconds: uptimeMilliseconds,
            journal: API.JournalHealth(writable: journalProblem == nil, problem: journalProblem),
            wands: wands.map { wand in
                API.WandHealth(
                    name: wand.name, isReady: wand.isReady, isUnpaired: wand.isUnpaired,
                    pumpInRange: wand.status?.pump?.serial.text)
            })
    }
}

extension WandSnapshot {
    fileprivate var isReady: Bool {
        switch port {
        case .open: session != nil
        case .closed: false
        }
    }
}
