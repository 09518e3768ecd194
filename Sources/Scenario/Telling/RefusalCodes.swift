internal import CommandQueue
internal import Dosing

extension Refusal {
    /// What a story expects it by: the codes of the limits, or the name of the refusal.
    var codes: [String] {
        switch self {
        case .hardLimits(let limits): limits.map(\.code)
        case .softLimits(let limits): limits.map(\.code)
        case .unknownCommand: ["unknownCommand"]
        case .unknownPump: ["unknownPump"]
        case .staleReport: ["staleReport"]
        case .wrongPump: ["wrongPump"]
        case .revisionMoved: ["revisionMoved"]
        case .queueFull: ["queueFull"]
        case .deadlineOutOfRange: ["deadlineOutOfRange"]
        case .linkDown: ["linkDown"]
        case .noPumpInRange: ["noPumpInRange"]
        case .unsupported: ["unsupported"]
        case .unpairedPatient: ["unpairedPatient"]
        case .digestMismatch: ["digestMismatch"]
        case .notAwaitingConfirmation: ["notAwaitingConfirmation"]
        case .tooLateToCancel: ["tooLateToCancel"]
        case .alreadyEnded: ["alreadyEnded"]
        case .idempotencyConflict: ["idempotencyConflict"]
        case .device: ["device"]
        case .noAnswer: ["noAnswer"]
        case .journal: ["journal"]
        case .shuttingDown: ["shuttingDown"]
        case .heldByOtherWand: ["heldByOtherWand"]
        }
    }

    /// For people.
    var reasons: String {
        switch self {
        case .hardLimits(let limits): limits.map(\.description).joined(separator: "; ")
        case .softLimits(let limits): limits.map(\.description).joined(separator: "; ")
        case .unpairedPatient: "the session is unpaired, and the pump says that it is in a patient"
        case .noPumpInRange: "no pump in range"
        case .linkDown: "no link to the wand"
        case .device(_, let detail): "the pump: \(detail)"
        default: codes.joined()
        }
    }
}
