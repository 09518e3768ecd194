extension API {
    /// A therapy command and what came of it.
    public struct Command: Codable, Hashable, Sendable {
        /// Also the transaction id in the memory of the pump.
        public var id: String
        public var pumpSerial: String
        public var kind: CommandKind
        public var state: CommandState
        /// Nothing changes it any more.
        public var isTerminal: Bool
        /// Counts its changes; `afterVersion` waits for a higher one.
        public var version: UInt32
        /// Null for a stop.
        @Nullable public var change: Change?
        /// Null for a stop.
        @Nullable public var baseRevision: UInt32?
        /// What is to be confirmed; null until the pump was read for this command.
        @Nullable public var proposal: Proposal?
        /// RFC 3339; only while it awaits its confirmation.
        @Nullable public var confirmBefore: String?
        /// The revision that it produced, once the pump said so.
        @Nullable public var appliedRevision: UInt32?
        /// The user at the socket, by the word of the kernel.
        public var userID: UInt32
        /// Who confirmed it, likewise.
        @Nullable public var confirmedByUserID: UInt32?
        /// The operator, by the word of the client.
        public var `operator`: String
        public var reason: String
        @Nullable public var overrideReason: String?
        @Nullable public var idempotencyKey: String?
        /// RFC 3339.
        public var acceptedAt: String
        /// It is never applied at or after this instant.
        public var deadline: String
        /// Its states, oldest first.
        public var history: [Passage]
        public var outcome: Outcome

        public init(
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
    public enum CommandKind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Another program, and whatever else is changed with it.
        case change
        /// Emergency stop.
        case stop
    }

    /// A state and when it was entered.
    public struct Passage: Codable, Hashable, Sendable {
        public var state: CommandState
        /// RFC 3339.
        public var at: String

        public init(state: CommandState, at: String) {
            self.state = state
            self.at = at
        }
    }

    /// What a command did to the pump, as far as is known.
    public struct Outcome: Codable, Hashable, Sendable {
        public var certainty: Certainty
        /// For people.
        public var detail: String
        /// The next step, for people.
        public var whatToDo: String

        public init(certainty: Certainty, detail: String, whatToDo: String) {
            self.certainty = certainty
            self.detail = detail
            self.whatToDo = whatToDo
        }
    }

    /// A page of commands, newest first.
    public struct CommandList: Codable, Hashable, Sendable {
        public var commands: [Command]
        /// What `after` takes to get the next page; null on the last one.
        @Nullable public var next: String?

        public init(commands: [Command], next: String?) {
            self.commands = commands
            self.next = next
        }
    }
}
