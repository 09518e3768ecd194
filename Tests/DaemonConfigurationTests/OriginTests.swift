import Testing

@testable import DaemonConfiguration

@Suite("Every value in force knows where it comes from")
struct OriginTests {
    private static let yaml = """
        socket:
          mode: 0600
        access:
          clinicians:
            users: [alice,
                    1000]
            groups:
              - ward
        wands:
          - name: one
            port: {path: /dev/ttyS0}
            security: unpaired
          - {name: two, port: {usbSerial: A1}, flowControl: none, security: unpaired}
        card: {contact: ''}
        alarms: {silence: 5 min}

        """
    private static let environment = ["WANDD_ALARMS_SILENCE": "1 min", "WANDD_LOG_LEVEL": "info"]

    private static func read() throws(ConfigurationErrors) -> DaemonConfiguration {
        try DaemonConfiguration.parse(Array(yaml.utf8), file: "/etc/wandd/site.yaml", environment: environment)
    }

    @Test("Value, origin and line of each key, in the documented order")
    func settings() throws {
        func line(_ key: String, _ value: String, _ line: Int, restart: Bool = true) -> Setting {
            Setting(key: key, value: value, origin: .file(line: line), needsRestart: restart)
        }
        let settings = try Self.read().settings
        let file = settings.filter { if case .file = $0.origin { true } else { false } }
        #expect(
            file == [
                line("socket.mode", "'0600'", 2),
                line("access.clinicians.users", "[alice, 1000]", 5, restart: false),
                line("access.clinicians.groups", "[ward]", 8, restart: false),
                line("wands[0].name", "one", 10), line("wands[0].port.path", "/dev/ttyS0", 11),
                line("wands[0].security", "unpaired", 12),
                line("wands[1].name", "two", 13), line("wands[1].port.usbSerial", "A1", 13),
                line("wands[1].flowControl", "none", 13), line("wands[1].security", "unpaired", 13),
                line("card.contact", "", 14, restart: false),
            ])
        let variables = settings.filter { if case .environment = $0.origin { true } else { false } }
        #expect(
            variables == [
                Setting(
                    key: "alarms.silence", value: "1 min", origin: .environment(variable: "WANDD_ALARMS_SILENCE"),
                    needsRestart: true),
                // the value of the default, and set all the same
                Setting(
                    key: "log.level", value: "info", origin: .environment(variable: "WANDD_LOG_LEVEL"),
                    needsRestart: false),
            ])
        let rest = settings.filter { $0.origin == .standard }
        #expect(rest.count == settings.count - file.count - variables.count)
        #expect(rest.contains(Setting(key: "pumps", value: "pumps.yaml", origin: .standard, needsRestart: true)))
        #expect(
            rest.contains(Setting(key: "wands[0].baudRate", value: "115200", origin: .standard, needsRestart: true)))
        #expect(rest.contains(Setting(key: "access.observers", value: "", origin: .standard, needsRestart: false)))
        #expect(settings.map(\.key) == settings.map(\.key).reduce(into: []) { if !$0.contains($1) { $0.append($1) } })
    }

    @Test("What can change while the daemon runs")
    func restart() throws {
        let free = try Self.read().settings.filter { !$0.needsRestart }.map(\.key)
        #expect(
            free == [
                "access.observers", "access.clinicians.users", "access.clinicians.groups", "access.administrators",
                "access.secondPerson", "access.inactivity", "card.flowError", "card.refillMargin", "card.contact",
                "log.level",
            ])
        // by whole words of the key
        #expect(DaemonConfiguration.needsRestart("logs.level") && !DaemonConfiguration.needsRestart("log"))
    }

    @Test("Where a value comes from makes no other configuration")
    func equality() throws {
        #expect(try parse(oneWand + "log: {level: info}\n") == parse(oneWand))
        #expect(try parse(oneWand, ["WANDD_LOG_LEVEL": "debug"]) == parse("\n" + oneWand + "log: {level: debug}\n"))
        #expect(try parse(oneWand).hashValue == parse(oneWand + "log: {level: info}\n").hashValue)
    }

    @Test("The sheet says it behind each value")
    func sheet() throws {
        let lines = try Self.read().describe(withOrigins: true).split(separator: "\n").map(String.init)
        for expected in [
            "  path: /run/wandd/wandd.sock  # default", "  mode: '0600'  # site.yaml:2",
            "  # group: the daemon's own  # default", "    users: [alice, 1000]  # site.yaml:5",
            "    groups: [ward]  # site.yaml:8", "  # administrators: nobody  # default",
            "  - name: two  # site.yaml:13", "      usbSerial: A1  # site.yaml:13",
            "    flowControl: none  # site.yaml:13",
            "    flowControl: none  # default", "  silence: 1 min  # WANDD_ALARMS_SILENCE",
            "  level: info  # WANDD_LOG_LEVEL", "  # contact: nobody  # site.yaml:14",
        ] {
            #expect(lines.contains(expected), "\(expected)")
        }
        // a line without a comment opens a section
        #expect(lines.allSatisfy { $0.contains("  # ") || $0.hasSuffix(":") })
    }

    @Test(
        "The sheet reads back to the same configuration",
        arguments: [
            yaml, oneWand,
            oneWand + "drugLibrary: {path: a/b.yaml, sha256: \(String(repeating: "9", count: 64))}\n",
            oneWand + "card: {contact: 'it''s 0 # x'}\naccess: {administrators: {users: [0, a@b], groups: [b]}}\n",
        ])
    func readsBack(_ yaml: String) throws {
        let configuration = try parse(yaml, Self.environment)
        #expect(try parse(configuration.describe(withOrigins: true)) == configuration)
        #expect(try parse(configuration.describe()) == configuration)
    }

    @Test("A name of the file that is no plain text does no harm")
    func hostileFile() throws {
        let configuration = try DaemonConfiguration.parse(Array(oneWand.utf8), file: "/a/b\n: [")
        let sheet = configuration.describe(withOrigins: true)
        #expect(try parse(sheet).wands == configuration.wands)
    }
}
