import ArgumentParser
import ControlAPI

struct ClockCommand: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Correct the pump's place in its day schedule; the program goes on.",
        discussion: """
            The clock that boluses, lockouts, alarms and the pump's log count by is never set. The correction is for the \
            place in a day schedule alone; by default it takes away what the pump's clock is off from this machine's, in whole \
            seconds. That is measured anew each time: --dry-run prints the --correction that repeats exactly what it showed. \
            Summer and winter time are no matter of the clock: program the schedule with another --utc-offset.

            Examples:
              wandctl clock --operator 'R. Example' --reason 'three minutes late' --dry-run
              wandctl clock --correction=-180s --operator 'R. Example' --reason 'three minutes late' --yes --digest 5a5a...
              wandctl clock --correction 0s --operator 'R. Example' --reason 'back to its own clock'
            """)
    @OptionGroup var global: GlobalOptions
    @Option(
        help: ArgumentHelp(
            "The new correction: 90s, --correction=-3m, 0s; what makes the clocks agree when it is left out.",
            valueName: "time"))
    var correction: String?
    @Option(help: "The same in milliseconds.") var correctionMs: Int64?
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard correction == nil || correctionMs == nil else {
            throw ValidationError("--correction and --correction-ms exclude each other.")
        }
        if let correction { _ = try OrderText.signedSeconds(correction) }
    }

    /// What takes the offset away, in whole seconds: a fraction would differ from one reading to the next.
    static func correction(against offsetMilliseconds: Int64) -> Int64 {
        let (seconds, rest) = offsetMilliseconds.quotientAndRemainder(dividingBy: 1_000)
        return -(seconds + (abs(rest) >= 500 ? rest.signum() : 0)) * 1_000
    }

    /// The option that repeats a correction exactly.
    static func option(for correction: Int64) -> String {
        correction % 1_000 == 0 ? "--correction=\(correction / 1_000)s" : "--correction-ms=\(correction)"
    }

    func content(on pump: API.Pump, _ session: Session) throws -> ChangeContent {
        let given = try correction.map { try OrderText.signedSeconds($0) * 1_000 } ?? correctionMs
        let correction = given ?? Self.correction(against: pump.pumpClockOffsetMilliseconds)
        return ChangeContent(
            clockCorrectionMilliseconds: correction,
            explanation: [
                "pump clock \(Amounts.time(pump.pumpClock)), off by "
                    + Amounts.signedSeconds(pump.pumpClockOffsetMilliseconds) + "; correction now "
                    + Amounts.signedSeconds(pump.clockCorrectionMilliseconds) + ", new "
                    + Amounts.signedSeconds(correction), "to repeat exactly this: " + Self.option(for: correction),
            ])
    }
}
