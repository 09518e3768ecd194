package import PumpModel

/// Something that happened in the pump, as it logged it.
package struct PumpEvent: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case alarmRaised(AlarmCause)
        case alarmCleared(AlarmCause)
        case programChanged(ProgramRevision)
        case stagedExpired(TransactionID)
        /// The volume that is in the reservoir since.
        case refilled(Volume)
        case setUpChanged
        case clockCorrected(ClockCorrection)
        case patientBolus(Dose)
        /// The patient asked for a bolus, and the lockout or the allotment refused it.
        case patientBolusRefused
    }

    package var pump: PumpSerial
    /// Its place in the pump's log, counted from 1.
    package var number: UInt32
    /// When it happened, by the pump's clock: a stall and its end are logged later than this.
    package var at: Timestamp
    package var kind: Kind

    package init(pump: PumpSerial, number: UInt32, at: Timestamp, kind: Kind) {
        self.pump = pump
        self.number = number
        self.at = at
        self.kind = kind
    }
}

/// Something that went wrong in the pump, as it logged it.
package struct PumpFault: Hashable, Sendable {
    /// The raw value stands on the wire.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case motorStalled = 1
        case motorRecovered = 2
        case memoryCorrected = 3
        case memoryLost = 4
        /// Interference put the pump into its telemetry mode; it does nothing until it is interrogated.
        case telemetryHang = 5
        case batteryLow = 6
        case powerLost = 7
        case selfTestFailed = 8
        /// A request was refused by the pump's own limits.
        case limitRefused = 9

        /// The stable name used in JSON and in messages.
        package var name: String { String(describing: self) }
    }

    /// Its place in the pump's fault log, counted from 1.
    package var number: UInt32
    /// When it happened, by the pump's clock.
    package var at: Timestamp
    package var kind: Kind

    package init(number: UInt32, at: Timestamp, kind: Kind) {
        self.number = number
        self.at = at
        self.kind = kind
    }
}

/// The two logs of a pump. The raw value stands on the wire.
package enum PumpLogName: UInt8, Hashable, Sendable, CaseIterable {
    case events = 1
    case faults = 2

    /// The stable name used in JSON and in messages.
    package var name: String { String(describing: self) }
}

/// Asks for the entries of a pump's log that follow a number, oldest first.
package struct LogRequest: Hashable, Sendable {
    package var pump: PumpSerial
    package var log: PumpLogName
    /// 0 for the oldest that the pump still has.
    package var after: UInt32

    package init(pump: PumpSerial, log: PumpLogName, after: UInt32) {
        self.pump = pump
        self.log = log
        self.after = after
    }
}

/// Some entries of a pump's log, ascending, and what the log holds.
package struct LogPage: Hashable, Sendable {
    package enum Entries: Hashable, Sendable {
        case events([PumpEvent])
        case faults([PumpFault])
    }

    package var pump: PumpSerial
    /// The oldest entry that the pump still has; 0 when it has none.
    package var oldest: UInt32
    /// The newest entry; 0 when there never was one.
    package var newest: UInt32
    /// At most `Limits.wireListEntries`; empty when none follows.
    package var entries: Entries

    package var log: PumpLogName {
        switch entries {
        case .events: .events
        case .faults: .faults
        }
    }

    package init(pump: PumpSerial, oldest: UInt32, newest: UInt32, entries: Entries) {
        self.pump = pump
        self.oldest = oldest
        self.newest = newest
        self.entries = entries
    }
}
