package import AuditTrail
package import CommandQueue
internal import PumpModel

/// What the audit trail says of a record: who, when, on which pump, from what to what, why, and how it ended.
package struct AuditEntry: Sendable {
    /// What every entry of one run of the daemon shares.
    package struct Context: Sendable {
        /// Names the span in which the machine's monotonic clock ran without a break.
        package var boot: String
        package var wand: String
        /// The name of a user id on this machine; nil when it has none.
        package var userName: @Sendable (UInt32) -> String?

        package init(boot: String, wand: String, userName: @escaping @Sendable (UInt32) -> String?) {
            self.boot = boot
            self.wand = wand
            self.userName = userName
        }
    }

    private var members: [String: CanonicalJSON]
    private let context: Context

    /// The JSON object of one record.
    package static func json(of record: JournalRecord, in context: Context) -> CanonicalJSON {
        var entry = AuditEntry(record, context)
        switch record.event {
        case .moved(let command): entry.tell(command)
        case .refused(let request, let refusal):
            entry.say("refusal", "kind")
            entry.tell(request.pump, request.origin)
            entry.tell(.change(request.change, base: request.baseRevision))
            entry.members["detail"] = CommandText.json(refusal)
        case .digestRefused(let command, let userID):
            entry.say("digestRefusal", "kind")
            entry.tell(command.pump, command.origin)
            entry.say(command.id.description, "command")
            entry.tell(user: userID, "actorID", "actor")
        case .stopAskedAgain(let id, let pump, let origin):
            entry.tell("stopAskedAgain", id, pump)
            entry.tell(pump, origin)
        case .cleared(let id, let pump, let wasHeld):
            entry.tell("cleared", id, pump)
            entry.members["wasHeld"] = .bool(wasHeld)
        case .appliedAfterAll(let id, let pump): entry.tell("appliedAfterAll", id, pump)
        case .changedElsewhere(let pump, let from, let to):
            entry.say("changedElsewhere", "kind")
            entry.say(pump.text, "pump")
            entry.members["fromRevision"] = .integer(Int64(from.number))
            entry.members["toRevision"] = .integer(Int64(to.number))
        case .lost(let count):
            entry.say("lost", "kind")
            entry.members["records"] = .integer(Int64(count))
        }
        return .object(entry.members)
    }

    private init(_ record: JournalRecord, _ context: Context) {
        self.context = context
        members = [
            "at": .string(record.at.utc.description), "atMilliseconds": .integer(record.at.utc.millisecondsSince1970),
            "uptimeMilliseconds": .integer(record.at.uptimeMilliseconds), "boot": .string(context.boot),
            "wand": .string(context.wand),
        ]
    }

    private mutating func say(_ text: String?, _ name: String) { members[name] = text.map { .string($0) } }

    private mutating func tell(user id: UInt32, _ idName: String, _ nameName: String) {
        members[idName] = .integer(Int64(id))
        say(context.userName(id), nameName)
    }

    private mutating func tell(_ pump: PumpSerial, _ origin: Command.Origin) {
        say(pump.text, "pump")
        tell(user: origin.userID, "userID", "user")
        say(origin.operatorName, "operator")
        say(origin.reason, "reason")
        say(origin.overrideReason, "overrideReason")
        say(origin.idempotencyKey, "idempotencyKey")
        if origin.breakGlass == true { members["breakGlass"] = true }
    }

    private mutating func tell(_ kind: String, _ id: TransactionID, _ pump: PumpSerial) {
        say(kind, "kind")
        say(id.description, "command")
        say(pump.text, "pump")
    }

    private mutating func tell(_ order: Command.Order) {
        switch order {
        case .stop: members["to"] = Program.stopped.json
        case .change(let change, let base):
            members["to"] = change.program.json
            if let refill = change.refill { members["refill"] = refill.json }
            if let setUp = change.setUp { members["setUp"] = setUp.json }
            if let clock = change.clock { members["clockCorrectionMilliseconds"] = .integer(clock.milliseconds) }
            members["baseRevision"] = .integer(Int64(base.number))
        }
    }

    private mutating func tell(_ command: Command) {
        say(command.order.kind, "kind")
        tell(command.pump, command.origin)
        tell(command.order)
        say(command.id.description, "command")
        members["version"] = .integer(Int64(command.version))
        say(command.state.name, "state")
        if let proposal = command.proposal {
            members["from"] = proposal.old.json
            members["changeBasisPoints"] = proposal.changeBasisPoints.map { .integer($0) } ?? .null
            say(proposal.digest, "digest")
        }
        if let confirmer = command.confirmedBy { tell(user: confirmer, "confirmedByID", "confirmedBy") }
        tell(command.state)
    }

    private mutating func tell(_ state: CommandState) {
        switch state {
        case .queued, .validated, .staged, .committing, .inDoubt, .expired: break
        case .awaitingConfirmation(let until): say(until.description, "confirmBefore")
        case .verifying(let revision), .succeeded(let revision): members["revision"] = .integer(Int64(revision.number))
        case .superseded(let revision, let later):
            members["revision"] = .integer(Int64(revision.number))
            members["supersededBy"] = .integer(Int64(later.number))
        case .mismatched(let revision, let found):
            members["revision"] = .integer(Int64(revision.number))
            members["found"] = found.json
        case .rejected(let refusal): members["detail"] = CommandText.json(refusal)
        case .failed(let failure): members["detail"] = CommandText.json(failure)
        case .cancelled(.client(let userID)): tell(user: userID, "actorID", "actor")
        case .cancelled(.stop(let stop)): say(stop.description, "stoppedBy")
        case .cancelled(.restart): say("restart", "detail")
        }
    }
}
