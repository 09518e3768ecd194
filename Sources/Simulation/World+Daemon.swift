internal import CommandQueue
internal import PumpModel
internal import WandEngine
internal import WandLink
internal import WandProtocol

/// Where a kill waits for the daemon.
enum Ambush: Sendable {
    /// After so many effects.
    case effects(Int)
    /// At the next write to the journal, before it is given or after.
    case write(before: Bool)
    /// At the next commit, before its frame leaves or after.
    case commit(before: Bool)
}

/// The daemon: its engine's events in, its effects out, its beginnings and its ends.
extension World {
    /// One event; its effects are carried out one by one, and a kill may fall between any two.
    /// - Parameters:
    ///   - kind: what arrives, when bytes do.
    ///   - isStray: whether it is of another session than the open one.
    mutating func tell(_ event: EngineEvent, _ kind: EventKind? = nil, isStray: Bool = false) throws(Violation) {
        guard isRunning else { return }
        let wasOpen = engine.session != nil
        var effects: [EngineEffect] = []
        var nonces = chances.nonces
        engine.handle(
            event, at: workstation.moment(now),
            freshNonce: { Nonce(high: nonces.next(), low: nonces.next()) }, into: &effects)
        chances.nonces = nonces
        tally.coverage.saw(kind ?? EventKind(event), phase: tally.phase, busiest: tally.busiest)
        if case .queue(.stop(let pump, _, let id, _)) = event, wasOpen { try checkStop(pump, id, effects) }
        if isStray {
            let taken = effects.filter { effect in if case .noted = effect { false } else { true } }
            try oracle.strayed(effects: taken.count)
        }
        for effect in effects {
            if springs(effect, before: true) { return try kill("between two effects", .daemonKilledMidway) }
            try carryOut(effect)
            if springs(effect, before: false) { return try kill("between two effects", .daemonKilledMidway) }
        }
        setTimer()
    }

    private mutating func setTimer() {
        engineDueAt = engine.nextDeadline.map { deadline in
            // a timer is late by a little
            max(now, workstation.time(ofUptime: deadline)) + chances.clocks.between(0...2)
        }
    }

    /// A stop over an open link leaves at once, unless one that was asked for before is being repeated.
    private mutating func checkStop(
        _ pump: PumpSerial, _ id: TransactionID, _ effects: [EngineEffect]
    ) throws(Violation) {
        guard engine.queue.current(id) != nil else { return }
        var decoder = FrameDecoder()
        var wasSent = false
        for case .transmit(let bytes) in effects {
            for case .frame(let frame) in decoder.decode(bytes) where frame.header.kind == .urgent {
                guard case .stop(let stop) = (try? Envelope(decoding: frame.body))?.message else { continue }
                if stop.transaction == id { wasSent = true }
            }
        }
        try oracle.stopAsked(pump, wasSent: wasSent)
    }

    private mutating func springs(_ effect: EngineEffect, before: Bool) -> Bool {
        switch (ambush, effect) {
        case (nil, _): return false
        case (.effects(let left), _):
            if before { return left == 0 }
            ambush = .effects(left - 1)
            return false
        case (.write(before), .persist): return true
        case (.commit(before), .transmit(let bytes)): return holdsCommit(bytes)
        case (.write, _), (.commit, _): return false
        }
    }

    private func holdsCommit(_ bytes: [UInt8]) -> Bool {
        var decoder = FrameDecoder()
        for case .frame(let frame) in decoder.decode(bytes) where frame.header.kind == .data {
            if case .commit = (try? Envelope(decoding: frame.body))?.message { return true }
        }
        return false
    }

    private mutating func carryOut(_ effect: EngineEffect) throws(Violation) {
        switch effect {
        case .transmit(let bytes): try transmit(bytes)
        case .persist(let token, let records):
            trace.mix(token.number)
            trace.note(now, "journal", "write \(token.number): \(records.map(Self.text).joined(separator: "; "))")
            for record in records { if let command = record.command { tally.moved(command) } }
            journal.begin(token, records)
            try oracle.checkBounds(
                Depths(
                    questions: questions.count, recordsInWrite: records.count, writes: journal.pending.count,
                    open: oracle.openCount))
            if journal.pending.count == 1 { scheduleWrite() }
        case .answer(let ticket, let answer): try answered(ticket, answer)
        case .therapyWork: break
        case .changed(let command): try heard(command)
        case .observed: break
        case .alert(let alert):
            tally.alerts += 1
            // a write that takes too long is no longer waited for either
            if case .journal = alert { oracle.journalRefused() }
            trace.note(now, "daemon", "ALERT \(alert)")
        case .sessionOpened(let session):
            tally.phase = .open
            tally.sessions += 1
            trace.note(now, "daemon", "session open, epoch \(String(session.epoch, radix: 16))")
        case .sessionLost(let loss):
            tally.phase = isPortPresent ? .greeting : .closed
            trace.note(now, "daemon", "session lost: \(loss)")
        case .noted(let note): trace.note(now, "daemon", "\(note)")
        }
    }

    // MARK: the journal

    private mutating func scheduleWrite() {
        let pause = chances.journal.between(journal.isSlow ? 200...6_000 : 1...25)
        heap.add(.journalWrites(incarnation: incarnation), at: now + pause)
    }

    mutating func finishWrite() throws(Violation) {
        guard isRunning, let (write, isDurable) = journal.finishFirst(boot: workstation.boot) else { return }
        if !journal.pending.isEmpty { scheduleWrite() }
        trace.note(now, "journal", "write \(write.token.number) \(isDurable ? "is durable" : "failed")")
        if isDurable {
            try durable(write.records)
            try tell(.queue(.persisted(write.token)))
        } else {
            oracle.journalRefused()
            try tell(.queue(.persistFailed(write.token, "disk full")))
        }
    }

    private mutating func durable(_ records: [JournalRecord]) throws(Violation) {
        for command in records.compactMap(\.command) {
            tally.durableRecords += 1
            try oracle.durable(Fact(command))
        }
    }

    // MARK: beginnings and ends

    mutating func startDaemon() throws(Violation) {
        incarnation += 1
        isRunning = true
        tally.incarnations += 1
        tally.restarted()
        nextSmallID = 0
        engine = Self.engine()
        trace.note(now, "daemon", "run \(incarnation) begins")
        try oracle.restarted(journal.versions)
        let found = try journal.found(boot: workstation.boot)
        if !found.isEmpty { try tell(.queue(.restore(found))) }
        if isPortPresent, isRunning { try opened() }
    }

    mutating func opened() throws(Violation) {
        try tell(.portOpened)
    }

    /// The process is gone, and with it all that is not durable.
    mutating func kill(_ why: String, _ kind: FaultKind) throws(Violation) {
        guard isRunning else { return }
        tally.faults[kind] += 1
        trace.note(now, "daemon", "KILLED \(why)")
        try endDaemon()
        heap.add(.daemonStarts(incarnation: incarnation), at: now + chances.kills.between(100...4_000))
    }

    mutating func endDaemon() throws(Violation) {
        isRunning = false
        ambush = nil
        engineDueAt = nil
        tally.phase = .closed
        for write in journal.kill(boot: workstation.boot, &chances.kills) {
            trace.note(now, "journal", "write \(write.token.number) had reached the disk")
            try durable(write.records)
        }
        // what is on the line goes on, and may reach the next run
        restartTaps()
        disconnect()
    }

    /// Told to stop: it says goodbye, its writes are finished, and it ends.
    mutating func stopDaemon() throws(Violation) {
        guard isRunning else { return }
        tally.faults[.daemonStopped] += 1
        trace.note(now, "daemon", "is told to stop")
        try tell(.shutdown)
        if isRunning { try tell(.portClosed) }
        while isRunning, let (write, isDurable) = journal.finishFirst(boot: workstation.boot) {
            if isDurable { try durable(write.records) }
        }
        try endDaemon()
        heap.add(.daemonStarts(incarnation: incarnation), at: now + chances.kills.between(500...5_000))
    }

    static func text(_ record: JournalRecord) -> String {
        guard let command = record.command else { return "\(record.event)" }
        return "\(short(command.id)) v\(command.version) \(command.state)"
    }

    static func short(_ id: TransactionID) -> String { String(id.description.suffix(6)) }
}
