extension API {
    /// Some entries of one of a pump's logs, ascending: those that follow the number that was asked for.
    public struct LogPage: Codable, Hashable, Sendable {
        public var pumpSerial: String
        public var log: LogName
        /// The oldest entry that the pump still has; 0 when it has none.
        public var oldest: UInt32
        /// The newest entry; 0 when there never was one.
        public var newest: UInt32
        public var entries: [LogEntry]

        public init(pumpSerial: String, log: LogName, oldest: UInt32, newest: UInt32, entries: [LogEntry]) {
            self.pumpSerial = pumpSerial
            self.log = log
            self.oldest = oldest
            self.newest = newest
            self.entries = entries
        }
    }

    /// The logs that a pump keeps.
    public enum LogName: String, Codable, Hashable, Sendable, CaseIterable {
        case events, faults
    }

    /// Something that a pump logged.
    public struct LogEntry: Codable, Hashable, Sendable {
        /// Its place in the log, counted from 1.
        public var number: UInt32
        /// When it happened, by the pump's clock: a stall and its end are logged later than this.
        public var at: String
        /// Stable.
        public var kind: String
        /// For people.
        public var text: String

        public init(number: UInt32, at: String, kind: String, text: String) {
            self.number = number
            self.at = at
            self.kind = kind
            self.text = text
        }
    }
}
