extension API {
    /// Whether the daemon can do its work.
    public struct Health: Codable, Hashable, Sendable {
        public var status: HealthStatus
        /// Why it is degraded, a sentence each; empty when it is not.
        public var reasons: [String]
        public var uptimeMilliseconds: Int64
        public var journal: JournalHealth
        public var wands: [WandHealth]

        public init(
            status: HealthStatus, reasons: [String], uptimeMilliseconds: Int64, journal: JournalHealth,
            wands: [WandHealth]
        ) {
            self.status = status
            self.reasons = reasons
            self.uptimeMilliseconds = uptimeMilliseconds
            self.journal = journal
            self.wands = wands
        }
    }

    /// The daemon itself answers in both cases.
    public enum HealthStatus: String, Codable, Hashable, Sendable, CaseIterable {
        /// The journal takes commands, and every wand has a session, paired.
        case ok
        case degraded
    }

    /// Whether commands can be made durable: without that no therapy is accepted.
    public struct JournalHealth: Codable, Hashable, Sendable {
        public var writable: Bool
        /// Why it takes nothing, and what to do; null when it does.
        @Nullable public var problem: String?

        public init(writable: Bool, problem: String?) {
            self.writable = writable
            self.problem = problem
        }
    }

    /// A wand in one line.
    public struct WandHealth: Codable, Hashable, Sendable {
        public var name: String
        /// Its port is open and its session stands.
        public var isReady: Bool
        public var isUnpaired: Bool
        /// The serial of the pump that it reaches.
        @Nullable public var pumpInRange: String?

        public init(name: String, isReady: Bool, isUnpaired: Bool, pumpInRange: String?) {
            self.name = name
            self.isReady = isReady
            self.isUnpaired = isUnpaired
            self.pumpInRange = pumpInRange
        }
    }

    /// What is running.
    public struct Version: Codable, Hashable, Sendable {
        /// The daemon's.
        public var version: String
        /// Of the paths under `/v1`: 1.
        public var apiVersion: Int

        public init(version: String, apiVersion: Int) {
            self.version = version
            self.apiVersion = apiVersion
        }
    }
}
