import ArgumentParser
import ControlAPI
import PumpModel

/// The new program, as it is given on the command line.
struct DoseOrder: ParsableArguments {
    @Argument(help: "The new daily dose in mcg/day, exact: 120.5. With --bolus, what goes on below it.")
    var dose: String?

    @Option(help: ArgumentHelp("A single bolus.", valueName: "mcg")) var bolus: String?
    @Option(help: ArgumentHelp("The time for the bolus: 90s, 10m or 2h.", valueName: "time")) var over: String?
    @Flag(help: "The lowest rate that the pump can hold.") var minimumRate = false

    func validate() throws {
        let chosen = [dose != nil || bolus != nil, minimumRate].count { $0 }
        guard chosen == 1 else { throw ValidationError("Give a daily dose, a --bolus or --minimum-rate.") }
        guard (bolus == nil) == (over == nil) else { throw ValidationError("--bolus and --over belong together.") }
        if let dose { try Self.check(DailyDose.self, dose) }
        if let bolus { try Self.check(Dose.self, bolus) }
        if let over, Self.seconds(over) == nil {
            throw ValidationError("'\(over)' is not a time for a bolus: write it like 90s, 10m or 2h, up to 24h.")
        }
    }

    private static func check<Amount: Quantity>(_ type: Amount.Type, _ text: String) throws {
        do { _ = try Amount(decimalText: text) } catch { throw ValidationError("\(error).") }
    }

    /// The seconds of "90s", "10m" or "2h"; nil for anything else.
    static func seconds(_ text: String) -> Int64? {
        let factors: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600]
        guard let factor = text.last.flatMap({ factors[$0] }), text.dropLast().allSatisfy(\.isNumber),
            let number = Int64(text.dropLast())
        else { return nil }
        let (seconds, overflow) = number.multipliedReportingOverflow(by: factor)
        return !overflow && Bolus.durationSeconds.contains(seconds) ? seconds : nil
    }

    /// The order for a pump; a bolus without a dose below it goes on top of what the pump delivers now.
    func programOrder(on pump: API.Pump) throws(Failure) -> API.ProgramOrder {
        if minimumRate { return API.ProgramOrder(mode: .minimumRate) }
        guard let bolus, let over, let seconds = Self.seconds(over) else {
            return API.ProgramOrder(mode: .simpleContinuous, doseMicrogramsPerDay: dose)
        }
        guard let base = dose ?? pump.program.doseMicrogramsPerDay ?? pump.program.baseMicrogramsPerDay else {
            throw Failure(
                .usage, "the pump is at '\(pump.program.text)': there is no dose for the bolus to go on top of",
                advice: "Give the daily dose as well.")
        }
        return API.ProgramOrder(
            mode: .singleBolus, doseMicrograms: bolus, durationSeconds: seconds, baseMicrogramsPerDay: base)
    }
}
