internal import AlarmDesk
internal import CommandQueue
internal import Dosing
internal import PumpModel
internal import WandEngine
internal import WandProtocol

/// What the alarm desk is told by one wand.
extension WandDesk {
    /// A pump was read.
    func tellAlarms(_ known: KnownPump) {
        let report = known.report
        let card = try? RegistrationCard(
            report: report, readAt: known.readAt.utc,
            policy: settings.policy.rules.catalog.policy(for: report.identity.model, atLeast: settings.cardPolicy()))
        // a pump that ends before its drug does asks for a replacement, and says so itself
        let refill = card.flatMap { $0.endsWithService ? nil : $0 }
        alarms?.handle(
            .read(
                PumpFacts(
                    serial: report.identity.serial, wand: session?.wand, readAt: known.readAt,
                    clock: report.clock.advanced(byMilliseconds: report.clockCorrection.milliseconds),
                    alarms: report.alarms.map { alarm in
                        Alarm(
                            cause: alarm.cause,
                            since: alarm.since.advanced(byMilliseconds: report.clockCorrection.milliseconds))
                    },
                    nothingFlowsSince: report.stoppedSince?.advanced(
                        byMilliseconds: report.clockCorrection.milliseconds),
                    holdsStagedProgram: report.staged != nil, lowReservoirDate: refill?.lowReservoirDate,
                    refillBy: refill?.refillBy, emptyDate: card?.emptyDate)))
    }

    /// A command moved, and the move is durable.
    func tellAlarms(_ command: Command) {
        let commands = engine.queue.commands.filter { $0.pump == command.pump }
        alarms?.handle(.openCommands(command.pump, commands.count { !$0.state.isTerminal }))
        alarms?.handle(.inDoubt(command.pump, commands: commands.count { $0.state == .inDoubt }))
        alarms?.handle(.sessionActivity(command.pump))
        switch command.state {
        case .mismatched: alarms?.handle(.mismatch(command.pump))
        case .succeeded: alarms?.handle(.readBackMatched(command.pump))
        case .queued, .validated, .staged, .awaitingConfirmation, .committing, .inDoubt, .verifying, .rejected, .failed,
            .cancelled, .expired, .superseded:
            break
        }
    }

    /// Something that can change a pump, or what it holds, is on its way to it.
    func tellAlarms(workOn pump: PumpSerial) { alarms?.handle(.therapyWork(pump, by: session?.wand)) }

    /// The wand's word on which pump it reaches.
    func tellAlarms(_ status: WandStatus) {
        let after = status.pump?.serial
        if let before = pumpInRange, before != after { alarms?.handle(.outOfRange(before)) }
        pumpInRange = after
        if let after, let wand = session?.wand { alarms?.handle(.inRange(after, by: wand)) }
    }
}
