import ArgumentParser
import ControlAPI
import PumpModel

struct SetUpCommand: ChangeCommand {
    static let configuration = CommandConfiguration(
        commandName: "setup", abstract: "Tell the pump whose it is, and what line it has; the program goes on.",
        discussion: """
            The calibration constant is read off the pump's packaging: the pump refuses another than its own. The patient \
            is told by initials or a pseudonym, never by name.

            Example:
              wandctl setup --patient A.B. --class adultSpinal --catheter-length 76 --catheter-volume 0.1672 \
                            --tubing-volume 0.2 --low-reservoir 2 --calibration 113 \
                            --operator 'R. Example' --reason 'implanted today'
            """)
    @OptionGroup var global: GlobalOptions
    @Option(help: "Initials or a pseudonym: 1 to 16 letters, digits, '.' or '-'.") var patient: String
    @Option(
        name: .customLong("class"), help: "Whose limits apply: adultSpinal, adultCerebral or child.",
        completion: .list(API.PatientClass.allCases.map(\.rawValue)))
    var patientClass: String
    @Option(help: ArgumentHelp("Of the catheter as implanted.", valueName: "cm")) var catheterLength: String
    @Option(help: ArgumentHelp("What the catheter holds.", valueName: "mL")) var catheterVolume: String
    @Option(help: ArgumentHelp("What the tubing inside the pump holds.", valueName: "mL")) var tubingVolume: String
    @Option(help: ArgumentHelp("The pump alarms below it.", valueName: "mL")) var lowReservoir: String
    @Option(help: "The calibration constant on the packaging.") var calibration: UInt32
    @OptionGroup var change: ChangeOptions

    func validate() throws {
        guard PatientCode(patient) != nil else {
            throw ValidationError("'\(patient)' is no code: give initials or a pseudonym, never a name.")
        }
        guard API.PatientClass(rawValue: patientClass) != nil else {
            let names = API.PatientClass.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("'\(patientClass)' is no class: give one of \(names).")
        }
        try OrderText.check(Length.self, catheterLength)
        for volume in [catheterVolume, tubingVolume, lowReservoir] { try OrderText.check(Volume.self, volume) }
    }

    func content(on pump: API.Pump, _ session: Session) throws -> ChangeContent {
        ChangeContent(
            setUp: API.SetUp(
                patient: patient, patientClass: API.PatientClass(rawValue: patientClass) ?? .adultSpinal,
                tubingMilliliters: tubingVolume, catheterCentimeters: catheterLength,
                catheterMilliliters: catheterVolume, lowReservoirMilliliters: lowReservoir,
                calibrationConstant: calibration))
    }
}
