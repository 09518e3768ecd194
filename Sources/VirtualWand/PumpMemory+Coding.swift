internal import PumpModel
internal import WandProtocol

/// Why bytes are not a pump's memory.
package enum PumpMemoryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not a file of this kind, or of another version.
    case foreign
    /// The check at the end does not match: the file is damaged or cut.
    case damaged
    /// A line is missing or holds what it can not.
    case invalid(line: Int, expected: String)

    package var description: String {
        switch self {
        case .foreign: "not a pump memory of version 1"
        case .damaged: "damaged: the checksum does not match"
        case .invalid(let line, let expected): "line \(line) is not a valid '\(expected)'"
        }
    }
}

/// The memory as text: one field per line in a fixed order, raw units, and a CRC-32C over all before it.
extension PumpMemory {
    static let title = "virtual pump memory 1"

    /// The bytes of the file.
    package func encoded() -> [UInt8] {
        var lines = [
            Self.title, "serial \(identity.serial)", "model \(identity.model)", "firmware \(identity.firmware)",
            "reservoirSize \(identity.reservoirSize.rawValue)", "calibration \(identity.calibrationConstant)",
            "implanted \(isImplanted ? 1 : 0)", "drug \(drug.rawValue)", "concentration \(concentration.rawValue)",
            "flow \(bounds.flow.lowerBound.rawValue) \(bounds.flow.upperBound.rawValue)",
            "minimumFlow \(bounds.minimumFlow.rawValue)", "lowReservoir \(bounds.lowReservoirVolume.rawValue)",
            "residual \(bounds.residualVolume.rawValue)", "remembered \(bounds.rememberedTransactions)",
            "program \(program.fields)", "revision \(revision)", "programmedAt \(programmedAt.fields)",
            "appliedCount \(appliedCount)", "clock \(clock.fields)", "reservoirParts \(reservoirParts)",
            "programStoppedSince \(programStoppedSince?.fields ?? "-")",
            "nothingFlowsSince \(nothingFlowsSince?.fields ?? "-")",
            "electiveReplacementAt \(electiveReplacementAt.fields)",
            "conditions \(conditions.map(\.rawValue).sorted().joined(separator: ","))", "newestEvent \(newestEvent)",
            "alarms \(alarms.count)",
        ]
        lines += alarms.map { "alarm \($0.cause.rawValue) \($0.since.fields)" }
        lines.append("events \(events.count)")
        lines += events.map { "event \($0.number) \($0.at.fields) \($0.kind.fields)" }
        lines.append("history \(history.count)")
        lines += history.map {
            "change \($0.applied.transaction) \($0.applied.revision) \($0.applied.at.fields) "
                + "\($0.changedRevision ? 1 : 0) \($0.program.fields)"
        }
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        return text + Array("crc32c \(CRC32C.checksum(of: text))\n".utf8)
    }

    /// Reads what `encoded` writes, and nothing else.
    package init(decoding bytes: [UInt8]) throws(PumpMemoryError) {
        guard bytes.starts(with: Array((Self.title + "\n").utf8)) else { throw .foreign }
        guard bytes.last == 0x0A, let end = bytes.dropLast().lastIndex(of: 0x0A) else { throw .damaged }
        let covered = Array(bytes[...end])
        guard Array(bytes[(end + 1)...]) == Array("crc32c \(CRC32C.checksum(of: covered))\n".utf8) else {
            throw .damaged
        }
        var reader = PumpMemoryReader(text: String(decoding: covered, as: UTF8.self))
        try reader.skipTitle()
        let identity = PumpIdentity(
            serial: try reader.one("serial") { PumpSerial($0) }, model: try reader.one("model") { $0 },
            firmware: try reader.one("firmware") { $0 }, reservoirSize: try reader.quantity("reservoirSize"),
            calibrationConstant: try reader.one("calibration") { UInt32($0) })
        let isImplanted = try reader.flag("implanted")
        let drug = try reader.one("drug") { UInt8($0).flatMap(Drug.init(rawValue:)) }
        let concentration: Concentration = try reader.quantity("concentration")
        let flow: ClosedRange<Flow> = try reader.fields("flow") { fields in
            guard fields.count == 2, let low = Int64(fields[0]), let high = Int64(fields[1]), low <= high,
                let lower = try? Flow(raw: low), let upper = try? Flow(raw: high)
            else { return nil }
            return lower...upper
        }
        let bounds = PumpBounds(
            flow: flow, minimumFlow: try reader.quantity("minimumFlow"),
            lowReservoirVolume: try reader.quantity("lowReservoir"),
            residualVolume: try reader.quantity("residual"),
            rememberedTransactions: try reader.one("remembered") { Int($0).flatMap { $0 > 0 ? $0 : nil } })
        self.init(
            identity: identity, isImplanted: isImplanted, drug: drug, concentration: concentration, bounds: bounds,
            program: try reader.fields("program", Program.init(fields:)),
            revision: try reader.one("revision") { UInt32($0).map(ProgramRevision.init) },
            programmedAt: try reader.timestamp("programmedAt"),
            appliedCount: try reader.one("appliedCount") { UInt32($0) },
            history: [], clock: try reader.timestamp("clock"),
            reservoirParts: try reader.one("reservoirParts") { Int128($0).flatMap { $0 >= 0 ? $0 : nil } },
            programStoppedSince: try reader.optionalTimestamp("programStoppedSince"),
            nothingFlowsSince: try reader.optionalTimestamp("nothingFlowsSince"),
            electiveReplacementAt: try reader.timestamp("electiveReplacementAt"),
            conditions: try reader.one("conditions", PumpCondition.set(text:)), alarms: [],
            newestEvent: try reader.one("newestEvent") { UInt32($0) }, events: [])
        alarms = try reader.list("alarms", "alarm", limit: AlarmCause.allCases.count) { fields in
            guard fields.count == 2, let cause = UInt8(fields[0]).flatMap(AlarmCause.init(rawValue:)),
                let since = Timestamp(fields: fields[1])
            else { return nil }
            return Alarm(cause: cause, since: since)
        }
        events = try reader.list("events", "event", limit: Self.eventLimit) { fields in
            guard fields.count == 4, let number = UInt32(fields[0]), let at = Timestamp(fields: fields[1]),
                let kind = PumpEvent.Kind(fields: fields[2...])
            else { return nil }
            return PumpEvent(pump: identity.serial, number: number, at: at, kind: kind)
        }
        history = try reader.list("history", "change", limit: Self.historyLimit) { AppliedChange(fields: $0) }
        try reader.end()
    }
}
