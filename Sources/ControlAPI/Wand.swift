extension API {
    /// A wand: its port, its session, the pump in its range.
    package struct Wand: Codable, Hashable, Sendable {
        /// Its name in the configuration.
        package var name: String
        /// No key proves who is on the line: for the bench only.
        package var isUnpaired: Bool
        package var port: Port
        /// Null while no handshake is done.
        @Nullable package var session: Session?
        /// Null before the first answer of this session.
        @Nullable package var status: WandStatus?
        package var counters: Counters
        /// Pumps that were stopped by the last command that is known of them, and not read since the daemon started.
        package var stoppedPumps: [StoppedPump]

        package init(
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
    package struct StoppedPump: Codable, Hashable, Sendable {
        package var pumpSerial: String
        /// When the stop was applied, RFC 3339, by the clock of this machine.
        package var since: String

        package init(pumpSerial: String, since: String) {
            self.pumpSerial = pumpSerial
            self.since = since
        }
    }

    /// The serial port of a wand.
    package struct Port: Codable, Hashable, Sendable {
        package var state: PortState
        /// The device that is open, or the one that is configured.
        package var path: String
        /// Why it is closed.
        @Nullable package var reason: String?
        /// Since when it is closed, RFC 3339.
        @Nullable package var since: String?

        package init(state: PortState, path: String, reason: String?, since: String?) {
            self.state = state
            self.path = path
            self.reason = reason
            self.since = since
        }
    }

    /// Whether a port is open.
    package enum PortState: String, Codable, Hashable, Sendable, CaseIterable {
        case open
        /// It is tried again and again.
        case closed
    }

    /// The session with a wand, by its own words in the handshake.
    package struct Session: Codable, Hashable, Sendable {
        package var wandSerial: String
        package var model: String
        package var firmware: String
        /// RFC 3339.
        package var openedAt: String

        package init(wandSerial: String, model: String, firmware: String, openedAt: String) {
            self.wandSerial = wandSerial
            self.model = model
            self.firmware = firmware
            self.openedAt = openedAt
        }
    }

    /// What a wand said last about itself.
    package struct WandStatus: Codable, Hashable, Sendable {
        /// RFC 3339.
        package var readAt: String
        package var uptimeSeconds: UInt32
        /// Null when the wand reaches no pump, which is normal.
        @Nullable package var pumpInRange: PumpInRange?

        package init(readAt: String, uptimeSeconds: UInt32, pumpInRange: PumpInRange?) {
            self.readAt = readAt
            self.uptimeSeconds = uptimeSeconds
            self.pumpInRange = pumpInRange
        }
    }

    /// The pump that a wand reaches.
    package struct PumpInRange: Codable, Hashable, Sendable {
        package var serial: String
        /// The wand says that the pump is in a patient.
        package var isImplanted: Bool
        /// Signal strength, 0 to 100.
        package var strengthPercent: UInt8

        package init(serial: String, isImplanted: Bool, strengthPercent: UInt8) {
            self.serial = serial
            self.isImplanted = isImplanted
            self.strengthPercent = strengthPercent
        }
    }

    /// Frames on the line, counted since the daemon started.
    package struct Counters: Codable, Hashable, Sendable {
        package var framesReceived: UInt64
        package var framesSent: UInt64
        package var framesRetransmitted: UInt64
        /// Damaged, and dropped.
        package var framesCorrupt: UInt64
        package var sessionsOpened: UInt64

        package init(
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
    package struct WandList: Codable, Hashable, Sendable {
        package var wands: [Wand]

        package init(wands: [Wand]) {
            self.wands = wands
        }
    }
}
