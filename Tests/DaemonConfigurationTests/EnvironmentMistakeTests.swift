import Glibc
import Testing

@testable import DaemonConfiguration

@Suite("Mistaken variables of the environment")
struct EnvironmentMistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var value: String
        var message: String

        init(_ name: String, _ value: String, _ message: String) {
            self.name = name
            self.value = value
            self.message = message
        }

        var testDescription: String { "\(name)=\(value)" }
    }

    private static let general = "the name is made from a key, like WANDD_LOG_LEVEL for log.level"
    private static let inFile = "can not be set by the environment: write this list in the file"
    private static let library =
        "can not be set by the environment: which drug library is approved, and its content, is decided in the file alone"

    @Test(
        "The message is that of the file, with the variable for a place",
        arguments: [
            Case("WANDD_LOG_LEVEL", "loud", "log.level: 'loud' is not a log level: use \(levels)"),
            Case("WANDD_LOG_LEVEL", "", "log.level: has no value: write it like 'trace'"),
            Case("WANDD_ALARMS_SILENCE", "11 min", "alarms.silence: '11 min' is out of range: from 1 s to 10 min"),
            Case("WANDD_ALARMS_SILENCE", "5", "alarms.silence: '5' has no unit: write it like '10 min'"),
            Case(
                "WANDD_SOCKET_MODE", "0666",
                "socket.mode: '0666' is not a mode of this socket: '0600' (owner) or '0660' (owner and group); it is "
                    + "never open to everyone"),
            Case(
                "WANDD_SOCKET_PATH", "x.sock",
                "socket.path: 'x.sock' is not an absolute path: \(pathRule), like '/run/wandd/wandd.sock'"),
            Case(
                "WANDD_ALARMS_REFILL_NEAR", "14 d",
                "alarms.refillNear: '14 d' is not below refillWarning (14 d, its default): from 0 d to 13 d"),
            Case(
                "WANDD_ALARMS_REFILL_WARNING", "3 d",
                "alarms.refillWarning: '3 d' is not above refillNear (3 d, its default): from 4 d to 90 d"),
            Case("WANDD_CARD_CONTACT", "a\nb", "card.contact: not plain text: UTF-8 without control characters"),
            Case("WANDD_PUMPS", "a\u{FFFD}b", "pumps: not plain text: UTF-8 without control characters"),
            Case("WANDD_PUMPS", "a\u{7F}b", "pumps: not plain text: UTF-8 without control characters"),
            Case("WANDD_LOG_LEVLE", "debug", "sets nothing: did you mean 'WANDD_LOG_LEVEL'?"),
            Case("WANDD_LOGLEVEL", "debug", "sets nothing: did you mean 'WANDD_LOG_LEVEL'?"),
            Case("WANDD_Log_Level", "debug", "sets nothing: did you mean 'WANDD_LOG_LEVEL'?"),
            Case("WANDD_STATE_DIR", "/x", "sets nothing: \(general)"),
            Case("WANDD_", "x", "sets nothing: \(general)"),
            Case("WANDD_SPEED", "x", "sets nothing: \(general)"),
            Case("WANDD_WANDS", "[]", inFile), Case("WANDD_WANDS_0_NAME", "x", inFile),
            Case("WANDD_ACCESS_CLINICIANS", "0", inFile), Case("WANDD_ACCESS_OBSERVERS_USERS", "0", inFile),
            Case("WANDD_ACCESS_ADMINISTRATORS_GROUPS", "0", inFile),
            Case("WANDD_DRUG_LIBRARY", "x", library), Case("WANDD_DRUG_LIBRARY_PATH", "x.yaml", library),
            Case("WANDD_DRUG_LIBRARY_SHA256", String(repeating: "0", count: 64), library),
        ])
    func mistakes(_ given: Case) {
        let expected = ["environment variable \(given.name): \(given.message)"]
        #expect(messages(oneWand, [given.name: given.value]) == expected)
        // whether the file has the library and the lists or not
        let sum = String(repeating: "0", count: 64)
        let yaml = "access: {clinicians: {users: [a]}}\ndrugLibrary: {path: x, sha256: \(sum)}\n"
        #expect(messages(oneWand + yaml, [given.name: given.value]) == expected)
    }

    private static let levels = "trace, debug, info, notice, warning, error, critical"

    @Test("The file's mistakes come first, then the variables', each once")
    func allAtOnce() {
        let yaml = oneWand + "alarms: {silence: 20 min, staleAfter: 0 d}\nlog: {levle: info}\n"
        let environment = [
            "WANDD_LOG_LEVEL": "loud", "WANDD_ALARMS_SILENCE": "0 s", "WANDD_SPEED": "1", "WANDD_CARD_CONTACT": "ok",
        ]
        #expect(
            messages(yaml, environment) == [
                // what the variable would have replaced is wrong all the same
                "f:2:19: alarms.silence: '20 min' is out of range: from 1 s to 10 min",
                "f:2:39: alarms.staleAfter: '0 d' is out of range: from 1 d to 366 d",
                "f:3:7: log.levle: unknown key: did you mean 'level'?",
                "environment variable WANDD_ALARMS_SILENCE: alarms.silence: '0 s' is out of range: from 1 s to 10 min",
                "environment variable WANDD_LOG_LEVEL: log.level: 'loud' is not a log level: use \(Self.levels)",
                "environment variable WANDD_SPEED: sets nothing: \(Self.general)",
            ])
    }

    @Test("A variable does not mend a file that is wrong by itself")
    func notMended() {
        #expect(
            messages(oneWand + "log: {level: loud}\n", ["WANDD_LOG_LEVEL": "info"]) == [
                "f:2:14: log.level: 'loud' is not a log level: use \(Self.levels)"
            ])
        #expect(
            messages(oneWand + "log: info\n", ["WANDD_LOG_LEVEL": "info"]) == [
                "f:2:6: log: 'info' where a section is expected: its keys are level"
            ])
        #expect(messages("", ["WANDD_LOG_LEVEL": "info"]) == ["f:1:1: the file is empty: at least 'wands' is needed"])
    }

    @Test("Unknown variables are told even when the file's structure is not known")
    func brokenFile() {
        let found = messages("wands: [\n", ["WANDD_SPEED": "1"])
        #expect(found.count == 2)
        #expect(found.last == "environment variable WANDD_SPEED: sets nothing: \(Self.general)")
    }

    @Test("A name that a terminal could take for a command is made harmless, and a long one cut")
    func hostileName() {
        #expect(
            messages(oneWand, ["WANDD_\u{1B}[2J": "x"])
                == ["environment variable WANDD_\u{FFFD}[2J: sets nothing: \(Self.general)"])
        let long = messages(oneWand, ["WANDD_" + String(repeating: "A", count: 100_000): "x"])
        #expect(long.count == 1 && (long.first?.utf8.count ?? 0) < 400)
    }

    @Test("Of a process only what can mean the daemon is taken, value and all")
    func process() {
        let name = "WANDD_TEST_OF_THE_ENVIRONMENT"
        setenv(name, "a=b=", 1)
        defer { unsetenv(name) }
        let found = DaemonConfiguration.processEnvironment()
        #expect(found[name] == "a=b=")
        #expect(found["PATH"] == nil && found.keys.allSatisfy { $0.hasPrefix("WANDD_") })
    }
}
