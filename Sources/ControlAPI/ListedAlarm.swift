extension API {
    /// The alarms of all pumps in order of occurrence, and what is to be heard.
    public struct AlarmList: Codable, Hashable, Sendable {
        public var alarms: [ListedAlarm]
        /// The tone of the highest class that sounds; null: silence.
        @Nullable public var sounding: Sounding?

        public init(alarms: [ListedAlarm], sounding: Sounding?) {
            self.alarms = alarms
            self.sounding = sounding
        }
    }

    /// One alarm: of one pump, or of the list of watched pumps itself.
    public struct ListedAlarm: Codable, Hashable, Sendable {
        /// Names one occurrence: an alarm that returns has a new one.
        public var id: UInt64
        /// Null for an alarm of the daemon itself.
        @Nullable public var pumpSerial: String?
        /// Stable.
        public var name: String
        /// For people.
        public var title: String
        public var whatToDo: String
        public var `class`: AlarmClass
        /// After IEC 60601-1-8.
        public var priority: AlarmPriority
        public var state: AlarmState
        /// When its cause began, by this machine's clock.
        public var since: String
        /// When the daemon learned of it.
        public var raisedAt: String
        /// How often it came without anybody acknowledging it.
        public var occurrences: Int
        /// The end of its silence.
        @Nullable public var silencedUntil: String?
        /// The user who acknowledged or silenced it, by the kernel's word.
        @Nullable public var userID: UInt32?

        public init(
            id: UInt64, pumpSerial: String?, name: String, title: String, whatToDo: String, `class`: AlarmClass,
            priority: AlarmPriority, state: AlarmState, since: String, raisedAt: String, occurrences: Int,
            silencedUntil: String?, userID: UInt32?
        ) {
            self.id = id
            self.pumpSerial = pumpSerial
            self.name = name
            self.title = title
            self.whatToDo = whatToDo
            self.class = `class`
            self.priority = priority
            self.state = state
            self.since = since
            self.raisedAt = raisedAt
            self.occurrences = occurrences
            self.silencedUntil = silencedUntil
            self.userID = userID
        }
    }

    public enum AlarmClass: String, Codable, Hashable, Sendable, CaseIterable {
        /// The patient does not receive the right drug: an emergency.
        case critical
        case nonCritical
    }

    public enum AlarmPriority: String, Codable, Hashable, Sendable, CaseIterable { case low, medium, high }

    public enum AlarmState: String, Codable, Hashable, Sendable, CaseIterable {
        case sounding
        /// Quiet until `silencedUntil`, or until the link is lost or the cause gets worse.
        case silenced
        case acknowledged
        /// The cause of a critical alarm is gone, and nobody has acknowledged it.
        case clearedNotAcknowledged
    }

    /// What is to be heard.
    public struct Sounding: Codable, Hashable, Sendable {
        public var `class`: AlarmClass
        /// From the start of one tone to the start of the next.
        public var everyMilliseconds: Int64

        public init(`class`: AlarmClass, everyMilliseconds: Int64) {
            self.class = `class`
            self.everyMilliseconds = everyMilliseconds
        }
    }

    /// The latch 'session open, pump may be stopped'.
    public struct TherapySession: Codable, Hashable, Sendable {
        public var state: State
        /// RFC 3339; null when it is closed.
        @Nullable public var openedAt: String?

        public enum State: String, Codable, Hashable, Sendable, CaseIterable {
            /// The last one ended verified, or there was none.
            case closed
            /// Something was sent that can change the pump, and its end was not verified yet.
            case open
            /// The same, and nobody attends to it.
            case abandoned
        }

        public init(state: State, openedAt: String?) {
            self.state = state
            self.openedAt = openedAt
        }
    }
}
