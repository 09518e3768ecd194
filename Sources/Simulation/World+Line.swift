internal import CommandQueue
internal import PumpModel
internal import VirtualWand
internal import WandEngine
internal import WandLink
internal import WandProtocol

/// The line between the daemon and the wand, and the wand at its other end.
extension World {
    /// The host's bytes: they are read as the wand would, then carried.
    mutating func transmit(_ bytes: [UInt8]) throws(Violation) {
        trace.mix(bytes)
        for found in tap.decode(bytes) {
            guard case .frame(let frame) = found else { throw Violation(.limitsHold, "the host sent no frame") }
            switch frame.header.kind {
            case .hello: tally.phase = .greeting
            case .ready: tally.phase = .confirming
            case .data, .urgent, .acknowledge, .ping, .reset, .welcome: break
            }
            let isOpen = engine.session != nil
            var states: [(TransactionID, CommandState)] = []
            for id in oracle.inFlux { if let state = engine.queue.current(id)?.state { states.append((id, state)) } }
            let message = try oracle.sent(frame, at: now) { id in states.first { $0.0 == id }?.1 }
            trace.note(now, "host", "-> \(Self.text(frame, message))")
            if let message, isOpen { tally.sent(message) }
        }
        carry(bytes, .toWand)
    }

    private mutating func carry(_ bytes: [UInt8], _ direction: Direction) {
        guard isPortPresent else { return }
        for delivery in line.carry(bytes, direction, at: now, plan, &chances.line, &tally.faults) {
            heap.add(.arrives(delivery.bytes, direction, connection: connection), at: delivery.at)
        }
    }

    mutating func arrive(_ bytes: [UInt8], _ direction: Direction) throws(Violation) {
        if direction == .toWand { return try tellWand(.received(bytes)) }
        guard isRunning else { return }
        var kind = EventKind.noise
        let epoch = engine.session?.epoch
        var isStray = epoch != nil
        for found in ear.decode(bytes) {
            guard case .frame(let frame) = found else {
                // damage is answered
                isStray = false
                continue
            }
            kind = EventKind(frame)
            if frame.header.epoch == epoch { isStray = false }
            guard frame.header.epoch == epoch, kind == .pumpReport,
                case .pumpReport(let report) = (try? Envelope(decoding: frame.body))?.message
            else {
                continue
            }
            oracle.delivered(report)
        }
        try tell(.received(bytes), kind, isStray: isStray && kind != .noise)
    }

    // MARK: the wand

    /// One event; its actions are carried out one by one, and a power cut may fall between any two.
    mutating func tellWand(_ event: VirtualWand.Event) throws(Violation) {
        let actions = bedside.wand.handle(event, at: now)
        for action in actions {
            if let left = powerCutAfter {
                powerCutAfter = left - 1
                if left <= 0 { return cutPower(.pumpPowerCutMidway) }
            }
            switch action {
            case .persist(let memory):
                bedside.persist(memory)
                trace.mix(UInt64(memory.revision.number))
                try oracle.kept(memory, at: now)
            case .transmit(let frame):
                trace.note(now, "wand", "<- \(Self.text(frame, (try? Envelope(decoding: frame.body))?.message))")
                carry(Array(encoder.encode(frame)), .toHost)
            }
        }
        wandDueAt = bedside.wand.nextDeadline
    }

    mutating func cutPower(_ kind: FaultKind) {
        tally.faults[kind] += 1
        powerCutAfter = nil
        trace.note(now, "pump", "POWER CUT, goes on at revision \(bedside.memory.revision)")
        startWand()
    }

    /// A wand and a pump that are switched on now.
    mutating func startWand() {
        bedside.start(
            seed: chances.wand.next(),
            at: Moment(
                uptimeMilliseconds: now, utc: Timestamp(clamping: Workstation.start + now)))
        wandDueAt = bedside.wand.nextDeadline
    }

    mutating func setRange(_ isInRange: Bool) throws(Violation) {
        bedside.isInRange = isInRange
        trace.note(now, "pump", isInRange ? "in range" : "OUT OF RANGE")
        try tellWand(.fault(.range(isInRange: isInRange)))
    }

    mutating func swapPumps() throws(Violation) {
        // what the pump did since its last write to memory is not lost: it goes on by itself
        for case .persist(let memory) in bedside.wand.checkpoint(at: now) {
            bedside.persist(memory)
            try oracle.kept(memory, at: now)
        }
        bedside.swap()
        trace.note(now, "pump", "is now \(bedside.memory.identity.serial)")
        startWand()
    }

    // MARK: the port

    /// The port is gone, and with it what was on its way.
    private mutating func hangUp() {
        connection += 1
        line.clear()
        restartTaps()
    }

    /// What was half read belongs to nothing.
    mutating func restartTaps() {
        tap = FrameDecoder()
        ear = FrameDecoder()
    }

    mutating func closePort() throws(Violation) {
        guard isPortPresent else { return }
        isPortPresent = false
        hangUp()
        trace.note(now, "port", "GONE")
        try tell(.portClosed)
        tally.phase = .closed
    }

    mutating func openPort() throws(Violation) {
        guard !isPortPresent else { return }
        isPortPresent = true
        trace.note(now, "port", "back")
        if isRunning { try opened() }
    }

    static func text(_ frame: Frame, _ message: Message?) -> String {
        let header = frame.header
        let what = message.map { text($0) } ?? ""
        return "\(header.kind) \(header.sequence)/\(header.acknowledge) \(what)"
    }

    static func text(_ message: Message) -> String {
        switch message {
        case .readWandStatus, .interrogate: "\(message.type)"
        case .stage(let stage):
            "stage \(short(stage.transaction)) on \(stage.baseRevision) for \(stage.lifetime): \(stage.change)"
        case .commit(let commit): "commit \(short(commit.transaction))"
        case .queryTransaction(let query): "query \(short(query.transaction))"
        case .discard(let discard): "discard \(short(discard.transaction))"
        case .stop(let stop): "stop \(short(stop.transaction))"
        case .wandStatus(let status): "wandStatus \(status.pump?.serial.text ?? "no pump")"
        case .pumpReport(let report): "pumpReport revision \(report.revision) \(report.program)"
        case .staged(let staged): "staged \(short(staged.transaction))"
        case .committed(let done): "committed \(short(done.transaction)) as \(done.revision)"
        case .stopped(let done): "stopped \(short(done.transaction)) as \(done.revision)"
        case .transactionStatus(let status), .discarded(let status):
            "\(message.type) \(short(status.transaction)) \(status.outcome)"
        case .fault(let fault): "fault \(fault.code)"
        case .pumpEvent(let event): "pumpEvent \(event.kind)"
        case .readLog(let request): "readLog \(request.log) after \(request.after)"
        case .logPage(let page): "logPage to \(page.newest)"
        }
    }
}
