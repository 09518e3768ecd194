internal import PumpModel

extension [UInt8] {
    mutating func write(_ report: PumpReport) {
        write(text: report.identity.serial.text)
        write(text: report.identity.model)
        write(text: report.identity.firmware)
        write32(report.identity.reservoirSize)
        write(report.identity.calibrationConstant)
        write(report.clock)
        write(report.drug.rawValue)
        write32(report.concentration)
        write(report.revision)
        write(report.program)
        write(report.programmedAt)
        write32(report.actualFlow)
        write32(report.bolusRemaining)
        write32(report.reservoir)
        write32(report.lowReservoirVolume)
        write32(report.residualVolume)
        write32(report.minimumFlow)
        write(report.serviceDaysRemaining)
        write(optional: report.stoppedSince) { $0.write($1) }
        write(optional: report.staged) { $0.write($1) }
        write(optional: report.lastApplied) { $0.write($1) }
        write(report.appliedCount)
        write(report.newestEvent)
        precondition(report.alarms.count <= Limits.wireListEntries, "alarm list over its limit")
        write(UInt8(report.alarms.count))
        for alarm in report.alarms {
            write(alarm.cause.rawValue)
            write(alarm.since)
        }
        write(report.newestFault)
        write(report.clockCorrection)
        write(optional: report.setUp) { $0.write($1) }
        write(optional: report.lastRefill) { $0.write($1) }
        write(report.patientBoluses)
        precondition(report.deliveredByHour.count <= PumpReport.deliveredHours, "hours over their limit")
        write(UInt8(report.deliveredByHour.count))
        for dose in report.deliveredByHour { write32(dose) }
    }

    mutating func write(_ status: WandStatus) {
        write(status.uptimeSeconds)
        write(status.clock)
        write(optional: status.pump) { out, pump in
            out.write(text: pump.serial.text)
            out.append(pump.isImplanted ? 1 : 0)
            out.append(pump.strengthPercent)
        }
    }

    mutating func write(_ fault: Fault) {
        write(fault.requestType)
        write(fault.code.rawValue)
        write(text: fault.detail)
    }
}

extension WireReader {
    mutating func pumpReport() throws(MessageError) -> PumpReport {
        let identity = PumpIdentity(
            serial: try serial("pumpSerial"), model: try text("model"), firmware: try text("firmware"),
            reservoirSize: try quantity("reservoirSize"), calibrationConstant: try integer("calibrationConstant"))
        return PumpReport(
            identity: identity, clock: try timestamp("clock"), drug: try code("drug"),
            concentration: try quantity("concentration"), revision: try revision("revision"), program: try program(),
            programmedAt: try timestamp("programmedAt"), actualFlow: try quantity("actualFlow"),
            bolusRemaining: try quantity("bolusRemaining"), reservoir: try quantity("reservoir"),
            lowReservoirVolume: try quantity("lowReservoirVolume"), residualVolume: try quantity("residualVolume"),
            minimumFlow: try quantity("minimumFlow"), serviceDaysRemaining: try integer("serviceDaysRemaining"),
            stoppedSince: try optional("stoppedSince") { reader throws(MessageError) in
                try reader.timestamp("stoppedSince")
            },
            staged: try optional("staged") { reader throws(MessageError) in try reader.staged() },
            lastApplied: try optional("lastApplied") { reader throws(MessageError) in try reader.applied() },
            appliedCount: try integer("appliedCount"), newestEvent: try integer("newestEvent"), alarms: try alarms(),
            newestFault: try integer("newestFault"), clockCorrection: try clockCorrection(),
            setUp: try optional("setUp") { reader throws(MessageError) in try reader.setUp() },
            lastRefill: try optional("lastRefill") { reader throws(MessageError) in try reader.appliedRefill() },
            patientBoluses: try integer("patientBoluses"), deliveredByHour: try deliveredByHour())
    }

    private mutating func deliveredByHour() throws(MessageError) -> [Dose] {
        let count: UInt8 = try integer("hourCount")
        guard count <= PumpReport.deliveredHours else { throw .invalid(field: "hourCount") }
        var doses: [Dose] = []
        for _ in 0..<count { doses.append(try quantity("delivered")) }
        return doses
    }

    /// By ascending cause, each at most once: one encoding of each set.
    private mutating func alarms() throws(MessageError) -> [Alarm] {
        let count: UInt8 = try integer("alarmCount")
        guard count <= Limits.wireListEntries else { throw .invalid(field: "alarmCount") }
        var alarms: [Alarm] = []
        for _ in 0..<count {
            let cause: AlarmCause = try code("alarmCause")
            if let last = alarms.last, last.cause.rawValue >= cause.rawValue { throw .invalid(field: "alarmCause") }
            alarms.append(Alarm(cause: cause, since: try timestamp("alarmSince")))
        }
        return alarms
    }

    mutating func wandStatus() throws(MessageError) -> WandStatus {
        WandStatus(
            uptimeSeconds: try integer("uptime"), clock: try timestamp("clock"),
            pump: try optional("pump") { reader throws(MessageError) in
                let serial: PumpSerial = try reader.serial("pumpSerial")
                let isImplanted = try reader.boolean("implanted")
                let strength: UInt8 = try reader.integer("strength")
                guard (1...100).contains(strength) else { throw .invalid(field: "strength") }
                return WandStatus.Pump(serial: serial, isImplanted: isImplanted, strengthPercent: strength)
            })
    }

    mutating func fault() throws(MessageError) -> Fault {
        Fault(requestType: try integer("requestType"), code: try code("code"), detail: try text("detail"))
    }
}
