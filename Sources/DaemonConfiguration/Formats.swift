import Access
import AlarmDesk
import PumpModel

/// The format and the range of each key, in one place for reading and for describing.
enum Formats {
    static let lowerCase = "abcdefghijklmnopqrstuvwxyz"
    static let upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    static let digits = "0123456789"

    // MARK: socket

    /// A socket address holds 108 bytes, the last of them zero.
    static let socketPath = ValueFormat<String>.path(bytes: 107, example: "/run/wandd/wandd.sock")
    static let group = ValueFormat<String>.name(
        "group name", characters: lowerCase + upperCase + digits + "_-", first: lowerCase + upperCase + "_", length: 32,
        rule: "letters, digits, '_' and '-', not beginning with a digit", example: "clinic")
    // MARK: access

    static let user = ValueFormat<AccessSection.Account>.account("user", examples: ("alice", "1000"))
    static let accessGroup = ValueFormat<AccessSection.Account>.account("group", examples: ("ward", "100"))
    static let secondPerson = ValueFormat<SecondPerson>.word("second person's policy")
    static let inactivity = ValueFormat<TimeSpan>.time(AccessPolicy.inactivityRange, example: "3 min")

    // MARK: files of the daemon's own

    static let stateDirectory = ValueFormat<String>.path(bytes: 4_000, example: "/var/lib/wandd")

    // MARK: the site's files

    static let file = ValueFormat<String>.file(bytes: 4_000, example: "drug-library.yaml")
    static let sha256 = ValueFormat<String>.sha256

    // MARK: wands

    static let wandName = ValueFormat<String>.name(
        "wand name", characters: lowerCase + digits + "-", first: lowerCase + digits, length: 32,
        rule: "at most 32 lower-case letters, digits and '-'", example: "ward-3")
    static let portPath = ValueFormat<String>.path(bytes: 4_000, example: "/dev/ttyUSB0")
    static let usbSerial = ValueFormat<String>.name(
        "USB serial number", characters: lowerCase + upperCase + digits + "_-.:", first: lowerCase + upperCase + digits,
        length: 64, rule: "letters, digits, '_', '-', '.' and ':'", example: "A50285BI")
    static let baudRate = ValueFormat<UInt32>.baudRate(1_200...4_000_000)
    static let flowControl = ValueFormat<DaemonConfiguration.Wand.FlowControl>.word(
        "flow control",
        refused: ["xonXoff": "frames are binary, XON/XOFF would eat their bytes 0x11 and 0x13; use none or rtsCts"])
    static let security = ValueFormat<DaemonConfiguration.Wand.Security>.word(
        "security mode", refused: ["paired": "this version has no pairing yet; use unpaired, on the bench only"])

    // MARK: dosing

    static let interrogationAge = ValueFormat<TimeSpan>.time(10_000...3_600_000, example: "5 min")

    // MARK: confirmation, card, log

    static let confirmationLifetime = ValueFormat<TimeSpan>.time(
        10_000...Limits.commandLifetimeCeilingMilliseconds, example: "5 min")
    static let flowError = ValueFormat<Int64>.percentage(FlowErrorPercentage.self, example: "2.5 %")
    static let refillMargin = ValueFormat<Int64>.days(RegistrationCard.Policy.marginDaysRange, example: "3 d")
    static let contact = ValueFormat<String>.printed(
        "contact", bytes: Limits.contactBytes, example: "Ward 3, +00 000 000")
    static let logLevel = ValueFormat<DaemonConfiguration.LogLevel>.word("log level")

    // MARK: alarms

    static let staleAfter = ValueFormat<TimeSpan>.days(AlarmPolicy.staleAfterRange, example: "7 d")
    static let refillWarning = ValueFormat<Int64>.days(AlarmPolicy.refillWarningDaysRange, example: "14 d")
    static let refillNear = ValueFormat<Int64>.days(AlarmPolicy.refillNearDaysRange, example: "3 d")
    static let clockTolerance = ValueFormat<TimeSpan>.time(AlarmPolicy.clockToleranceRange, example: "5 min")
    static let sessionAbandonedAfter = ValueFormat<TimeSpan>.time(AlarmPolicy.abandonedAfterRange, example: "3 min")
    static let silence = ValueFormat<TimeSpan>.time(AlarmPolicy.silenceRange, example: "10 min")
    static let acknowledgement = ValueFormat<TimeSpan>.time(AlarmPolicy.acknowledgementRange, example: "1 h")
    static let criticalToneEvery = ValueFormat<TimeSpan>.time(AlarmPolicy.criticalToneEveryRange, example: "10 min")
    static let nonCriticalToneEvery = ValueFormat<TimeSpan>.time(
        AlarmPolicy.nonCriticalToneEveryRange, example: "1 h")
}
