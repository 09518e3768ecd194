extension API {
    /// The kinds of problems. The raw value is the last part of the stable `type`.
    public enum ProblemType: String, Hashable, Sendable, CaseIterable {
        case malformedJSON = "malformed-json"
        case invalidMember = "invalid-member"
        case invalidHeader = "invalid-header"
        case invalidParameter = "invalid-parameter"
        case baseRevisionConflict = "base-revision-conflict"
        case baseRevisionMissing = "base-revision-missing"
        case notFound = "not-found"
        case methodNotAllowed = "method-not-allowed"
        case bodyTooLarge = "body-too-large"
        case notJSON = "not-json"
        case tooManyConnections = "too-many-connections"
        case internalError = "internal-error"
        case auditUnavailable = "audit-unavailable"

        case unknownWand = "unknown-wand"
        case unknownPump = "unknown-pump"
        case unknownCommand = "unknown-command"
        case staleReport = "stale-report"
        case wrongPump = "wrong-pump"
        case revisionMoved = "revision-moved"
        case hardLimit = "hard-limit"
        case softLimit = "soft-limit"
        case queueFull = "queue-full"
        case deadlineOutOfRange = "deadline-out-of-range"
        case linkDown = "link-down"
        case noPumpInRange = "no-pump-in-range"
        case unsupported = "unsupported"
        case unpairedPatient = "unpaired-patient"
        case digestMismatch = "digest-mismatch"
        case notAwaitingConfirmation = "not-awaiting-confirmation"
        case tooLateToCancel = "too-late-to-cancel"
        case alreadyEnded = "already-ended"
        case idempotencyConflict = "idempotency-conflict"
        case device = "device"
        case noAnswer = "no-answer"
        case journal = "journal"
        case shuttingDown = "shutting-down"
        case heldByOtherWand = "held-by-other-wand"
        case unknownAlarm = "unknown-alarm"
        case alarmQuiet = "alarm-quiet"
        case notPermitted = "not-permitted"
        case signInRequired = "sign-in-required"
        case secondPersonRequired = "second-person-required"
        case versionMoved = "version-moved"
        case tooManyRequests = "too-many-requests"
        case invalidConfiguration = "invalid-configuration"

        /// The `type` of the document.
        public var urn: String { "urn:wandd:problem:" + rawValue }
    }
}

extension API.ProblemType {
    /// Whether what was asked for may have happened all the same: then its state is to be asked for first.
    public var leavesOutcomeUnknown: Bool {
        switch self {
        case .internalError, .journal, .shuttingDown: true
        default: false
        }
    }

    /// The HTTP status; `revisionMoved` is 412 instead when the revision came in `If-Match`.
    public var status: Int {
        switch self {
        case .malformedJSON, .invalidMember, .invalidHeader, .invalidParameter, .baseRevisionConflict: 400
        case .unpairedPatient, .notPermitted, .signInRequired, .secondPersonRequired: 403
        case .notFound, .unknownWand, .unknownPump, .unknownCommand, .unknownAlarm: 404
        case .methodNotAllowed: 405
        case .staleReport, .wrongPump, .revisionMoved, .digestMismatch, .notAwaitingConfirmation, .tooLateToCancel,
            .alreadyEnded, .heldByOtherWand, .alarmQuiet:
            409
        case .versionMoved: 412
        case .bodyTooLarge: 413
        case .notJSON: 415
        case .hardLimit, .softLimit, .deadlineOutOfRange, .idempotencyConflict, .invalidConfiguration: 422
        case .baseRevisionMissing: 428
        case .tooManyConnections, .tooManyRequests, .queueFull: 429
        case .internalError: 500
        case .unsupported: 501
        case .device: 502
        case .linkDown, .noPumpInRange, .journal, .shuttingDown, .auditUnavailable: 503
        case .noAnswer: 504
        }
    }

    /// What it is, in a few words that never change.
    public var title: String {
        switch self {
        case .malformedJSON: "The body is not well-formed JSON"
        case .invalidMember: "A member of the body is not acceptable"
        case .invalidHeader: "A header is not acceptable"
        case .invalidParameter: "A parameter is not acceptable"
        case .baseRevisionConflict: "Two different base revisions were named"
        case .baseRevisionMissing: "No base revision was named"
        case .notFound: "There is nothing at this path"
        case .methodNotAllowed: "The path does not take this method"
        case .bodyTooLarge: "The body is too large"
        case .notJSON: "The body is not JSON"
        case .tooManyConnections: "Too many connections"
        case .internalError: "Something went wrong in the daemon"
        case .auditUnavailable: "The audit trail can not be read"
        case .unknownWand: "No such wand"
        case .unknownPump: "This pump was not read yet"
        case .unknownCommand: "No such command"
        case .staleReport: "The last interrogation is too old"
        case .wrongPump: "Another pump is in range"
        case .revisionMoved: "The program of the pump changed"
        case .hardLimit: "A hard limit refuses the program"
        case .softLimit: "A soft limit asks for an override"
        case .queueFull: "The queue is full"
        case .deadlineOutOfRange: "The lifetime is out of range"
        case .linkDown: "The link to the wand is down"
        case .noPumpInRange: "No pump is in range"
        case .unsupported: "The wand does not support this"
        case .unpairedPatient: "An unpaired wand may not change a pump in a patient"
        case .digestMismatch: "The digest is not that of what the pump holds"
        case .notAwaitingConfirmation: "The command does not await confirmation"
        case .tooLateToCancel: "It is too late to cancel"
        case .alreadyEnded: "The command has ended"
        case .idempotencyConflict: "The idempotency key was used for another command"
        case .device: "The device refused"
        case .noAnswer: "The device did not answer"
        case .journal: "The journal takes nothing"
        case .shuttingDown: "The daemon is stopping"
        case .heldByOtherWand: "Another wand has an open command for this pump"
        case .unknownAlarm: "No such alarm"
        case .alarmQuiet: "The alarm is quiet already"
        case .notPermitted: "This user may not do that"
        case .signInRequired: "A clinician has to sign in"
        case .secondPersonRequired: "Another user has to confirm it"
        case .versionMoved: "The command moved on"
        case .tooManyRequests: "Too many requests"
        case .invalidConfiguration: "The configuration is not acceptable"
        }
    }
}
