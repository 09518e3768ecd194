import AlarmDesk
import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("Variables of the environment take the place of values")
struct EnvironmentTests {
    struct Variable: Sendable, CustomTestStringConvertible {
        var name: String
        var key: String
        var value: String

        init(_ name: String, _ key: String, _ value: String) {
            self.name = name
            self.key = key
            self.value = value
        }

        var testDescription: String { name }

        /// The section of the file that sets the same.
        var yaml: String {
            let parts = key.split(separator: ".")
            return parts.count == 1 ? "\(key): \(value)\n" : "\(parts[0]): {\(parts[1]): \(value)}\n"
        }

        static let all = [
            Variable("WANDD_SOCKET_PATH", "socket.path", "/run/x.sock"),
            Variable("WANDD_SOCKET_MODE", "socket.mode", "0600"),
            Variable("WANDD_SOCKET_GROUP", "socket.group", "clinic"),
            Variable("WANDD_ACCESS_SECOND_PERSON", "access.secondPerson", "overrides"),
            Variable("WANDD_ACCESS_INACTIVITY", "access.inactivity", "10 min"),
            Variable("WANDD_STATE_DIRECTORY", "stateDirectory", "/srv/wandd"),
            Variable("WANDD_PUMPS", "pumps", "site/pumps.yaml"),
            Variable("WANDD_DOSING_INTERROGATION_AGE", "dosing.interrogationAge", "90 s"),
            Variable("WANDD_CONFIRMATION_LIFETIME", "confirmation.lifetime", "1 h"),
            Variable("WANDD_CARD_FLOW_ERROR", "card.flowError", "3.1 %"),
            Variable("WANDD_CARD_REFILL_MARGIN", "card.refillMargin", "5 d"),
            Variable("WANDD_CARD_CONTACT", "card.contact", "Ward 3"),
            Variable("WANDD_ALARMS_STALE_AFTER", "alarms.staleAfter", "2 d"),
            Variable("WANDD_ALARMS_REFILL_WARNING", "alarms.refillWarning", "21 d"),
            Variable("WANDD_ALARMS_REFILL_NEAR", "alarms.refillNear", "4 d"),
            Variable("WANDD_ALARMS_CLOCK_TOLERANCE", "alarms.clockTolerance", "90 s"),
            Variable("WANDD_ALARMS_SESSION_ABANDONED_AFTER", "alarms.sessionAbandonedAfter", "5 min"),
            Variable("WANDD_ALARMS_SILENCE", "alarms.silence", "2 min"),
            Variable("WANDD_ALARMS_ACKNOWLEDGEMENT", "alarms.acknowledgement", "2 h"),
            Variable("WANDD_ALARMS_CRITICAL_TONE_EVERY", "alarms.criticalToneEvery", "5 min"),
            Variable("WANDD_ALARMS_NON_CRITICAL_TONE_EVERY", "alarms.nonCriticalToneEvery", "2 h"),
            Variable("WANDD_LOG_LEVEL", "log.level", "debug"),
        ]
    }

    @Test("Each sets what its key in the file would, and nothing else", arguments: Variable.all)
    func alone(_ variable: Variable) throws {
        let set = try parse(oneWand, [variable.name: variable.value])
        #expect(try set == parse(oneWand + variable.yaml))
        #expect(try set != parse(oneWand))
        #expect(
            set.settings.filter { $0.origin != .standard && !$0.key.hasPrefix("wands") }.map(\.key) == [variable.key])
    }

    @Test("Every key that has one value has one, and no other")
    func complete() {
        let scalars = DaemonConfiguration(wands: []).settings.map(\.key)
            .filter {
                $0 != "drugLibrary" && !["access.observers", "access.clinicians", "access.administrators"].contains($0)
            }
        #expect(Variable.all.map(\.key) == scalars)
        for variable in Variable.all { #expect(EnvironmentOverrides.variable(of: variable.key) == variable.name) }
    }

    @Test("It wins over the file, and leaves the rest of its section")
    func wins() throws {
        let yaml = oneWand + "alarms: {silence: 5 min, staleAfter: 30 d}\nlog: {level: error}\n"
        let configuration = try parse(yaml, ["WANDD_ALARMS_SILENCE": "1 min", "WANDD_LOG_LEVEL": "trace"])
        var expected = try parse(yaml)
        expected.alarms.silence = TimeSpan(checked: 60_000)
        expected.logLevel = .trace
        #expect(configuration == expected)
    }

    @Test("All at once")
    func together() throws {
        let environment = Dictionary(Variable.all.map { ($0.name, $0.value) }) { $1 }
        let configuration = try parse(oneWand, environment)
        for variable in Variable.all {
            let setting = configuration.settings.first { $0.key == variable.key }
            #expect(setting?.origin == .environment(variable: variable.name))
        }
    }

    @Test("An empty contact is nobody, against the file's")
    func noContact() throws {
        #expect(try parse(oneWand + "card: {contact: Ward 3}\n", ["WANDD_CARD_CONTACT": ""]).contact == nil)
    }

    @Test(
        "What is not the daemon's is left alone", arguments: ["WANDD_SOCKET", "PATH", "wandd_log_level", "WANDDX", ""])
    func others(_ name: String) throws {
        #expect(try parse(oneWand, [name: "no value of any key\u{1}"]) == parse(oneWand))
    }

    @Test("A file is read with them as well")
    func file() throws {
        try withTemporaryFolder(removing: ["file"]) { folder in
            try write(oneWand, to: "\(folder)/file")
            let file = "\(folder)/file"
            #expect(
                try DaemonConfiguration.read(file: file, environment: ["WANDD_LOG_LEVEL": "trace"]).logLevel == .trace)
            #expect(try DaemonConfiguration.read(file: file).logLevel == .info)
        }
    }
}
