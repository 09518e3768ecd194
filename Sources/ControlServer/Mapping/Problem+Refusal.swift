internal import CommandQueue
internal import ControlAPI
internal import Dosing
internal import PumpModel

extension ProblemError {
    /// The problem of each refusal. Nothing was sent to be applied in any of these cases.
    init(_ refusal: Refusal) {
        var problem = API.Problem(refusal.problemType, refusal.detail, refusal.whatToDo)
        switch refusal {
        case .unknownCommand(let id), .idempotencyConflict(let id): problem.command = id.description
        case .unknownPump(let serial): problem.askedSerial = serial.text
        case .staleReport(let age, let allowed):
            problem.ageMilliseconds = age
            problem.allowedMilliseconds = allowed
        case .wrongPump(let asked, let found):
            problem.askedSerial = asked.text
            problem.foundSerial = found?.text
        case .revisionMoved(let asked, let found):
            problem.expectedRevision = asked.number
            problem.foundRevision = found.number
        case .hardLimits(let limits): problem.limits = limits.map(API.LimitFinding.init)
        case .softLimits(let limits): problem.limits = limits.map(API.LimitFinding.init)
        case .queueFull(let limit): problem.maximum = limit
        case .deadlineOutOfRange(_, let allowed): problem.allowedMilliseconds = allowed.upperBound
        case .notAwaitingConfirmation(let state), .tooLateToCancel(let state), .alreadyEnded(let state):
            problem.state = state
        case .device(let code, _): problem.deviceCode = code
        case .linkDown, .noPumpInRange, .unsupported, .unpairedPatient, .digestMismatch, .noAnswer, .journal,
            .shuttingDown, .heldByOtherWand:
            break
        }
        self.init(problem, retryAfterSeconds: refusal.retryAfterSeconds)
    }
}

extension Refusal {
    /// The kind of problem that it is answered with.
    var problemType: API.ProblemType {
        switch self {
        case .unknownCommand: .unknownCommand
        case .unknownPump: .unknownPump
        case .staleReport: .staleReport
        case .wrongPump: .wrongPump
        case .revisionMoved: .revisionMoved
        case .hardLimits: .hardLimit
        case .softLimits: .softLimit
        case .queueFull: .queueFull
        case .deadlineOutOfRange: .deadlineOutOfRange
        case .linkDown: .linkDown
        case .noPumpInRange: .noPumpInRange
        case .unsupported: .unsupported
        case .unpairedPatient: .unpairedPatient
        case .digestMismatch: .digestMismatch
        case .notAwaitingConfirmation: .notAwaitingConfirmation
        case .tooLateToCancel: .tooLateToCancel
        case .alreadyEnded: .alreadyEnded
        case .idempotencyConflict: .idempotencyConflict
        case .device: .device
        case .noAnswer: .noAnswer
        case .journal: .journal
        case .shuttingDown: .shuttingDown
        case .heldByOtherWand: .heldByOtherWand
        }
    }

    /// What was refused, as a sentence with the numbers.
    var detail: String {
        switch self {
        case .unknownCommand(let id): "There is no command \(id)."
        case .unknownPump(let serial): "No interrogation of pump \(serial) is known."
        case .staleReport(let age, let allowed):
            "The last interrogation is \(seconds(age)) old; at most \(seconds(allowed)) are allowed."
        case .wrongPump(let asked, let found?): "Pump \(asked) was named, but the wand reaches pump \(found)."
        case .wrongPump(let asked, nil): "Pump \(asked) was named, but the wand reaches none."
        case .revisionMoved(let asked, let found):
            "The command builds on revision \(asked), but the pump is at revision \(found)."
        case .hardLimits(let limits): limits.map(\.description).joined(separator: "; ") + "."
        case .softLimits(let limits): limits.map(\.description).joined(separator: "; ") + "."
        case .queueFull(let limit): "The queue holds its limit of \(limit)."
        case .deadlineOutOfRange(let asked, let allowed):
            "A lifetime of \(seconds(asked)) was asked for; it may be \(seconds(allowed.lowerBound)) to \(seconds(allowed.upperBound))."
        case .linkDown: "The line to the wand is down, or its handshake is not done."
        case .noPumpInRange: "The wand reaches no pump."
        case .unsupported(let what): "The wand does not do this: \(what)."
        case .unpairedPatient: "The session is unpaired, and the wand says that the pump is in a patient."
        case .digestMismatch: "The digest that was sent is not that of what the pump holds."
        case .notAwaitingConfirmation(let state): "The command is \(state), and awaits no confirmation."
        case .tooLateToCancel(let state): "The command is \(state): the order may have left."
        case .alreadyEnded(let state): "The command has ended: \(state)."
        case .idempotencyConflict(let existing):
            "The key belongs to command \(existing), which asks for something else."
        case .device(let code, let detail): "The device refused with code \(code): \(detail)"
        case .noAnswer: "The device did not answer within its tries."
        case .journal(let reason): "Nothing can be made durable: \(reason)"
        case .shuttingDown: "The daemon is stopping."
        case .heldByOtherWand(let wand): "The wand \(wand) has an open command for this pump."
        }
    }

    /// The next step for whoever asked.
    var whatToDo: String {
        switch self {
        case .unknownCommand: "List the commands and check the id."
        case .unknownPump, .staleReport: "Interrogate the pump, look at its report, and plan again."
        case .wrongPump: "Check the patient and the serial on the pump's card; bring the right pump into range."
        case .revisionMoved: "Interrogate the pump, look at its present program, and plan again."
        case .hardLimits(let limits): limits.compactMap(\.whatToDo).first ?? "Change the program. There is no override."
        case .softLimits: "Check the program. If it is meant, send 'overrideReason' with the reason."
        case .queueFull: "Wait for open commands to end, or cancel them."
        case .deadlineOutOfRange: "Choose another 'lifetimeSeconds'."
        case .linkDown: "Check the wand's cable and power and the state of its port, then try again."
        case .noPumpInRange: "Hold the wand over the pump, then try again."
        case .unsupported: "Use a wand with this capability."
        case .unpairedPatient: "Use this wand on the bench only: this version can not pair wands."
        case .digestMismatch: "Read the command, compare its proposal with what is meant, and confirm that digest."
        case .notAwaitingConfirmation: "Read the command and wait for 'awaitingConfirmation'."
        case .tooLateToCancel: "Follow the command to its end; use the emergency stop if the patient is in danger."
        case .alreadyEnded: "Read the command's outcome."
        case .idempotencyConflict: "Use a new key for a new command; the same key only repeats the same command."
        case .device: "Read the device's reason; interrogate the pump before anything else."
        case .noAnswer: "Check the wand's position and cable, then try again."
        case .journal: "Therapy is refused until the journal works: check the disk. Reading and stopping go on."
        case .shuttingDown: "Try again when the daemon runs again."
        case .heldByOtherWand: "Follow that command to its end, or cancel it, and then plan again."
        }
    }

    /// After how many seconds the same request may succeed; nil when time alone changes nothing.
    var retryAfterSeconds: Int? {
        switch self {
        case .queueFull, .linkDown, .noPumpInRange, .noAnswer: 2
        case .shuttingDown: 5
        case .journal: 10
        case .unknownCommand, .unknownPump, .staleReport, .wrongPump, .revisionMoved, .hardLimits, .softLimits,
            .deadlineOutOfRange, .unsupported, .unpairedPatient, .digestMismatch, .notAwaitingConfirmation,
            .tooLateToCancel, .alreadyEnded, .idempotencyConflict, .device, .heldByOtherWand:
            nil
        }
    }

    private func seconds(_ milliseconds: Int64) -> String {
        (try? TimeSpan(raw: milliseconds))?.description ?? "\(milliseconds) ms"
    }
}

extension HardLimit {
    /// Where something else than another program helps.
    fileprivate var whatToDo: String? {
        switch code {
        case "bolusUndeliverable": "Attend to the alarm of the pump first. There is no override."
        case "bolusTooSoon", "primeAfterTherapy": "Wait until the time has passed. There is no override."
        default: nil
        }
    }
}
