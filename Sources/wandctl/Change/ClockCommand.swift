import ArgumentParser
import ControlAPI

struct ClockCommand: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Correct the pump's place in its day schedule; the program goes on.",
        discussion: """
            The clock that boluses, lockouts, alarms and the pump's log count by is never set. The correction is for the \
            place in a day schedule alone; by default it takes away what the pump's clock is off from this machine's. Summer \
            and winter time are no matter of the clock: program the schedule with another --utc-offset.

            Examples:
              wandctl clock --operator 'R. Example' --reason 'three minutes late' --dry-run
              wandctl clock --correction-ms 0 --operator 'R. Example' --reason 'back to its own clock'
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: "The new correction in milliseconds; what makes the clocks agree when it is left out.")
    var correctionMs: Int64?
    @OptionGroup var change: ChangeOptions

    func content(on pump: API.Pump, _ session: Session) -> ChangeContent {
        let correction = correctionMs ?? -pump.pumpClockOffsetMilliseconds
        return ChangeContent(
            clockCorrectionMilliseconds: correction,
            explanation: [
                "pump clock \(Amounts.time(pump.pumpClock)), off by "
                    + Amounts.signedSeconds(pump.pumpClockOffsetMilliseconds) + "; correction now "
                    + Amounts.signedSeconds(pump.clockCorrectionMilliseconds) + ", new "
                    + Amounts.signedSeconds(correction)
            ])
    }
}
