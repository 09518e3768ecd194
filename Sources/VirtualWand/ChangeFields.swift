internal import PumpModel
internal import WandProtocol

/// A change on one line: the program, then what else it changes, each announced by a word.
extension PumpChange {
    var fields: String {
        let others = [
            refill.map { "refill \($0.fields)" }, setUp.map { "setUp \($0.fields)" },
            clock.map { "clock \($0.milliseconds)" },
        ]
        return ([program.fields] + others.compactMap { $0 }).joined(separator: " ")
    }
}

extension Refill {
    var fields: String {
        "\(withdrawn.rawValue) \(filled.rawValue) \(drug.rawValue) \(concentration.rawValue)"
    }
}

extension PumpSetUp {
    var fields: String {
        "\(patient) \(patientClass.rawValue) \(tubingVolume.rawValue) \(catheterLength.rawValue) "
            + "\(catheterVolume.rawValue) \(lowReservoirVolume.rawValue) \(calibrationConstant)"
    }
}

extension AppliedRefill {
    var fields: String { "\(refill.fields) \(revision) \(at.fields)" }
}

extension AppliedChange {
    var fields: String {
        "\(applied.transaction) \(applied.revision) \(applied.at.fields) \(changedRevision ? 1 : 0) \(change.fields)"
    }
}

extension GivenBolus {
    var fields: String { "\(start.fields) \(revision)" }
}

extension FieldReader {
    mutating func appliedChange() -> AppliedChange? {
        guard let id = text().flatMap({ TransactionID(String($0)) }), let revision = revision(), let at = timestamp(),
            let changed = flag(), let change = change()
        else { return nil }
        return AppliedChange(
            applied: AppliedTransaction(transaction: id, revision: revision, at: at), change: change,
            changedRevision: changed)
    }

    private mutating func change() -> PumpChange? {
        guard let program = program(), let refill = optional("refill", { $0.refill() }),
            let setUp = optional("setUp", { $0.setUp() }), let clock = optional("clock", { $0.clockCorrection() })
        else { return nil }
        return PumpChange(program: program, refill: refill, setUp: setUp, clock: clock)
    }

    private mutating func refill() -> Refill? {
        guard let withdrawn: Volume = quantity(), let filled: Volume = quantity(), let drug: Drug = code(),
            let concentration: Concentration = quantity()
        else { return nil }
        return Refill(withdrawn: withdrawn, filled: filled, drug: drug, concentration: concentration)
    }

    mutating func setUp() -> PumpSetUp? {
        guard let patient = text().flatMap({ PatientCode(String($0)) }), let group: PatientClass = code(),
            let tubing: Volume = quantity(), let length: Length = quantity(), let catheter: Volume = quantity(),
            let low: Volume = quantity(), let calibration: UInt32 = number()
        else { return nil }
        return PumpSetUp(
            patient: patient, patientClass: group, tubingVolume: tubing, catheterLength: length,
            catheterVolume: catheter, lowReservoirVolume: low, calibrationConstant: calibration)
    }

    mutating func clockCorrection() -> ClockCorrection? {
        (number() as Int64?).flatMap(ClockCorrection.init(milliseconds:))
    }

    mutating func appliedRefill() -> AppliedRefill? {
        guard let refill = refill(), let revision = revision(), let at = timestamp() else { return nil }
        return AppliedRefill(refill: refill, revision: revision, at: at)
    }

    mutating func givenBolus() -> GivenBolus? {
        guard let start = timestamp(), let revision = revision() else { return nil }
        return GivenBolus(start: start, revision: revision)
    }
}
