import PumpModel

/// The format and the range of each key, in one place for reading and for describing.
enum Formats {
    private static let lowerCase = "abcdefghijklmnopqrstuvwxyz"
    private static let upperCase = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let digits = "0123456789"

    // MARK: socket and files

    /// A socket address holds 108 bytes, the last of them zero.
    static let socketPath = ValueFormat<String>.path(bytes: 107, example: "/run/wandd/wandd.sock")
    static let group = ValueFormat<String>.name(
        "group name", characters: lowerCase + upperCase + digits + "_-", first: lowerCase + upperCase + "_", length: 32,
        rule: "letters, digits, '_' and '-', not beginning with a digit", example: "clinic")
    static let stateDirectory = ValueFormat<String>.path(bytes: 4_000, example: "/var/lib/wandd")

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

    /// Up to twice the ceiling of the labels: a slip by one digit does not pass.
    static let ceiling = ValueFormat<DailyDose>.quantity(1_000...2_000_000, example: "1000 mcg/day")
    static let increase = ValueFormat<Int64>.percentage(DosePercentage.self, example: "30 %")
    static let decrease = ValueFormat<Int64>.percentage(DosePercentage.self, example: "20 %")
    static let minimumFlow = ValueFormat<Flow>.quantity(1_000...48_000_000, example: "0.048 mL/day")
    static let maximumFlow = ValueFormat<Flow>.quantity(1_000...48_000_000, example: "24 mL/day")
    static let concentration = ValueFormat<Concentration>.quantity(1...10_000, example: "500 mcg/mL")
    static let interrogationAge = ValueFormat<TimeSpan>.time(10_000...3_600_000, example: "5 min")

    // MARK: confirmation, card, log

    static let confirmationLifetime = ValueFormat<TimeSpan>.time(
        10_000...Limits.commandLifetimeCeilingMilliseconds, example: "5 min")
    static let flowError = ValueFormat<Int64>.percentage(FlowErrorPercentage.self, example: "2.5 %")
    static let refillMargin = ValueFormat<Int64>.days(RegistrationCard.Policy.marginDaysRange, example: "3 d")
    static let logLevel = ValueFormat<DaemonConfiguration.LogLevel>.word("log level")
}
