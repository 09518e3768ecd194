package import PumpModel

extension [UInt8] {
    mutating func write(_ change: PumpChange) {
        write(change.program)
        write(optional: change.refill) { $0.write($1) }
        write(optional: change.setUp) { $0.write($1) }
        write(optional: change.clock) { $0.write($1) }
    }

    mutating func write(_ refill: Refill) {
        write32(refill.withdrawn)
        write32(refill.filled)
        write(refill.drug.rawValue)
        write32(refill.concentration)
    }

    mutating func write(_ setUp: PumpSetUp) {
        write(text: setUp.patient.text)
        write(setUp.patientClass.rawValue)
        write32(setUp.tubingVolume)
        write32(setUp.catheterLength)
        write32(setUp.catheterVolume)
        write32(setUp.lowReservoirVolume)
        write(setUp.calibrationConstant)
    }

    /// Two's complement.
    mutating func write(_ clock: ClockCorrection) { write(UInt64(bitPattern: clock.milliseconds)) }

    mutating func write(_ refill: AppliedRefill) {
        write(refill.refill)
        write(refill.revision)
        write(refill.at)
    }
}

extension WireReader {
    mutating func change() throws(MessageError) -> PumpChange {
        PumpChange(
            program: try program(),
            refill: try optional("refill") { reader throws(MessageError) in try reader.refill() },
            setUp: try optional("setUp") { reader throws(MessageError) in try reader.setUp() },
            clock: try optional("clockCorrection") { reader throws(MessageError) in try reader.clockCorrection() })
    }

    mutating func refill() throws(MessageError) -> Refill {
        Refill(
            withdrawn: try quantity("withdrawn"), filled: try quantity("filled"), drug: try code("drug"),
            concentration: try quantity("concentration"))
    }

    mutating func setUp() throws(MessageError) -> PumpSetUp {
        guard let patient = PatientCode(try text("patient")) else { throw .invalid(field: "patient") }
        return PumpSetUp(
            patient: patient, patientClass: try code("patientClass"), tubingVolume: try quantity("tubingVolume"),
            catheterLength: try quantity("catheterLength"), catheterVolume: try quantity("catheterVolume"),
            lowReservoirVolume: try quantity("lowReservoirVolume"),
            calibrationConstant: try integer("calibrationConstant"))
    }

    mutating func clockCorrection() throws(MessageError) -> ClockCorrection {
        let raw: UInt64 = try integer("clockCorrection")
        guard let clock = ClockCorrection(milliseconds: Int64(bitPattern: raw)) else {
            throw .invalid(field: "clockCorrection")
        }
        return clock
    }

    mutating func appliedRefill() throws(MessageError) -> AppliedRefill {
        AppliedRefill(refill: try refill(), revision: try revision("revision"), at: try timestamp("at"))
    }
}

extension PumpChange {
    /// The one encoding of a change on the wire; what a confirmation's digest covers.
    package var wireBytes: [UInt8] {
        var out: [UInt8] = []
        out.write(self)
        return out
    }
}
