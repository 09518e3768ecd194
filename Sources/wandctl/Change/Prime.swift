import ArgumentParser
import ControlAPI
import Dosing
import PumpModel

struct PrimeCommand: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "prime", abstract: "Fill tubing and catheter after an implantation, then begin the therapy.",
        discussion: """
            The volume is that of the line in the pump's set-up, and is shown with its arithmetic. A prime is refused while \
            therapy runs: it would bring the drug in the line to the patient at once.

            Example:
              wandctl prime --rate 14.4 --dose 50 --override 'first dose' \\
                            --operator 'R. Example' --reason 'implanted today'
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("How fast the line is filled.", valueName: "mL/day")) var rate: String
    @Option(help: ArgumentHelp("The daily dose that begins when the line is full.", valueName: "mcg/day"))
    var dose: String
    @Flag(help: "The pump's own tubing was filled before: only the catheter counts.") var tubingIsPrimed = false
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        try OrderText.check(Flow.self, rate)
        try OrderText.check(DailyDose.self, dose)
    }

    func content(on pump: API.Pump, _ session: Session) throws -> ChangeContent {
        guard let line = pump.setUp?.value else {
            throw Failure(
                .refused, "the pump knows nothing of its line, so no prime can be computed",
                advice: "Set it up first with 'wandctl setup'.")
        }
        let calculation: PrimeCalculation
        do throws(CalculationError) {
            calculation = try PrimeCalculation(
                line: line, tubingIsPrimed: tubingIsPrimed, flow: (try? Flow(decimalText: rate)) ?? .zero)
        } catch {
            throw Failure(.refused, "no prime can be computed: \(error)", advice: "Check the pump's set-up.")
        }
        return ChangeContent(
            program: API.Program(
                mode: .simpleContinuous, doseMicrogramsPerDay: dose,
                once: API.Once(
                    kind: .prime, volumeMilliliters: calculation.prime.volume.decimalText,
                    durationSeconds: calculation.prime.duration.milliseconds / 1_000)),
            explanation: calculation.lines(titled: "Prime"))
    }
}
