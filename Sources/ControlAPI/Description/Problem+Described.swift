extension API.Problem: Described {
    static var schema: Schema {
        .object(
            "Why a request was not carried out: an RFC 9457 document, whatever its type. Each type has a schema of its own.",
            [
                ("type", .choice(API.ProblemType.allCases.map(\.urn), "Stable.")), ("title", .text()),
                ("status", .whole("The HTTP status.", in: 400...599)), ("detail", .text("For people.")),
                ("whatToDo", .text("The next step, for people.")),
            ] + furtherMembers.map { ($0.name, $0.schema.optional) })
    }

    /// Those that a problem has where its type says so.
    static var furtherMembers: Schema.Members {
        [
            ("member", .text("The member, header or parameter that is wrong.")), ("allowed", .text("What it may be.")),
            ("limits", .list(of: .ref(API.LimitFinding.self), "Those that refused.")),
            ("expectedRevision", .count("The one that the client named.")), ("foundRevision", .count()),
            ("askedSerial", .serial()), ("foundSerial", .serial()), ("ageMilliseconds", .whole()),
            ("allowedMilliseconds", .whole()), ("state", .text("Of the command.")),
            ("command", .id("The command that is meant.")), ("maximum", .whole("The limit that is reached.")),
            ("deviceCode", .whole("The device's own.", to: UInt64(UInt8.max))),
        ]
    }
}

extension API.ProblemType {
    /// The name of the component with this type's schema.
    var component: String { "problem-\(rawValue)" }

    /// Also the statuses of those that have two.
    var statuses: [Int] { self == .revisionMoved ? [409, 412] : [status] }

    /// Members that every problem of this type has besides those of all problems, and those that it may have.
    var furtherMembers: (always: [String], sometimes: [String]) {
        switch self {
        case .invalidMember, .invalidHeader, .invalidParameter: (["member", "allowed"], [])
        case .unknownPump: (["askedSerial"], [])
        case .unknownCommand: (["command"], [])
        case .staleReport: (["ageMilliseconds", "allowedMilliseconds"], [])
        case .wrongPump: (["askedSerial"], ["foundSerial"])
        case .revisionMoved: (["expectedRevision", "foundRevision"], [])
        case .hardLimit: ([], ["limits"])
        case .softLimit: (["limits"], [])
        case .queueFull: (["maximum"], [])
        case .tooManyConnections, .tooManyRequests: ([], ["maximum"])
        case .deadlineOutOfRange: (["allowedMilliseconds"], [])
        case .notAwaitingConfirmation, .tooLateToCancel, .alreadyEnded, .versionMoved: (["state"], [])
        case .idempotencyConflict: (["command"], [])
        case .device: (["deviceCode"], [])
        case .malformedJSON, .baseRevisionConflict, .baseRevisionMissing, .notFound, .methodNotAllowed, .bodyTooLarge,
            .notJSON, .internalError, .auditUnavailable, .unknownWand, .linkDown, .noPumpInRange, .unsupported,
            .unpairedPatient, .digestMismatch, .noAnswer, .journal, .shuttingDown, .heldByOtherWand, .unknownAlarm,
            .alarmQuiet, .notPermitted, .signInRequired, .secondPersonRequired, .invalidConfiguration:
            ([], [])
        }
    }

    var schema: Schema {
        let (always, sometimes) = furtherMembers
        let status =
            statuses.count == 1
            ? Schema(["type": "integer", "const": .whole(status)])
            : Schema(["type": "integer", "enum": .list(statuses.map { .whole($0) })])
        let common: Schema.Members = [
            ("type", .constant(urn)), ("title", .constant(title)), ("status", status), ("detail", .text()),
            ("whatToDo", .text()),
        ]
        let further = API.Problem.furtherMembers.compactMap { member in
            always.contains(member.name)
                ? member : sometimes.contains(member.name) ? (member.name, member.schema.optional) : nil
        }
        return .object(title + ".", common + further)
    }
}
