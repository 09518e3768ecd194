extension API {
    /// A therapy command and what came of it.
    package struct Command: Codable, Hashable, Sendable {
        /// Also the transaction id in the memory of the pump.
        package var id: String
        package var pumpSerial: String
        package var kind: CommandKind
        package var state: CommandState
        /// Nothing changes it any more.
        package var isTerminal: Bool
        /// Counts its changes; `afterVersion` waits for a higher one.
        package var version: UInt32
        /// Null for a stop.
        @Nullable package var change: Change?
        /// Null for a stop.
        @Nullable package var baseRevision: UInt32?
        /// What is to be confirmed; null until the pump was read for this command.
        @Nullable package var proposal: Proposal?
        /// RFC 3339; only while it awaits its confirmation.
        @Nullable package var confirmBefore: String?
        /// The revision that it produced, once the pump said so.
        @Nullable package var appliedRevision: UInt32?
        /// The user at the socket, by the word of the kernel.
        package var userID: UInt32
        /// Who confirmed it, likewise.
        @Nullable package var confirmedByUserID: UInt32?
        /// The operator, by the word of the client.
        package var `operator`: String
        package var reason: String
        @Nullable package var overrideReason: String?
        @Nullable package var idempotencyKey: String?
        /// RFC 3339.
        package var acceptedAt: String
        /// It is never applied at or after this instant.
        package var deadline: String
        /// Its states, oldest first.
        package var history: [Passage]
        package var outcome: Outcome

        package init(
            id: String, pumpSerial: String, kind: CommandKind, state: CommandState, isTerminal: Bool, version: UInt32,
            change: Change?, baseRevision: UInt32?, proposal: Proposal?, confirmBefore: String?,
            appliedRevision: UInt32?, userID: UInt32, confirmedByUserID: UInt32?, `operator`: String, reason: String,
            overrideReason: String?,
            idempotencyKey: String?, acceptedAt: String, deadline: String, history: [Passage], outcome: Outcome
        ) {
            self.id = id
            self.pumpSerial = pumpSerial
            self.kind = kind
            self.state = state
            self.isTerminal = isTerminal
            self.version = version
            self.change = change
            self.baseRevision = baseRevision
            self.proposal = proposal
            self.confirmBefore = confirmBefore
            self.appliedRevision = appliedRevision
            self.userID = userID
            self.confirmedByUserID = confirmedByUserID
            self.`operator` = `operator`
            self.reason = reason
            self.overrideReason = overrideReason
            self.idempotencyKey = idempotencyKey
            self.acceptedAt = acceptedAt
            self.deadline = deadline
            self.history = history
            self.outcome = outcome
        }
    }

    /// What a command asks for.
    package enum CommandKind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Another program, and whatever else is changed with it.
        case change
        /// Emergency stop.
        case stop
    }

    /// A state and when it was entered.
    package struct Passage: Codable, Hashable, Sendable {
        package var state: CommandState
        /// RFC 3339.
        package var at: String

        package init(state: CommandState, at: String) {
            self.state = state
            self.at = at
        }
    }

    /// What a command did to the pump, as far as is known.
    package struct Outcome: Codable, Hashable, Sendable {
        package var certainty: Certainty
        /// For people.
        package var detail: String
        /// The next step, for people.
        package var whatToDo: String

        package init(certainty: Certainty, detail: String, whatToDo: String) {
            self.certainty = certainty
            self.detail = detail
            self.whatToDo = whatToDo
        }
    }

    /// A page of commands, newest first.
    package struct CommandList: Codable, Hashable, Sendable {
        package var commands: [Command]
        /// What `after` takes to get the next page; null on the last one.
        @Nullable package var next: String?

        package init(commands: [Command], next: String?) {
            self.commands = commands
            self.next = next
        }
    }
}
