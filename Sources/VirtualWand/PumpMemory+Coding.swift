internal import PumpModel
internal import WandProtocol

/// Why bytes are not a pump's memory.
package enum PumpMemoryError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not a file of this kind.
    case foreign
    /// A file of this kind, of a version that is not read here.
    case otherVersion(String)
    /// The check at the end does not match: the file is damaged or cut.
    case damaged
    /// A line is missing or holds what it can not.
    case invalid(line: Int, expected: String)

    package var description: String {
        switch self {
        case .foreign: "not a pump memory"
        case .otherVersion(let version): "a pump memory of version \(version), and only version 2 is read here"
        case .damaged: "damaged: the checksum does not match"
        case .invalid(let line, let expected): "line \(line) is not a valid '\(expected)'"
        }
    }
}

/// The memory as text: one field per line in a fixed order, raw units, and a CRC-32C over all before it.
extension PumpMemory {
    private static let kind = "virtual pump memory "
    static let title = kind + "2"

    /// The bytes of the file.
    package func encoded() -> [UInt8] {
        let text = Array((lines.joined(separator: "\n") + "\n").utf8)
        return text + Array("crc32c \(CRC32C.checksum(of: text))\n".utf8)
    }

    private var lines: [String] {
        let sections = [
            [Self.title], identityLines, programLines, deliveryLines,
            Self.list("alarms", "alarm", alarms.map(\.fields)), Self.list("events", "event", events.map(\.fields)),
            Self.list("faults", "fault", faults.map(\.fields)),
            Self.list("patientBoluses", "given", patientBoluses.map(\.fields)),
            physics.line?.lines ?? ["line -"], Self.list("history", "change", history.map(\.fields)),
        ]
        return sections.flatMap { $0 }
    }

    private var identityLines: [String] {
        [
            "serial \(identity.serial)", "model \(identity.model)", "firmware \(identity.firmware)",
            "reservoirSize \(identity.reservoirSize.rawValue)", "calibration \(identity.calibrationConstant)",
            "implanted \(isImplanted ? 1 : 0)",
            "flow \(bounds.flow.lowerBound.rawValue) \(bounds.flow.upperBound.rawValue)",
            "minimumFlow \(bounds.minimumFlow.rawValue)", "lowReservoir \(bounds.lowReservoirVolume.rawValue)",
            "residual \(bounds.residualVolume.rawValue)", "remembered \(bounds.rememberedTransactions)",
        ]
    }

    private var programLines: [String] {
        [
            "drug \(drug.rawValue)", "concentration \(concentration.rawValue)", "program \(program.fields)",
            "revision \(revision)", "programmedAt \(programmedAt.fields)",
            "periodicFrom \(periodicFrom?.fields ?? "-")", "appliedCount \(appliedCount)",
            "setUp \(setUp?.fields ?? "-")", "lastRefill \(lastRefill?.fields ?? "-")",
            "clockCorrection \(clockCorrection.milliseconds)",
        ]
    }

    private var deliveryLines: [String] {
        [
            "clock \(clock.fields)", "reservoirParts \(reservoirParts)", "hours \(hours.fields)",
            "programStoppedSince \(programStoppedSince?.fields ?? "-")",
            "nothingFlowsSince \(nothingFlowsSince?.fields ?? "-")",
            "electiveReplacementAt \(electiveReplacementAt.fields)",
            "conditions \(conditions.map(\.rawValue).sorted().joined(separator: ","))",
            "fieldStall \(fieldStall?.fields ?? "-")", "hungSince \(hungSince?.fields ?? "-")",
            "newestEvent \(newestEvent)",
            "newestFault \(newestFault)", "physics \(physics.fields)",
        ]
    }

    private static func list(_ name: String, _ entry: String, _ entries: [String]) -> [String] {
        ["\(name) \(entries.count)"] + entries.map { "\(entry) \($0)" }
    }

    /// Reads what `encoded` writes, and nothing else.
    package init(decoding bytes: [UInt8]) throws(PumpMemoryError) {
        var reader = PumpMemoryReader(text: try Self.checked(bytes))
        try reader.skipTitle()
        self = try reader.memory()
        try reader.end()
    }

    /// The text before the check at its end.
    private static func checked(_ bytes: [UInt8]) throws(PumpMemoryError) -> String {
        let first = String(decoding: bytes.prefix { $0 != 0x0A }.prefix(64), as: UTF8.self)
        guard first.hasPrefix(kind), bytes.contains(0x0A) else { throw .foreign }
        guard first == title else { throw .otherVersion(String(first.dropFirst(kind.count))) }
        guard bytes.last == 0x0A, let end = bytes.dropLast().lastIndex(of: 0x0A) else { throw .damaged }
        let covered = Array(bytes[...end])
        guard Array(bytes[(end + 1)...]) == Array("crc32c \(CRC32C.checksum(of: covered))\n".utf8) else {
            throw .damaged
        }
        return String(decoding: covered, as: UTF8.self)
    }
}
