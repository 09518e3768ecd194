import AlarmDesk
import PumpModel

extension DaemonConfiguration {
    /// The configuration in effect, as YAML that reads back to the same value: every key with its value and unit, and
    /// "# default" behind each value that is the default.
    package func describe() -> String {
        let usual = DaemonConfiguration(wands: [])
        var sheet = Sheet()
        sheet.line("socket:")
        sheet.value("  path: ", Formats.socketPath, socket.path, default: usual.socket.path)
        sheet.value("  mode: ", .socketMode, socket.mode, default: usual.socket.mode)
        if let group = socket.group {
            sheet.value("  group: ", Formats.group, group)
        } else {
            sheet.line("  # group: the daemon's own  # default")
        }
        sheet.value("stateDirectory: ", Formats.stateDirectory, stateDirectory, default: usual.stateDirectory)
        sheet.line("wands:")
        for wand in wands { sheet.add(wand) }
        sheet.value("pumps: ", Formats.file, pumps, default: usual.pumps)
        if let drugLibrary {
            sheet.line("drugLibrary:")
            sheet.value("  path: ", Formats.file, drugLibrary.path)
            sheet.value("  sha256: ", Formats.sha256, drugLibrary.sha256)
        } else {
            sheet.line("# drugLibrary: none, no therapy is accepted  # default")
        }
        sheet.line("dosing:")
        sheet.value(
            "  interrogationAge: ", Formats.interrogationAge, interrogationAge, default: usual.interrogationAge)
        sheet.line("confirmation:")
        sheet.value(
            "  lifetime: ", Formats.confirmationLifetime, confirmationLifetime, default: usual.confirmationLifetime)
        sheet.line("card:")
        sheet.value(
            "  flowError: ", Formats.flowError, card.flowErrorPerMille, default: usual.card.flowErrorPerMille)
        sheet.value("  refillMargin: ", Formats.refillMargin, card.marginDays, default: usual.card.marginDays)
        if let contact {
            sheet.line("  contact: " + Sheet.quoted(contact))
        } else {
            sheet.line("  # contact: nobody  # default")
        }
        sheet.line("alarms:")
        sheet.add(alarms, default: usual.alarms)
        sheet.line("log:")
        sheet.value("  level: ", Formats.logLevel, logLevel, default: usual.logLevel)
        return sheet.text
    }
}

/// Lines of YAML under construction.
private struct Sheet {
    private(set) var text = ""

    mutating func line(_ line: String) { text += line + "\n" }

    mutating func value<Value: Equatable>(
        _ key: String, _ format: ValueFormat<Value>, _ value: Value, default usual: Value? = nil
    ) {
        line(key + Self.scalar(format.text(value)) + (value == usual ? "  # default" : ""))
    }

    mutating func add(_ wand: DaemonConfiguration.Wand) {
        value("  - name: ", Formats.wandName, wand.name)
        line("    port:")
        switch wand.port {
        case .path(let path): value("      path: ", Formats.portPath, path)
        case .usbSerial(let serial): value("      usbSerial: ", Formats.usbSerial, serial)
        }
        value(
            "    baudRate: ", Formats.baudRate, wand.baudRate, default: DaemonConfiguration.Wand.defaultBaudRate)
        value(
            "    flowControl: ", Formats.flowControl, wand.flowControl,
            default: DaemonConfiguration.Wand.FlowControl.none)
        value("    security: ", Formats.security, wand.security)
    }

    mutating func add(_ alarms: AlarmPolicy, default usual: AlarmPolicy) {
        value("  staleAfter: ", Formats.staleAfter, alarms.staleAfter, default: usual.staleAfter)
        value("  refillWarning: ", Formats.refillWarning, alarms.refillWarningDays, default: usual.refillWarningDays)
        value("  refillNear: ", Formats.refillNear, alarms.refillNearDays, default: usual.refillNearDays)
        value("  clockTolerance: ", Formats.clockTolerance, alarms.clockTolerance, default: usual.clockTolerance)
        value(
            "  sessionAbandonedAfter: ", Formats.sessionAbandonedAfter, alarms.abandonedAfter,
            default: usual.abandonedAfter)
        value("  silence: ", Formats.silence, alarms.silence, default: usual.silence)
        value("  acknowledgement: ", Formats.acknowledgement, alarms.acknowledgement, default: usual.acknowledgement)
        value(
            "  criticalToneEvery: ", Formats.criticalToneEvery, alarms.criticalToneEvery,
            default: usual.criticalToneEvery)
        value(
            "  nonCriticalToneEvery: ", Formats.nonCriticalToneEvery, alarms.nonCriticalToneEvery,
            default: usual.nonCriticalToneEvery)
    }

    /// Quoted where a plain word could be taken for something else, by this reader or by another one.
    private static func scalar(_ text: String) -> String {
        func isWord(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) }
        let plain = text.utf8.allSatisfy { isWord($0) || "/._%- ".utf8.contains($0) }
        // a dash at the start makes a list, a space at an end is lost
        let isFramed = text.utf8.first.map { isWord($0) || $0 == 0x2F } ?? false && text.utf8.last != 0x20
        let looksOctal = text.hasPrefix("0") && !text.contains(" ")
        return plain && isFramed && !looksOctal ? text : quoted(text)
    }

    static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}
