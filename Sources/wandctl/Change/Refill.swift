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
            patient at the old dose: the bridge is computed from the pump's set-up and shown with its arithmetic.

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
    @Flag(help: "No bridge, although the concentration changes: needs an override.") var noBridge = false
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        for volume in [withdrawn, filled] { try OrderText.check(Volume.self, volume) }
        if let dose { try OrderText.check(DailyDose.self, dose) }
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
        if let concentration, concentration != pump.concentrationMicrogramsPerMilliliter, !noBridge {
            try addBridge(to: &content, on: pump, concentration)
        }
        return content
    }

    /// What came out against what the pump had left.
    private func expectation(of pump: API.Pump) throws -> [String] {
        let measured = try OrderText.amount(Volume.self, withdrawn)
        let difference = measured.nanoliters - pump.reservoirNanoliters
        let percent =
            pump.reservoirNanoliters > 0
            ? "\(difference * 100 / pump.reservoirNanoliters) %" : "nothing was expected"
        return [
            "withdrawn \(measured), expected \(Amounts.milliliters(pump.reservoirNanoliters)): difference \(percent)"
        ]
    }

    private func addBridge(to content: inout ChangeContent, on pump: API.Pump, _ concentration: Int64) throws {
        guard pump.program.mode != .stopped, pump.program.mode != .minimumRate else { return }
        guard let line = pump.setUp?.value else {
            throw Failure(
                .refused, "the pump knows nothing of its line, so no bridge can be computed",
                advice: "Set it up first with 'wandctl setup'.")
        }
        do throws(CalculationError) {
            let old = DailyDose(checked: pump.total24HoursNanograms ?? 0)
            let bridge = try BridgeCalculation(
                line: line, dose: old,
                oldConcentration: Concentration(checked: pump.concentrationMicrogramsPerMilliliter),
                newConcentration: Concentration(checked: concentration),
                newDose: dose.flatMap { try? DailyDose(decimalText: $0) })
            content.explanation += bridge.lines(titled: "Bridge")
            var program = content.program ?? pump.program.asOrder
            program.once = API.Once(
                kind: .bridge, volumeMilliliters: bridge.bridge.volume.decimalText,
                durationSeconds: bridge.bridge.duration.milliseconds / 1_000)
            content.program = program
        } catch {
            throw Failure(.refused, "no bridge can be computed: \(error)", advice: "Check the pump's set-up.")
        }
    }
}
