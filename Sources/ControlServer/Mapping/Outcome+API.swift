internal import CommandQueue
internal import ControlAPI
internal import PumpModel

extension API.Outcome {
    private static let stopAgain =
        "The pump was NOT stopped by this. Hold the wand over it and stop again: a stop may be repeated."

    /// What is certain about the pump in each state, and what follows for whoever asked.
    init(_ state: CommandState, isStop: Bool) {
        switch state {
        // of all commands the stop alone does no harm when it is given twice
        case .committing where isStop:
            self.init(
                certainty: .unknown,
                detail:
                    "The stop is sent again and again until the pump answers or its time is up; it has not answered yet.",
                whatToDo: "Hold the wand over the pump. If nothing comes of it, stop again: a stop may be repeated.")
        case .inDoubt where isStop:
            self.init(
                certainty: .unknown, detail: "No answer came to the stop; the pump is being asked about it.",
                whatToDo: "Hold the wand over the pump and stop again: a stop may be repeated.")
        case .queued, .validated, .staged:
            self.init(
                certainty: .pending, detail: "Nothing was applied so far.", whatToDo: "Wait, or cancel the command.")
        case .awaitingConfirmation:
            self.init(
                certainty: .pending, detail: "The pump holds the new program without applying it.",
                whatToDo: "Compare old and new in 'proposal', then confirm its digest or cancel.")
        case .committing:
            self.init(
                certainty: .unknown, detail: "The order to apply may have left.",
                whatToDo: "Wait for the answer. Do not repeat the command.")
        case .inDoubt:
            self.init(
                certainty: .unknown, detail: "No answer came to the order; the pump is being asked about it.",
                whatToDo: "Keep the wand over the pump. Do not repeat the command: it may have been applied.")
        case .verifying(let revision):
            self.init(
                certainty: .applied, detail: "The pump applied it as revision \(revision); the read-back is awaited.",
                whatToDo: "Keep the wand over the pump.")
        case .succeeded(let revision):
            self.init(
                certainty: .applied, detail: "Applied as revision \(revision), and read back as asked.",
                whatToDo: Self.nothingToDo)
        case .rejected(let refusal):
            self.init(certainty: .notApplied, detail: refusal.detail, whatToDo: refusal.whatToDo)
        case .failed(let failure) where isStop:
            self.init(
                certainty: .notApplied, detail: failure.detail,
                whatToDo: Self.stopAgain)
        case .failed(let failure):
            self.init(certainty: .notApplied, detail: failure.detail, whatToDo: failure.whatToDo)
        case .cancelled(.client(let userID)):
            self.init(
                certainty: .notApplied, detail: "Cancelled by the user with the id \(userID).",
                whatToDo: Self.nothingToDo)
        case .cancelled(.stop(let id)):
            self.init(
                certainty: .notApplied, detail: "Cancelled by the emergency stop \(id).",
                whatToDo: "Interrogate the pump before a new program is planned.")
        case .cancelled(.restart):
            self.init(
                certainty: .notApplied,
                detail: "Cancelled by a restart of the daemon before the order to apply was given.",
                whatToDo: "Interrogate the pump and plan again, if it is still meant.")
        case .expired where isStop:
            self.init(
                certainty: .notApplied, detail: "Its time ran out before it could be sent.", whatToDo: Self.stopAgain)
        case .expired:
            self.init(
                certainty: .notApplied, detail: "Its time ran out before it could be applied.",
                whatToDo: "Interrogate the pump and plan again, if it is still meant.")
        case .superseded(let revision, let later):
            self.init(
                certainty: .applied,
                detail: "Applied as revision \(revision), and replaced by revision \(later) before it was read back.",
                whatToDo: "Interrogate the pump and look at its present program.")
        case .mismatched(let revision, let found):
            self.init(
                certainty: .applied,
                detail: "CRITICAL: applied as revision \(revision) by the pump's word, but it reads back: \(found).",
                whatToDo: "Attend to the patient now. Interrogate the pump; stop it if in danger.")
        }
    }
}

extension CommandState.Failure {
    fileprivate var detail: String {
        switch self {
        case .device(let code, let detail): "The device refused with code \(code): \(detail)"
        case .stagedDifferently: "The pump holds something else than what was asked; it was not applied."
        case .noAnswer: "The device did not answer to the stage; the order to apply never left."
        case .notApplied: "The pump, asked, did not apply it and will not."
        case .journal(let reason): "The intent could not be made durable, so the order was never sent: \(reason)"
        }
    }

    fileprivate var whatToDo: String {
        switch self {
        case .device: "Read the device's reason, interrogate the pump, and plan again."
        case .stagedDifferently: "Do not try again with this wand: have wand and pump checked."
        case .noAnswer, .notApplied: "Check the wand's position, interrogate the pump, and plan again."
        case .journal: "Check the disk of this machine; therapy is refused until the journal works."
        }
    }
}
