package import AlarmDesk
package import CommandQueue
package import PumpModel

/// One wand as the daemon sees it now: its port, its session, the pump in range.
package struct WandSnapshot: Sendable {
    /// The name in the configuration.
    package var name: String
    package var port: Port
    package var session: Session?
    /// What the wand said last about itself, and when; nil before the first answer of this session.
    package var status: Status?
    /// Whether the configuration asked for the unpaired mode: no proof of who is on the line. Loud everywhere.
    package var isUnpaired: Bool
    package var counters: Counters
    /// Pumps that were not read since the daemon started, and whose last durable command is a stop that was applied.
    package var stoppedPumps: [StoppedPump]

    /// A pump that was stopped, by the journal's word alone.
    package struct StoppedPump: Sendable, Hashable {
        package var pump: PumpSerial
        /// When the stop was applied, by this machine's clock.
        package var since: Timestamp

        package init(pump: PumpSerial, since: Timestamp) {
            self.pump = pump
            self.since = since
        }
    }

    /// The serial port.
    package enum Port: Sendable, Hashable {
        case open(path: String)
        /// Waiting to be opened (again).
        case closed(configured: String, reason: String, since: Timestamp)
    }

    /// The session, by the wand's welcome.
    package struct Session: Sendable, Hashable {
        package var wand: WandSerial
        package var model: String
        package var firmware: String
        package var openedAt: Timestamp

        package init(wand: WandSerial, model: String, firmware: String, openedAt: Timestamp) {
            self.wand = wand
            self.model = model
            self.firmware = firmware
            self.openedAt = openedAt
        }
    }

    /// The wand's answer to a status request.
    package struct Status: Sendable, Hashable {
        package var readAt: Timestamp
        package var uptimeSeconds: UInt32
        /// The pump in range; nil is normal.
        package var pump: PumpInRange?

        package init(readAt: Timestamp, uptimeSeconds: UInt32, pump: PumpInRange?) {
            self.readAt = readAt
            self.uptimeSeconds = uptimeSeconds
            self.pump = pump
        }
    }

    /// The pump that the wand reaches.
    package struct PumpInRange: Sendable, Hashable {
        package var serial: PumpSerial
        package var isImplanted: Bool
        package var strengthPercent: UInt8

        package init(serial: PumpSerial, isImplanted: Bool, strengthPercent: UInt8) {
            self.serial = serial
            self.isImplanted = isImplanted
            self.strengthPercent = strengthPercent
        }
    }

    /// Counted since the daemon started.
    package struct Counters: Sendable, Hashable {
        package var framesReceived: UInt64 = 0
        package var framesSent: UInt64 = 0
        package var framesRetransmitted: UInt64 = 0
        package var framesCorrupt: UInt64 = 0
        package var sessionsOpened: UInt64 = 0
        package init() {}
    }

    package init(
        name: String, port: Port, session: Session?, status: Status?, isUnpaired: Bool, counters: Counters,
        stoppedPumps: [StoppedPump] = []
    ) {
        self.name = name
        self.port = port
        self.session = session
        self.status = status
        self.isUnpaired = isUnpaired
        self.counters = counters
        self.stoppedPumps = stoppedPumps
    }
}

/// A pump as some wand read it last.
package struct PumpSnapshot: Sendable {
    package var known: KnownPump
    /// Milliseconds since it was read, on the monotonic clock.
    package var ageMilliseconds: Int64
    /// The wand that read it, by its name.
    package var wand: String
    /// 'Session open, pump may be stopped'; nil where nobody watches it.
    package var session: SessionLatch?

    package init(known: KnownPump, ageMilliseconds: Int64, wand: String, session: SessionLatch? = nil) {
        self.known = known
        self.ageMilliseconds = ageMilliseconds
        self.wand = wand
        self.session = session
    }
}
