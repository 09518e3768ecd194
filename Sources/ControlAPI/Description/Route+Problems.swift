extension API.Route {
    /// Every type of problem that the route can give.
    var problems: [API.ProblemType] {
        var types: [API.ProblemType] = [.invalidParameter]
        switch body {
        case .absent: break
        case .nothing: types += [.malformedJSON, .invalidMember, .bodyTooLarge]
        case .required: types += [.malformedJSON, .invalidMember, .bodyTooLarge, .notJSON]
        }
        if parameters.contains(where: { $0.place == .header }) { types.append(.invalidHeader) }
        if permission != .anyone { types.append(.notPermitted) }
        if needsSignIn { types.append(.signInRequired) }
        types += ownProblems
        // nobody who stops a pump is turned away for asking too often, or because too many others ask
        if self != .stop { types += [.tooManyRequests, .tooManyConnections] }
        return types + [.internalError, .shuttingDown]
    }

    /// Those by their statuses.
    var problemsByStatus: [(status: Int, types: [API.ProblemType])] {
        var found: [Int: [API.ProblemType]] = [:]
        for type in problems {
            for status in type.statuses where status != 412 || type != .revisionMoved || self == .submit {
                found[status, default: []].append(type)
            }
        }
        return found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private static let judged: [API.ProblemType] = [
        .baseRevisionMissing, .baseRevisionConflict, .unknownPump, .staleReport, .wrongPump, .revisionMoved,
        .unpairedPatient, .hardLimit, .unsupported, .linkDown, .noPumpInRange,
    ]

    private var ownProblems: [API.ProblemType] {
        switch self {
        case .description, .version, .caller, .health, .wands, .pumps, .commands, .library, .signIn, .signOut,
            .settings:
            []
        case .wand: [.unknownWand]
        case .interrogate: [.unknownWand, .linkDown, .noPumpInRange, .queueFull, .device, .noAnswer]
        case .pump, .discharge, .alarms: [.unknownPump]
        case .card: [.unknownPump, .hardLimit]
        case .pumpLog:
            [.unknownPump, .wrongPump, .linkDown, .noPumpInRange, .queueFull, .unsupported, .device, .noAnswer]
        case .stop: [.queueFull]
        case .limits: Self.judged
        case .submit: Self.judged + [.softLimit, .idempotencyConflict, .heldByOtherWand, .queueFull, .journal]
        case .command: [.unknownCommand]
        case .confirm:
            [
                .unknownCommand, .secondPersonRequired, .versionMoved, .digestMismatch, .notAwaitingConfirmation,
                .alreadyEnded, .journal,
            ]
        case .cancel: [.unknownCommand, .versionMoved, .tooLateToCancel, .alreadyEnded, .journal]
        case .acknowledge: [.unknownAlarm]
        case .silence: [.unknownAlarm, .alarmQuiet]
        case .events: [.unknownWand, .auditUnavailable]
        case .audit, .auditHead: [.auditUnavailable]
        case .reload: [.invalidConfiguration]
        }
    }
}
