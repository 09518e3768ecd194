extension API {
    /// What is in force, and where each value comes from.
    public struct Settings: Codable, Hashable, Sendable {
        /// The configuration file that was read.
        public var file: String
        /// In the order of the documentation.
        public var settings: [Setting]

        public init(file: String, settings: [Setting]) {
            self.file = file
            self.settings = settings
        }
    }

    /// One value in force.
    public struct Setting: Codable, Hashable, Sendable {
        /// Its place in the file: `log.level`, `wands[0].port.path`.
        public var key: String
        /// As it would be written in the file.
        public var value: String
        public var origin: Origin
        /// Of the file; null for another origin.
        @Nullable public var line: Int?
        /// A change of it waits for the next start of the daemon.
        public var needsRestart: Bool

        public init(key: String, value: String, origin: Origin, line: Int?, needsRestart: Bool) {
            self.key = key
            self.value = value
            self.origin = origin
            self.line = line
            self.needsRestart = needsRestart
        }

        public enum Origin: String, Codable, Hashable, Sendable, CaseIterable {
            /// Nobody set it.
            case standard
            case file
            /// A variable `WANDD_...` of the daemon's environment.
            case environment
        }
    }

    /// What came of reading the configuration again. All of it is well-formed, or nothing changes.
    public struct Reload: Codable, Hashable, Sendable {
        /// Keys whose new value is in force.
        public var applied: [String]
        /// Keys whose new value waits for a restart.
        public var needsRestart: [String]

        public init(applied: [String], needsRestart: [String]) {
            self.applied = applied
            self.needsRestart = needsRestart
        }
    }
}
