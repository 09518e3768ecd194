internal import PumpModel
internal import WandProtocol

/// The fields of a pump's memory in the order of the file.
extension PumpMemoryReader {
    mutating func memory() throws(PumpMemoryError) -> PumpMemory {
        let identity = try identity()
        let isImplanted = try flag("implanted")
        let bounds = try bounds()
        var memory = PumpMemory(
            identity: identity, isImplanted: isImplanted, drug: try fields("drug") { $0.code() },
            concentration: try quantity("concentration"), bounds: bounds,
            program: try fields("program") { $0.program() },
            revision: try fields("revision") { $0.revision() }, programmedAt: try timestamp("programmedAt"),
            periodicFrom: try optionalTimestamp("periodicFrom"),
            appliedCount: try fields("appliedCount") { $0.number() }, history: [],
            setUp: try optional("setUp") { $0.setUp() }, lastRefill: try optional("lastRefill") { $0.appliedRefill() },
            clockCorrection: try fields("clockCorrection") { $0.clockCorrection() }, clock: try timestamp("clock"),
            reservoirParts: try amount("reservoirParts"), hours: try fields("hours") { $0.hours() },
            programStoppedSince: try optionalTimestamp("programStoppedSince"),
            nothingFlowsSince: try optionalTimestamp("nothingFlowsSince"),
            electiveReplacementAt: try timestamp("electiveReplacementAt"),
            conditions: try one("conditions", PumpCondition.set(text:)),
            fieldStall: try optional("fieldStall") { $0.fieldStall() }, hungSince: try optionalTimestamp("hungSince"),
            alarms: [],
            newestEvent: try fields("newestEvent") { $0.number() }, events: [],
            newestFault: try fields("newestFault") { $0.number() }, faults: [], patientBoluses: [],
            physics: try fields("physics") { $0.physics() })
        try require(memory.hours.runs(at: memory.clock), "hours")
        try readLists(of: &memory)
        return memory
    }

    private mutating func readLists(of memory: inout PumpMemory) throws(PumpMemoryError) {
        let serial = memory.identity.serial
        memory.alarms = try list("alarms", "alarm", limit: AlarmCause.allCases.count) { $0.alarm() }
        memory.events = try list("events", "event", limit: PumpMemory.eventLimit) { $0.event(of: serial) }
        memory.faults = try list("faults", "fault", limit: PumpMemory.faultLimit) { $0.fault() }
        memory.patientBoluses = try list(
            "patientBoluses", "given", limit: PatientBolus.allotment.upperBound
        ) { $0.givenBolus() }
        memory.physics.line = try line()
        try require(memory.physics.line?.hours.runs(at: memory.clock) ?? true, "lineHours")
        memory.history = try list("history", "change", limit: PumpMemory.historyLimit) { $0.appliedChange() }
    }

    private mutating func identity() throws(PumpMemoryError) -> PumpIdentity {
        PumpIdentity(
            serial: try one("serial") { PumpSerial($0) }, model: try one("model") { $0 },
            firmware: try one("firmware") { $0 }, reservoirSize: try quantity("reservoirSize"),
            calibrationConstant: try fields("calibration") { $0.number() })
    }

    private mutating func bounds() throws(PumpMemoryError) -> PumpBounds {
        PumpBounds(
            flow: try fields("flow") { $0.flowRange() }, minimumFlow: try quantity("minimumFlow"),
            lowReservoirVolume: try quantity("lowReservoir"), residualVolume: try quantity("residual"),
            rememberedTransactions: try one("remembered") { Int($0).flatMap { $0 > 0 ? $0 : nil } })
    }

    /// Parts that there can be in a pump.
    private mutating func amount(_ name: String) throws(PumpMemoryError) -> Int128 {
        try one(name) { Int128($0).flatMap { PumpMemory.partsRange.contains($0) ? $0 : nil } }
    }

    /// A line, its hours and its cells; or none of them.
    private mutating func line() throws(PumpMemoryError) -> CatheterLine? {
        guard var line = try optional("line", { $0.line() }) else { return nil }
        line.hours = try fields("lineHours") { $0.hours() }
        let full = line.fullCell
        line.cells = try fields("lineCells") { $0.cells(upTo: full) }
        return line
    }
}
