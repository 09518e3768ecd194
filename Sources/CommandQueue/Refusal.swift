package import Dosing
package import PumpModel

/// Why something was not accepted. Nothing was sent to be applied, and nothing changed.
package enum Refusal: Error, Hashable, Codable, Sendable {
    case unknownCommand(TransactionID)
    /// No interrogation of this pump is known: interrogate first.
    case unknownPump(PumpSerial)
    case staleReport(ageMilliseconds: Int64, allowedMilliseconds: Int64)
    /// The wand reaches another pump, or none (`found` nil).
    case wrongPump(asked: PumpSerial, found: PumpSerial?)
    /// The pump's program changed since the client read it.
    case revisionMoved(asked: ProgramRevision, found: ProgramRevision)
    case hardLimits([HardLimit])
    /// Proceeds only with an override and its reason.
    case softLimits([SoftLimit])
    case queueFull(limit: Int)
    case deadlineOutOfRange(milliseconds: Int64, allowedMilliseconds: ClosedRange<Int64>)
    /// The line to the wand is down, or its handshake is not done.
    case linkDown
    case noPumpInRange
    /// The wand does not do this (a capability that was not negotiated).
    case unsupported(String)
    /// The session is unpaired and the wand says that the pump is in a patient.
    case unpairedPatient
    /// The digest is not that of what the pump holds.
    case digestMismatch(expected: String)
    case notAwaitingConfirmation(state: String)
    /// The order may have left: it can not be taken back, only stopped.
    case tooLateToCancel(state: String)
    case alreadyEnded(state: String)
    case idempotencyConflict(existing: TransactionID)
    /// The device refused a read, with this code and text.
    case device(code: UInt8, detail: String)
    case noAnswer
    /// The journal takes nothing: therapy is refused, reading and stopping go on.
    case journal(String)
    case shuttingDown
    /// Another wand's queue has an open command for this pump.
    case heldByOtherWand(String)
}

extension Refusal {
    /// Whether it says something about what was asked, and not only about the line, the load or the disk.
    var isAudited: Bool {
        switch self {
        case .wrongPump, .revisionMoved, .hardLimits, .softLimits, .unpairedPatient, .digestMismatch,
            .idempotencyConflict, .heldByOtherWand:
            true
        case .unknownCommand, .unknownPump, .staleReport, .queueFull, .deadlineOutOfRange, .linkDown, .noPumpInRange,
            .unsupported, .notAwaitingConfirmation, .tooLateToCancel, .alreadyEnded, .device, .noAnswer, .journal,
            .shuttingDown:
            false
        }
    }
}
