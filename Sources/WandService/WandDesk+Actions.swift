internal import CommandQueue
internal import Logging
internal import NIOCore
internal import PumpModel
internal import WandLink
internal import WandProtocol

extension WandDesk {
    func carryOut(_ action: LinkAction) {
        switch action {
        case .transmit(let frame): transmit(frame)
        case .opened(let session):
            let welcome = session.welcome
            self.session = WandSnapshot.Session(
                wand: welcome.serial, model: welcome.model, firmware: welcome.firmware, openedAt: Clocks.now().utc)
            logger.notice("session open", metadata: ["serial": "\(welcome.serial)", "firmware": "\(welcome.firmware)"])
            logger.warning("session is unpaired: nothing proves who is on the line")
            handle(.sessionOpened(welcome.capabilities))
        case .deliver(let body): deliver(body)
        case .lost(let loss):
            session = nil
            status = nil
            logger.notice("session lost", metadata: ["reason": "\(loss)"])
            handle(.sessionLost)
        case .refused(let refusal): logger.warning("the link took no message", metadata: ["reason": "\(refusal)"])
        case .incompatible(let reason):
            logger.error("the wand can not be used as it is", metadata: ["reason": "\(reason)"])
        }
    }

    private func transmit(_ frame: Frame) {
        guard let channel else { return }
        var buffer = channel.allocator.buffer(capacity: 0)
        buffer.writeBytes(encoder.encode(frame))
        channel.write(buffer, promise: nil)
    }

    private func deliver(_ body: ArraySlice<UInt8>) {
        do throws(MessageError) {
            handle(.received(try Envelope(decoding: body)))
        } catch {
            logger.warning("dropped a message that is none", metadata: ["error": "\(error)"])
        }
    }

    func carryOut(_ action: QueueAction) {
        switch action {
        case .send(let envelope): send(.send(envelope.encoded()), envelope.requestID)
        case .sendUrgent(let envelope): send(.sendUrgent(envelope.encoded()), envelope.requestID)
        case .persist(let token, let records): write(records, token)
        case .answer(let ticket, let answer): waiting.removeValue(forKey: ticket)?.resume(returning: answer)
        case .changed(let command):
            logger.notice(
                "command \(command.state.name)",
                metadata: ["command": "\(command.id)", "pump": "\(command.pump)"])
            wakeWatchers(of: command)
        case .observed(let observation): observed(observation)
        case .alert(let alert): logger.critical("\(alert)")
        }
    }

    private func observed(_ observation: Observation) {
        switch observation {
        case .pump(let known):
            for alarm in known.report.alarms where alarm.cause.alarmClass == .critical {
                logger.critical(
                    "critical alarm",
                    metadata: ["cause": "\(alarm.cause.name)", "pump": "\(known.report.identity.serial)"])
            }
        case .wand(let status):
            self.status = WandSnapshot.Status(
                readAt: Clocks.now().utc, uptimeSeconds: status.uptimeSeconds,
                pump: status.pump.map { pump in
                    WandSnapshot.PumpInRange(
                        serial: pump.serial, isImplanted: pump.isImplanted, strengthPercent: pump.strengthPercent)
                })
        case .event(let event):
            logger.notice("pump event", metadata: ["pump": "\(event.pump)", "event": "\(event.kind)"])
        }
    }
}
