import PumpModel
import Testing

@testable import DaemonConfiguration

@Suite("What another configuration changes")
struct ChangeTests {
    private static let sum = String(repeating: "9", count: 64)
    private static let base =
        oneWand
            + """
            access: {clinicians: {users: [alice]}}
            drugLibrary: {path: a.yaml, sha256: \(sum)}
            card: {contact: Ward 3}
            log: {level: info}

            """

    private static func changes(_ replacements: (String, String)...) throws -> ConfigurationChanges {
        let new = replacements.reduce(base) { $0.replacing($1.0, with: $1.1) }
        return try parse(base).changes(to: parse(new))
    }

    @Test("Nothing, when the values are the same, wherever they stand and come from")
    func nothing() throws {
        let none = ConfigurationChanges(applied: [], needsRestart: [])
        #expect(try Self.changes() == none)
        #expect(try Self.changes((oneWand, "\n\n" + oneWand + "socket: {mode: '660'}\n")) == none)
        #expect(try parse(oneWand).changes(to: parse(oneWand, ["WANDD_LOG_LEVEL": "info"])) == none)
    }

    @Test("What a running daemon takes over")
    func applied() throws {
        let changes = try Self.changes(
            (
                "users: [alice]}",
                "groups: [ward]}, administrators: {users: [0]}, inactivity: 5 min, secondPerson: always"
            ),
            ("contact: Ward 3", "flowError: 5 %, refillMargin: 1 d"), ("level: info", "level: debug"))
        #expect(
            changes
                == ConfigurationChanges(
                    applied: [
                        "access.clinicians.groups", "access.administrators.users", "access.secondPerson",
                        "access.inactivity", "card.flowError", "card.refillMargin", "log.level",
                        "access.clinicians.users", "card.contact",
                    ], needsRestart: []))
    }

    @Test(
        "What waits for a restart",
        arguments: [
            ("socket: {path: /x, mode: 0600, group: g}", ["socket.path", "socket.mode", "socket.group"]),
            ("stateDirectory: /x", ["stateDirectory"]), ("pumps: x.yaml", ["pumps"]),
            ("dosing: {interrogationAge: 1 min}", ["dosing.interrogationAge"]),
            ("confirmation: {lifetime: 1 min}", ["confirmation.lifetime"]),
            ("alarms: {silence: 1 min}", ["alarms.silence"]),
            ("drugLibrary: {path: a, sha256: \(sum)}", ["drugLibrary.path", "drugLibrary.sha256"]),
        ])
    func waits(_ yaml: String, _ keys: [String]) throws {
        let changes = try parse(oneWand).changes(to: parse(oneWand + yaml + "\n"))
        #expect(changes == ConfigurationChanges(applied: [], needsRestart: keys))
        let back = try parse(oneWand + yaml + "\n").changes(to: parse(oneWand))
        #expect(Set(back.needsRestart) == Set(keys) && back.applied == [])
    }

    @Test("Wands that come, go and move")
    func wands() throws {
        let two =
            "wands: [{name: w, port: {usbSerial: A1}, security: unpaired}, "
            + "{name: v, port: {path: /dev/ttyS0}, security: unpaired}]\n"
        let changes = try parse(oneWand).changes(to: parse(two))
        let added = ["name", "port.path", "baudRate", "flowControl", "security"].map { "wands[1].\($0)" }
        #expect(changes.needsRestart == ["wands[0].port.usbSerial"] + added + ["wands[0].port.path"])
        #expect(changes.applied == [])
    }

    @Test("Adopting takes over what can change, and nothing else")
    func adopting() throws {
        let new =
            "\n"
            + Self.base.replacing("alice", with: "bob").replacing("level: info", with: "level: debug")
            .replacing("Ward 3", with: "Ward 4, refillMargin: 9 d").replacing("a.yaml", with: "b.yaml")
            .replacing("/dev/ttyS0", with: "/dev/ttyS1")
        let other = try parse(new + "alarms: {silence: 1 min}\nsocket: {group: g}\nstateDirectory: /x\npumps: x\n")
        let adopted = try parse(Self.base).adopting(other)
        let expected = Self.base.replacing("alice", with: "bob").replacing("level: info", with: "level: debug")
            .replacing("Ward 3", with: "Ward 4, refillMargin: 9 d")
        #expect(try adopted == parse(expected))
        // what was applied is no change any more, and what waits still waits
        let before = try parse(Self.base).changes(to: other)
        let left = adopted.changes(to: other)
        #expect(left.applied == [] && left.needsRestart == before.needsRestart && !left.needsRestart.isEmpty)
        #expect(
            before.applied == ["access.clinicians.users", "card.refillMargin", "card.contact", "log.level"])
    }

    @Test("Origins follow the values: what waits keeps its own")
    func origins() throws {
        let old = try parse(
            oneWand + "pumps: a\nlog: {level: info}\nstateDirectory: /x\n", ["WANDD_SOCKET_MODE": "0600"])
        let new = try parse(
            "\n\n" + oneWand + "pumps: b\nlog: {level: debug}\nsocket: {group: g}\nstateDirectory: /x\n")
        let adopted = Dictionary(old.adopting(new).settings.map { ($0.key, $0) }) { $1 }
        #expect(adopted["pumps"]?.origin == .file(line: 2) && adopted["pumps"]?.value == "a")
        #expect(adopted["log.level"]?.origin == .file(line: 5) && adopted["log.level"]?.value == "debug")
        #expect(adopted["stateDirectory"]?.origin == .file(line: 7))
        #expect(adopted["wands[0].name"]?.origin == .file(line: 3))
        #expect(adopted["socket.mode"]?.origin == .environment(variable: "WANDD_SOCKET_MODE"))
        #expect(adopted["socket.group"]?.origin == .standard)
    }
}
