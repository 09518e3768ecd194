import ArgumentParser
import ControlAPI

struct DoseCommand: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "dose", abstract: "Change what the pump infuses, after a confirmation.",
        discussion: """
            Reads the pump, has it hold the new program without applying it, shows old and new side by side with what \
            24 h of each deliver, and applies it once that new 24 h total was typed; where the weekdays differ, the new \
            total of each line of days. Ctrl-C before that takes the command back; afterwards it only ends the watching.

            Scripts show first and confirm later: --dry-run prints a digest, and --yes --digest confirms only a program \
            of exactly this digest. Without a terminal there is no other way.

            Examples:
              wandctl dose 320.5 --operator 'R. Example' --reason 'spasticity at night'
              wandctl dose --bolus 25 --over 10m --operator 'R. Example' --reason 'test bolus'
              wandctl dose --flex '00:00=12 06:30=16 22:00=12' --day-total 350 --utc-offset +01:00 \
                           --operator 'R. Example' --reason 'stiff in the morning'
              wandctl dose 300 --every 6h --bolus 10 --over 10m --operator 'R. Example' --reason 'spasms'
              wandctl dose 320 --patient-bolus 5 --patient-over 5m --allotted 4 --lockout 60 \
                           --operator 'R. Example' --reason 'breakthrough spasms'
              wandctl dose --minimum-rate --operator 'R. Example' --reason 'before the scan' --override 'agreed'
              wandctl dose 320.5 --operator 'R. Example' --reason 'spasticity' --dry-run
              wandctl dose 320.5 --operator 'R. Example' --reason 'spasticity' --yes --digest 5a5a...
            """)
    @OptionGroup var global: GlobalOptions
    @OptionGroup var order: DoseOrder
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard order.isGiven else { throw ValidationError("Give a daily dose, --flex, a --bolus or --minimum-rate.") }
    }

    func content(on pump: API.Pump, _ session: Session) throws -> ChangeContent {
        ChangeContent(program: try order.program(on: pump))
    }
}
