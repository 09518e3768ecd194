package import PumpModel
internal import WandProtocol

/// What happens at the bedside.
extension VirtualPump {
    package mutating func undergo(_ happening: PumpHappening, at moment: Moment) -> [PumpAction] {
        switch happening {
        case .patientBolus: askForBolus(at: moment)
        case .magnetEntered: changeHardware(at: moment) { $0.enterMagnet() }
        case .magnetLeft(let span): changeHardware(at: moment) { $0.leaveMagnet(resumingAfter: span) }
        case .interference: changeHardware(at: moment) { $0.interfere() }
        case .emptied: refill(to: memory.bounds.residualVolume, at: moment)
        case .serviceDays(let days):
            changeHardware(at: moment) { pump in
                pump.memory.electiveReplacementAt = pump.memory.clock.advanced(
                    byMilliseconds: days * TimeSpan.day.milliseconds)
            }
        case .accuracy(let perMille):
            changeHardware(at: moment) { pump in
                let stated = PumpPhysics.accuracy
                pump.memory.physics.accuracyPerMille = min(max(perMille, stated.lowerBound), stated.upperBound)
            }
        case .line(let start): changeHardware(at: moment) { $0.lay(start) }
        }
    }

    /// An interrogation ends a telemetry hang, and is what shows the end of a stall.
    mutating func interrogated() {
        memory.hungSince = nil
        noticeInterrogation()
        settle()
    }

    private mutating func interfere() {
        guard !memory.alarms.isEmpty, memory.hungSince == nil else { return }
        memory.hungSince = memory.clock
        log(.telemetryHang)
    }

    private mutating func lay(_ start: LineStart?) {
        memory.physics.line = start.flatMap { start in
            CatheterLine(
                volume: start.volume ?? memory.setUp?.lineVolume ?? LineStart.customaryVolume,
                filledWith: start.isFilled ? memory.concentration : nil, at: memory.clock)
        }
    }
}
