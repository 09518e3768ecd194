extension API {
    /// Whether the daemon can do its work.
    package struct Health: Codable, Hashable, Sendable {
        package var status: HealthStatus
        /// Why it is degraded, a sentence each; empty when it is not.
        package var reasons: [String]
        package var uptimeMilliseconds: Int64
        package var journal: JournalHealth
        package var wands: [WandHealth]

        package init(
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
    package enum HealthStatus: String, Codable, Hashable, Sendable, CaseIterable {
        /// The journal takes commands, and every wand has a session, paired.
        case ok
        case degraded
    }

    /// Whether commands can be made durable: without that no therapy is accepted.
    package struct JournalHealth: Codable, Hashable, Sendable {
        package var writable: Bool
        /// Why it takes nothing, and what to do; null when it does.
        @Nullable package var problem: String?

        package init(writable: Bool, problem: String?) {
            self.writable = writable
            self.problem = problem
        }
    }

    /// A wand in one line.
    package struct WandHealth: Codable, Hashable, Sendable {
        package var name: String
        /// Its port is open and its session stands.
        package var isReady: Bool
        package var isUnpaired: Bool
        /// The serial of the pump that it reaches.
        @Nullable package var pumpInRange: String?

        package init(name: String, isReady: Bool, isUnpaired: Bool, pumpInRange: String?) {
            self.name = name
            self.isReady = isReady
            self.isUnpaired = isUnpaired
            self.pumpInRange = pumpInRange
        }
    }

    /// What is running.
    package struct Version: Codable, Hashable, Sendable {
        /// The daemon's.
        package var version: String
        /// Of the paths under `/v1`: 1.
        package var apiVersion: Int

        package init(version: String, apiVersion: Int) {
            self.version = version
            self.apiVersion = apiVersion
        }
    }
}
