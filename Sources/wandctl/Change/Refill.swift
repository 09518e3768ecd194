import ArgumentParser
import ControlAPI
import Dosing
import PumpModel

struct RefillCommand: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "refill", abstract: "Record a refill: what came out, what went in, and the bridge that it needs.",
        discussion: """
            The volume that was drawn out is compared with what the pump expected; more than 20 % off asks for an \
            override with the reason. With another concentration the pump first brings the old drug in the line to the \
            patient at the old dose: the bridge is computed from the pump's set-up and shown with its arithmetic. A bridge has \
            one rate: where the program has several, --bridge-dose says which.

            Examples:
              wandctl refill --withdrawn 2.1 --filled 18 --operator 'R. Example' --reason 'planned refill'
              wandctl refill --withdrawn 2.1 --filled 18 --concentration 2000 --dose 320 \
                             --operator 'R. Example' --reason 'less volume'
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: ArgumentHelp("What was drawn out, as measured.", valueName: "mL")) var withdrawn: String
    @Option(help: ArgumentHelp("What is in the reservoir now.", valueName: "mL")) var filled: String
    @Option(help: "The drug.") var drug: String = Drug.baclofen.name
    @Option(help: ArgumentHelp("What was filled in; the same as before when it is left out.", valueName: "mcg/mL"))
    var concentration: Int64?
    @Option(
        help: ArgumentHelp("A new daily dose with it; the program goes on when it is left out.", valueName: "mcg/day"))
    var dose: String?
    @Option(
        help: ArgumentHelp(
            "The one rate at which a bridge brings the old drug on; needed where the pump's program has several.",
            valueName: "mcg/day"))
    var bridgeDose: String?
    @Flag(help: "No bridge, although the concentration changes: needs an override.") var noBridge = false
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        for volume in [withdrawn, filled] { try OrderText.check(Volume.self, volume) }
        if let dose { try OrderText.check(DailyDose.self, dose) }
        if let bridgeDose, try OrderText.amount(DailyDose.self, bridgeDose) == .zero {
            throw ValidationError("A bridge needs a dose above zero.")
        }
        guard bridgeDose == nil || !noBridge else {
            throw ValidationError("--bridge-dose and --no-bridge contradict each other.")
        }
        if let concentration, !Concentration.range.contains(concentration) {
            throw ValidationError("\(concentration) mcg/mL is no concentration.")
        }
    }

    func content(on pump: API.Pump, _ session: Session) throws -> ChangeContent {
        var content = ChangeContent(
            refill: API.Refill(
                withdrawnMilliliters: withdrawn, filledMilliliters: filled, drug: drug,
                concentrationMicrogramsPerMilliliter: concentration ?? pump.concentrationMicrogramsPerMilliliter))
        content.explanation = try expectation(of: pump)
        content.program = dose.map {
            API.Program(
                mode: .simpleContinuous, doseMicrogramsPerDay: $0, patientBolus: pump.program.asOrder.patientBolus)
        }
        guard let concentration, concentration != pump.concentrationMicrogramsPerMilliliter else {
            guard bridgeDose == nil else {
                throw Failure(.usage, "the concentration stays: there is nothing to bridge")
            }
            return content
        }
        if noBridge {
            content.explanation += without(content, on: pump, concentration, isPlanned: true)
                .map(session.style.alert)
        } else {
            try addBridge(to: &content, on: pump, concentration)
        }
        return content
    }

    /// What came out against what the pump had left.
    private func expectation(of pump: API.Pump) throws -> [String] {
        let measured = try OrderText.amount(Volume.self, withdrawn)
        let expected = Volume(checked: pump.reservoirNanoliters)
        let difference =
            RefillCalculation.deviationBasisPoints(of: measured, from: expected).map(Amounts.percent)
            ?? "nothing was expected"
        return ["withdrawn \(measured), expected \(expected): difference \(difference)"]
    }
}
