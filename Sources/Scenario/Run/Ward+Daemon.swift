internal import AlarmDesk
internal import CommandQueue
internal import Dosing
internal import PumpModel
internal import WandEngine
internal import WandLink
internal import WandProtocol

/// The daemon: its engine's events in, its effects out.
extension Ward {
    func tell(_ event: EngineEvent) throws(StoryProblem) {
        var effects: [EngineEffect] = []
        var events = [event]
        while !events.isEmpty {
            effects.removeAll(keepingCapacity: true)
            let nonce = Nonce(high: 1, low: count())
            engine.handle(events.removeFirst(), at: moment, freshNonce: { nonce }, into: &effects)
            for effect in effects { carryOut(effect, &events) }
        }
        engineDueAt = engine.nextDeadline.map { max(now, $0 - Self.bootUptime) }
    }

    private func carryOut(_ effect: EngineEffect, _ events: inout [EngineEvent]) {
        switch effect {
        case .transmit(let bytes): carry(bytes, toWand: true)
        case .persist(let token, let records):
            journal.keep(records)
            events.append(.queue(.persisted(token)))
        case .answer(let ticket, let answer): answers[ticket] = answer
        case .therapyWork(let pump): tellDesk(.therapyWork(pump, by: session))
        case .changed(let command): changed(command)
        case .observed(let observation): observed(observation)
        case .alert(let alert): tale.add(.daemon, now, "ALERT: \(alert)")
        case .sessionOpened(let opened):
            session = opened.welcome.serial
            tellDesk(.linkRestored(opened.welcome.serial))
        case .sessionLost:
            if let session { tellDesk(.linkLost(session)) }
            session = nil
            status = nil
        case .noted: break
        }
    }

    private func changed(_ command: Command) {
        let commands = engine.queue.commands.filter { $0.pump == command.pump }
        tellDesk(.openCommands(command.pump, commands.count { !$0.state.isTerminal }))
        tellDesk(.inDoubt(command.pump, commands: commands.count { $0.state == .inDoubt }))
        tellDesk(.sessionActivity(command.pump))
        switch command.state {
        case .mismatched: tellDesk(.mismatch(command.pump))
        case .succeeded: tellDesk(.readBackMatched(command.pump))
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying, .rejected, .failed,
            .cancelled, .expired, .superseded:
            break
        }
    }

    private func observed(_ observation: Observation) {
        switch observation {
        case .pump(let pump):
            known = pump
            tellDesk(.read(facts(pump)))
        case .wand(let told):
            let (before, after) = (status?.pump?.serial, told.pump?.serial)
            if let before, before != after { tellDesk(.outOfRange(before)) }
            if let after, let session { tellDesk(.inRange(after, by: session)) }
            status = told
        case .event: break
        }
    }

    /// What the desk needs of one interrogation, as the daemon tells it.
    private func facts(_ known: KnownPump) -> PumpFacts {
        let report = known.report
        let ahead = report.clockCorrection.milliseconds
        let card = try? RegistrationCard(report: report, readAt: known.readAt.utc, policy: site.card)
        let refill = card.flatMap { $0.endsWithService ? nil : $0 }
        return PumpFacts(
            serial: report.identity.serial, wand: session, readAt: known.readAt,
            clock: report.clock.advanced(byMilliseconds: ahead),
            alarms: report.alarms.map { Alarm(cause: $0.cause, since: $0.since.advanced(byMilliseconds: ahead)) },
            nothingFlowsSince: report.stoppedSince?.advanced(byMilliseconds: ahead),
            holdsStagedProgram: report.staged != nil, lowReservoirDate: refill?.lowReservoirDate,
            refillBy: refill?.refillBy,
            emptyDate: card?.emptyDate)
    }

    func cardPolicy(_ report: PumpReport) -> RegistrationCard.Policy {
        site.rules.catalog.pump(report.identity.model)?.policy(atLeast: site.card) ?? site.card
    }

    // MARK: the alarm desk

    func tellDesk(_ event: AlarmEvent) {
        var actions: [AlarmAction] = []
        desk.handle(event, at: moment, into: &actions)
        for action in actions { tale.add(action, now) }
        deskDueAt = desk.nextDeadline.map { max(now, $0 - Self.bootUptime) }
    }

    // MARK: port and process

    func openPort() throws(StoryProblem) {
        guard !isPortOpen else { return }
        isPortOpen = true
        try tell(.portOpened)
    }

    /// - Parameter inOrder: the host says goodbye first.
    func closePort(inOrder: Bool) throws(StoryProblem) {
        guard isPortOpen else { return }
        if inOrder { try tell(.shutdown) }
        isPortOpen = false
        deliveries.removeAll()
        try tell(.portClosed)
    }

    /// The process ends, and another one begins with what the journal holds.
    func restartDaemon() throws(StoryProblem) {
        let wasOpen = isPortOpen
        try closePort(inOrder: true)
        engine = Self.engine(site)
        let memories = desk.memories
        let next = (desk.shown.map(\.id.number).max() ?? 0) + 1_000
        desk = AlarmDesk(policy: site.alarms, firstID: next)
        session = nil
        status = nil
        known = nil
        tellDesk(.restore(memories))
        let found = journal.found
        if !found.isEmpty { try tell(.queue(.restore(found))) }
        if wasOpen { try openPort() }
    }
}
