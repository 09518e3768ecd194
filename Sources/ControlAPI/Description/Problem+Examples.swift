extension API.ProblemType {
    /// A problem of this type as the daemon answers it.
    var example: API.Problem {
        let (detail, whatToDo) = exampleTexts
        var problem = API.Problem(type: urn, title: title, status: status, detail: detail, whatToDo: whatToDo)
        let (always, sometimes) = furtherMembers
        for member in always + sometimes { problem.fill(member, self) }
        return problem
    }

    private var exampleTexts: (detail: String, whatToDo: String) {
        switch self {
        case .malformedJSON: ("At byte 17: expected a value.", "Send one well-formed JSON object.")
        case .invalidMember:
            ("reason: The member is missing.", "Correct 'reason'. Allowed: text.")
        case .invalidHeader:
            ("If-Match: '17' is not a revision.", "Correct 'If-Match'. Allowed: one ETag such as \"17\".")
        case .invalidParameter:
            ("limit: '0' is not acceptable.", "Correct 'limit'. Allowed: a whole number from 1 to 100.")
        case .baseRevisionConflict:
            ("'baseRevision' is 16, but 'If-Match' names 17.", "Send one of them, or the same in both.")
        case .baseRevisionMissing:
            (
                "A command must name the program revision that it was planned on.",
                "Send 'If-Match' with the ETag of the pump, or 'baseRevision' with its revision."
            )
        case .notFound: ("There is no such path.", "See the list of paths in the documentation.")
        case .methodNotAllowed: ("The path does not take DELETE.", "Use GET or HEAD.")
        case .bodyTooLarge: ("A body may have 65536 bytes.", "Send less: no request needs more.")
        case .notJSON: ("The content type is text/plain.", "Send JSON with 'Content-Type: application/json'.")
        case .tooManyConnections: ("There are 64 connections.", "Close connections that are not needed.")
        case .tooManyRequests: ("This user asks too often.", "Wait for a moment, and ask less often.")
        case .internalError:
            (
                "The request could not be carried out.",
                "Read the daemon's log. Ask for the state of what was requested before trying again."
            )
        case .auditUnavailable: ("The journal can not be read.", "Check the disk under the daemon's state directory.")
        case .unknownWand: ("No wand is called 'ward-9'.", "List the wands and use one of their names.")
        case .unknownPump:
            (
                "No interrogation of pump ITB-4711 is known.",
                "Interrogate the pump, look at its report, and plan again."
            )
        case .unknownCommand: ("There is no command \(API.Example.command).", "List the commands and check the id.")
        case .unknownAlarm: ("There is no alarm 4: it ended, or returned under another id.", "List the alarms.")
        case .staleReport:
            (
                "The last interrogation is 700 s old; at most 600 s are allowed.",
                "Interrogate the pump, look at its report, and plan again."
            )
        case .wrongPump:
            (
                "Pump ITB-4711 was named, but the wand reaches pump ITB-0815.",
                "Check the patient and the serial on the pump's card; bring the right pump into range."
            )
        case .revisionMoved:
            (
                "The command builds on revision 17, but the pump is at revision 18.",
                "Interrogate the pump, look at its present program, and plan again."
            )
        case .versionMoved: ("The command is at another version by now.", "Read the command, and decide anew.")
        case .hardLimit:
            ("1200 mcg/day lies above the ceiling of 1000 mcg/day.", "Change the program. There is no override.")
        case .softLimit:
            (
                "The dose rises by 50 %.",
                "Check the program. If it is meant, send 'overrideReason' with the reason."
            )
        case .queueFull: ("The queue holds its limit of 16.", "Wait for open commands to end, or cancel them.")
        case .deadlineOutOfRange: ("A lifetime of 1 s was asked for.", "Choose another 'lifetimeSeconds'.")
        case .linkDown:
            (
                "The line to the wand is down, or its handshake is not done.",
                "Check the wand's cable and power and the state of its port, then try again."
            )
        case .noPumpInRange: ("The wand reaches no pump.", "Hold the wand over the pump, then try again.")
        case .unsupported: ("The wand does not do this: flex schedules.", "Use a wand with this capability.")
        case .unpairedPatient:
            (
                "The session is unpaired, and the wand says that the pump is in a patient.",
                "Use this wand on the bench only: this version can not pair wands."
            )
        case .digestMismatch:
            (
                "The digest that was sent is not that of what the pump holds.",
                "Read the command, compare its proposal with what is meant, and confirm that digest."
            )
        case .notAwaitingConfirmation:
            (
                "The command is queued, and awaits no confirmation.",
                "Read the command and wait for 'awaitingConfirmation'."
            )
        case .tooLateToCancel:
            (
                "The command is committing: the order may have left.",
                "Follow the command to its end; use the emergency stop if the patient is in danger."
            )
        case .alreadyEnded: ("The command has ended: succeeded.", "Read the command's outcome.")
        case .idempotencyConflict:
            (
                "The key belongs to command \(API.Example.command), which asks for something else.",
                "Use a new key for a new command; the same key only repeats the same command."
            )
        case .device:
            (
                "The device refused with code 7: reservoir empty",
                "Read the device's reason; interrogate the pump before anything else."
            )
        case .noAnswer:
            (
                "The device did not answer within its tries.",
                "Check the wand's position and cable, then try again."
            )
        case .journal:
            (
                "Nothing can be made durable: the disk is full",
                "Therapy is refused until the journal works: check the disk. Reading and stopping go on."
            )
        case .shuttingDown: ("The daemon is stopping.", "Try again when the daemon runs again.")
        case .heldByOtherWand:
            (
                "The wand ward-9 has an open command for this pump.",
                "Follow that command to its end, or cancel it, and then plan again."
            )
        case .alarmQuiet: ("Alarm 4 was acknowledged, and is quiet.", "Attend to its cause.")
        case .notPermitted: ("This user has no role that may do that.", "Ask an administrator for the role.")
        case .signInRequired: ("No clinician is signed in.", "Sign in, look at what is asked for, and ask again.")
        case .secondPersonRequired:
            ("The user who submitted a command may not confirm it here.", "Let another clinician confirm it.")
        case .invalidConfiguration:
            ("Line 7: 'wands[0].name' is missing.", "Correct the file, and reload it. Nothing was changed.")
        }
    }
}

extension API.Problem {
    fileprivate mutating func fill(_ name: String, _ type: API.ProblemType) {
        switch name {
        case "member":
            member = type == .invalidHeader ? "If-Match" : type == .invalidParameter ? "limit" : "reason"
        case "allowed":
            allowed =
                type == .invalidHeader
                ? "one ETag such as \"17\"" : type == .invalidParameter ? "a whole number from 1 to 100" : "text"
        case "limits": limits = [type == .softLimit ? API.Example.softLimit : API.Example.hardLimit]
        case "expectedRevision": expectedRevision = 17
        case "foundRevision": foundRevision = 18
        case "askedSerial": askedSerial = API.Example.pump
        case "foundSerial": foundSerial = "ITB-0815"
        case "ageMilliseconds": ageMilliseconds = 700_000
        case "allowedMilliseconds": allowedMilliseconds = 600_000
        case "state":
            state = type == .alreadyEnded ? "succeeded" : type == .tooLateToCancel ? "committing" : "queued"
        case "command": command = API.Example.command
        case "maximum": maximum = type == .queueFull ? 16 : 64
        case "deviceCode": deviceCode = 7
        default: break
        }
    }

    static var example: API.Problem { API.ProblemType.revisionMoved.example }
}
