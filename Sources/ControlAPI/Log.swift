extension API {
    /// Some entries of one of a pump's logs, ascending: those that follow the number that was asked for.
    package struct LogPage: Codable, Hashable, Sendable {
        package var pumpSerial: String
        package var log: LogName
        /// The oldest entry that the pump still has; 0 when it has none.
        package var oldest: UInt32
        /// The newest entry; 0 when there never was one.
        package var newest: UInt32
        package var entries: [LogEntry]

        package init(pumpSerial: String, log: LogName, oldest: UInt32, newest: UInt32, entries: [LogEntry]) {
            self.pumpSerial = pumpSerial
            self.log = log
            self.oldest = oldest
            self.newest = newest
            self.entries = entries
        }
    }

    /// The logs that a pump keeps.
    package enum LogName: String, Codable, Hashable, Sendable, CaseIterable {
        case events, faults
    }

    /// Something that a pump logged.
    package struct LogEntry: Codable, Hashable, Sendable {
        /// Its place in the log, counted from 1.
        package var number: UInt32
        /// When it happened, by the pump's clock: a stall and its end are logged later than this.
        package var at: String
        /// Stable.
        package var kind: String
        /// For people.
        package var text: String

        package init(number: UInt32, at: String, kind: String, text: String) {
            self.number = number
            self.at = at
            self.kind = kind
            self.text = text
        }
    }
}
