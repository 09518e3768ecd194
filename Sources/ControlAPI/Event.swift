extension API {
    /// What `GET /v1/events` tells of, as Server-Sent Events: the kind is the event's name, the content its data.
    ///
    /// A durable kind carries the number of the audit record that it tells of as its id: it is told once that record is on
    /// the disk, and again to whoever comes back with the id of an earlier one. While the disk takes nothing alarms are
    /// told all the same, without an id, and once more with one when it does. The others say how things are now; their
    /// newest comes at the beginning of every stream.
    public enum EventKind: String, Codable, Hashable, Sendable, CaseIterable {
        /// Durable: a command entered a state.
        case command
        /// Durable: something happened to an alarm, or somebody attended to it.
        case alarm
        /// Durable: the latch "session open, pump may be stopped" moved.
        case session
        /// Durable: a pump was changed by something that no command here explains, or that was called not applied.
        case change
        /// A wand: its port, its session, the pump in range and how strong its signal is.
        case wand
        /// A pump was read.
        case pump

        /// Whether it carries an id and is told again after one.
        public var isDurable: Bool {
            switch self {
            case .command, .alarm, .session, .change: true
            case .wand, .pump: false
            }
        }
    }

    /// A command entered a state. The whole of it is at `/v1/commands/{id}`.
    public struct CommandEvent: Codable, Hashable, Sendable {
        public var id: String
        public var pumpSerial: String
        public var wand: String
        public var kind: CommandKind
        public var state: CommandState
        public var version: UInt32
        /// RFC 3339.
        public var at: String

        public init(
            id: String, pumpSerial: String, wand: String, kind: CommandKind, state: CommandState, version: UInt32,
            at: String
        ) {
            self.id = id
            self.pumpSerial = pumpSerial
            self.wand = wand
            self.kind = kind
            self.state = state
            self.version = version
            self.at = at
        }
    }

    /// Something happened to an alarm. How all alarms stand is at `/v1/alarms`.
    public struct AlarmEvent: Codable, Hashable, Sendable {
        public var happening: Happening
        /// Of the alarm, as in `ListedAlarm`; null where it is about all alarms of a pump.
        @Nullable public var id: UInt64?
        /// Null for an alarm of the daemon itself.
        @Nullable public var pumpSerial: String?
        /// As in `ListedAlarm`; null where it is about all alarms of a pump.
        @Nullable public var name: String?
        @Nullable public var priority: AlarmPriority?
        /// Who attended to it, by the kernel's word.
        @Nullable public var userID: UInt32?
        /// RFC 3339.
        public var at: String

        public init(
            happening: Happening, id: UInt64?, pumpSerial: String?, name: String?, priority: AlarmPriority?,
            userID: UInt32?, at: String
        ) {
            self.happening = happening
            self.id = id
            self.pumpSerial = pumpSerial
            self.name = name
            self.priority = priority
            self.userID = userID
            self.at = at
        }

        public enum Happening: String, Codable, Hashable, Sendable, CaseIterable {
            case raised, worsened, eased, cleared, acknowledged, acknowledgementLapsed, silenced, silenceEnded
            /// A pump was started into the same alarm again and again.
            case repeatedStopStart
            /// The pump is no longer watched, because somebody said so.
            case forgotten
            /// The list of watched pumps is full: this quiet one had to make room.
            case dropped
            /// The list of watched pumps is full of others: this one is not watched.
            case turnedAway
        }
    }

    /// The latch "session open, pump may be stopped" of a pump moved.
    public struct SessionEvent: Codable, Hashable, Sendable {
        public var pumpSerial: String
        public var state: TherapySession.State
        /// RFC 3339.
        public var at: String

        public init(pumpSerial: String, state: TherapySession.State, at: String) {
            self.pumpSerial = pumpSerial
            self.state = state
            self.at = at
        }
    }

    /// A pump was changed by something that no command here explains.
    public struct ChangeEvent: Codable, Hashable, Sendable {
        public var pumpSerial: String
        /// What was called certainly not applied, and was; null for a change that no command here explains.
        @Nullable public var command: String?
        @Nullable public var fromRevision: UInt32?
        @Nullable public var toRevision: UInt32?
        /// RFC 3339.
        public var at: String

        public init(pumpSerial: String, command: String?, fromRevision: UInt32?, toRevision: UInt32?, at: String) {
            self.pumpSerial = pumpSerial
            self.command = command
            self.fromRevision = fromRevision
            self.toRevision = toRevision
            self.at = at
        }
    }

    /// The first event of every stream, named `hello`: the id with which a client that hears nothing more resumes.
    public struct Hello: Codable, Hashable, Sendable {
        public var version: String
        /// False where what happened after the id that was given can not be told whole: `GET` what you show anew.
        public var isContinuous: Bool
        /// Time between two signs of life, in milliseconds: a stream that is silent for twice as long is dead.
        public var heartbeatMilliseconds: Int64

        public init(version: String, isContinuous: Bool, heartbeatMilliseconds: Int64) {
            self.version = version
            self.isContinuous = isContinuous
            self.heartbeatMilliseconds = heartbeatMilliseconds
        }
    }

    /// The last event of a stream, named `bye`: why it ends.
    public struct Bye: Codable, Hashable, Sendable {
        public var reason: Reason
        /// For people.
        public var detail: String

        public init(reason: Reason, detail: String) {
            self.reason = reason
            self.detail = detail
        }

        public enum Reason: String, Codable, Hashable, Sendable, CaseIterable {
            /// The client read too slowly: come back with the last id.
            case tooSlow
            /// The daemon stops.
            case shuttingDown
            /// The user's role was taken away.
            case notPermitted
            /// The trail can not be read.
            case auditUnavailable
        }
    }
}
