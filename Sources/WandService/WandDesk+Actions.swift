internal import AlarmDesk
internal import CommandQueue
internal import Logging
internal import NIOCore
internal import PumpModel
internal import WandEngine
internal import WandLink
internal import WandProtocol

extension WandDesk {
    func carryOut(_ effect: EngineEffect) {
        switch effect {
        case .transmit(let bytes): transmit(bytes)
        case .persist(let token, let records): write(records, token)
        case .therapyWork(let pump): tellAlarms(workOn: pump)
        case .answer(let ticket, let answer): waiting.removeValue(forKey: ticket)?.resume(returning: answer)
        case .changed(let command):
            logger.notice(
                "command \(command.state.name)",
                metadata: ["command": "\(command.id)", "pump": "\(command.pump)"])
            wakeWatchers(of: command)
            tellAlarms(command)
        case .observed(let observation): observed(observation)
        case .alert(let alert): logger.critical("\(alert)")
        case .sessionOpened(let session): opened(session.welcome)
        case .sessionLost(let loss):
            if let wand = session?.wand { alarms?.handle(.linkLost(wand)) }
            session = nil
            status = nil
            tell(.wand(name))
            logger.notice("session lost", metadata: ["reason": "\(loss)"])
        case .noted(let note): noted(note)
        }
    }

    private func transmit(_ bytes: [UInt8]) {
        guard let channel else { return }
        var buffer = channel.allocator.buffer(capacity: bytes.count)
        buffer.writeBytes(bytes)
        channel.write(buffer, promise: nil)
    }

    private func opened(_ welcome: Welcome) {
        session = WandSnapshot.Session(
            wand: welcome.serial, model: welcome.model, firmware: welcome.firmware, openedAt: Clocks.now().utc)
        tell(.wand(name))
        logger.notice("session open", metadata: ["serial": "\(welcome.serial)", "firmware": "\(welcome.firmware)"])
        alarms?.handle(.linkRestored(welcome.serial))
        logger.warning("session is unpaired: nothing proves who is on the line")
    }

    private func noted(_ note: EngineNote) {
        switch note {
        case .incompatible(let reason):
            logger.error("the wand can not be used as it is", metadata: ["reason": "\(reason)"])
        case .refused(let refusal): logger.warning("the link took no message", metadata: ["reason": "\(refusal)"])
        case .corrupt(let error): logger.trace("dropped bytes that are no frame", metadata: ["error": "\(error)"])
        case .malformed(let error):
            logger.warning("dropped a message that is none", metadata: ["error": "\(error)"])
        }
    }

    private func observed(_ observation: Observation) {
        switch observation {
        case .pump(let known):
            tellAlarms(known)
            tell(.pump(known.report.identity.serial))
            // it may have been among the pumps that were stopped and not read since
            tell(.wand(name))
        case .wand(let status):
            tellAlarms(status)
            self.status = WandSnapshot.Status(
                readAt: Clocks.now().utc, uptimeSeconds: status.uptimeSeconds,
                pump: status.pump.map { pump in
                    WandSnapshot.PumpInRange(
                        serial: pump.serial, isImplanted: pump.isImplanted, strengthPercent: pump.strengthPercent)
                })
            tell(.wand(name))
        case .event(let event):
            // an alarm is told by a reading, which somebody must ask for
            if case .alarmRaised = event.kind { readAgain() }
            if case .alarmCleared = event.kind { readAgain() }
            logger.notice("pump event", metadata: ["pump": "\(event.pump)", "event": "\(event.kind)"])
        }
    }
}
