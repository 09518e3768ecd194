extension API {
    /// A wand: its port, its session, the pump in its range.
    public struct Wand: Codable, Hashable, Sendable {
        /// Its name in the configuration.
        public var name: String
        /// No key proves who is on the line: for the bench only.
        public var isUnpaired: Bool
        public var port: Port
        /// Null while no handshake is done.
        @Nullable public var session: Session?
        /// Null before the first answer of this session.
        @Nullable public var status: WandStatus?
        public var counters: Counters
        /// Pumps that were stopped by the last command that is known of them, and not read since the daemon started.
        public var stoppedPumps: [StoppedPump]

        public init(
            name: String, isUnpaired: Bool, port: Port, session: Session?, status: WandStatus?, counters: Counters,
            stoppedPumps: [StoppedPump]
        ) {
            self.name = name
            self.isUnpaired = isUnpaired
            self.port = port
            self.session = session
            self.status = status
            self.counters = counters
            self.stoppedPumps = stoppedPumps
        }
    }

    /// A pump that was stopped, by the journal's word alone: whether it still is, only a reading tells.
    public struct StoppedPump: Codable, Hashable, Sendable {
        public var pumpSerial: String
        /// When the stop was applied, RFC 3339, by the clock of this machine.
        public var since: String

        public init(pumpSerial: String, since: String) {
            self.pumpSerial = pumpSerial
            self.since = since
        }
    }

    /// The serial port of a wand.
    public struct Port: Codable, Hashable, Sendable {
        public var state: PortState
        /// The device that is open, or the one that is configured.
        public var path: String
        /// Why it is closed.
        @Nullable public var reason: String?
        /// Since when it is closed, RFC 3339.
        @Nullable public var since: String?

        public init(state: PortState, path: String, reason: String?, since: String?) {
            self.state = state
            self.path = path
            self.reason = reason
            self.since = since
        }
    }

    /// Whether a port is open.
    public enum PortState: String, Codable, Hashable, Sendable, CaseIterable {
        case open
        /// It is tried again and again.
        case closed
    }

    /// The session with a wand, by its own words in the handshake.
    public struct Session: Codable, Hashable, Sendable {
        public var wandSerial: String
        public var model: String
        public var firmware: String
        /// RFC 3339.
        public var openedAt: String

        public init(wandSerial: String, model: String, firmware: String, openedAt: String) {
            self.wandSerial = wandSerial
            self.model = model
            self.firmware = firmware
            self.openedAt = openedAt
        }
    }

    /// What a wand said last about itself.
    public struct WandStatus: Codable, Hashable, Sendable {
        /// RFC 3339.
        public var readAt: String
        public var uptimeSeconds: UInt32
        /// Null when the wand reaches no pump, which is normal.
        @Nullable public var pumpInRange: PumpInRange?

        public init(readAt: String, uptimeSeconds: UInt32, pumpInRange: PumpInRange?) {
            self.readAt = readAt
            self.uptimeSeconds = uptimeSeconds
            self.pumpInRange = pumpInRange
        }
    }

    /// The pump that a wand reaches.
    public struct PumpInRange: Codable, Hashable, Sendable {
        public var serial: String
        /// The wand says that the pump is in a patient.
        public var isImplanted: Bool
        /// Signal strength, 0 to 100.
        public var strengthPercent: UInt8

        public init(serial: String, isImplanted: Bool, strengthPercent: UInt8) {
            self.serial = serial
            self.isImplanted = isImplanted
            self.strengthPercent = strengthPercent
        }
    }

    /// Frames on the line, counted since the daemon started.
    public struct Counters: Codable, Hashable, Sendable {
        public var framesReceived: UInt64
        public var framesSent: UInt64
        public var framesRetransmitted: UInt64
        /// Damaged, and dropped.
        public var framesCorrupt: UInt64
        public var sessionsOpened: UInt64

        public init(
            framesReceived: UInt64, framesSent: UInt64, framesRetransmitted: UInt64, framesCorrupt: UInt64,
            sessionsOpened: UInt64
        ) {
            self.framesReceived = framesReceived
            self.framesSent = framesSent
            self.framesRetransmitted = framesRetransmitted
            self.framesCorrupt = framesCorrupt
            self.sessionsOpened = sessionsOpened
        }
    }

    /// All wands that are configured.
    public struct WandList: Codable, Hashable, Sendable {
        public var wands: [Wand]

        public init(wands: [Wand]) {
            self.wands = wands
        }
    }
}
