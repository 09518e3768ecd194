internal import PumpModel

/// What a pump can not know, on lines of their own.
extension PumpPhysics {
    /// Without the line.
    var fields: String { "\(accuracyPerMille) \(content)" }
}

extension CatheterLine {
    var lines: [String] {
        [
            "line \(volume.rawValue) \(concentration.rawValue) \(entered) \(stepped) \(waiting) \(earlier) "
                + "\(earlierVolume)",
            "lineHours \(hours.fields)", "lineCells " + cells.map { String($0) }.joined(separator: " "),
        ]
    }
}

extension FieldStall {
    var fields: String {
        let flags = [isNoticed, isRecoveryNoticed, isInterrogated].map { $0 ? "1" : "0" }
        return ([since.fields, resumesAt?.fields ?? "-"] + flags).joined(separator: " ")
    }
}

extension FieldReader {
    mutating func physics() -> PumpPhysics? {
        guard let accuracy: Int64 = number(), PumpPhysics.accuracy.contains(accuracy), let content = amount(),
            content <= PumpMemory.partsRange.upperBound * CatheterLine.scale
        else { return nil }
        return PumpPhysics(content: content, accuracyPerMille: accuracy)
    }

    /// Without its hours and its cells.
    mutating func line() -> CatheterLine? {
        guard let volume: Volume = quantity(), let concentration: Concentration = quantity(),
            var line = CatheterLine(volume: volume, filledWith: concentration, at: Timestamp(clamping: 0)),
            let entered = amount(), let stepped = amount(), let waiting = amount(), let earlier = amount(),
            let earlierVolume = amount()
        else { return nil }
        line.entered = entered
        line.stepped = stepped
        line.waiting = waiting
        line.earlier = earlier
        line.earlierVolume = earlierVolume
        return line.isBetweenSteps ? line : nil
    }

    mutating func cells(upTo full: Int128) -> [Int128]? {
        let cells = (0..<CatheterLine.cellCount).compactMap { _ in amount() }
        return cells.count == CatheterLine.cellCount && cells.allSatisfy { $0 <= full } ? cells : nil
    }

    mutating func fieldStall() -> FieldStall? {
        guard let since = timestamp() else { return nil }
        var stall = FieldStall(since: since)
        if !skip("-") {
            guard let resumesAt = timestamp() else { return nil }
            stall.resumesAt = resumesAt
        }
        guard let isNoticed = flag(), let isRecoveryNoticed = flag(), let isInterrogated = flag() else { return nil }
        stall.isNoticed = isNoticed
        stall.isRecoveryNoticed = isRecoveryNoticed
        stall.isInterrogated = isInterrogated
        return stall
    }

    private mutating func amount() -> Int128? {
        (number() as Int128?).flatMap { PumpMemory.amounts.contains($0) ? $0 : nil }
    }
}
