internal import ArgumentParser
internal import PumpModel

/// What a new pump knows about its patient and its line.
struct SetUpOptions: ParsableArguments {
    @Flag(help: "The new pump is not set up for a patient.")
    var noSetUp = false

    @Option(help: "The patient's initials or pseudonym: 1 to 16 letters, digits, '.', '-'.", transform: readPatient)
    var patient = PatientCode("A.B.")

    @Option(help: "Whose dosing rules apply: adultSpinal, adultCerebral or child.", transform: readPatientClass)
    var patientClass = PatientClass.adultSpinal

    @Option(help: "The tubing inside the pump.", transform: readQuantity)
    var tubingVolume = Volume(checked: 200_000)

    @Option(help: "The catheter as implanted.", transform: readQuantity)
    var catheterLength = Length(checked: 760_000)

    @Option(help: "What the whole catheter holds. (default: 0.0022 mL per cm)", transform: readOptionalVolume)
    var catheterVolume: Volume?

    @Flag(help: "Do not follow the drug through tubing and catheter.")
    var noLine = false

    /// What the pump is told; nil for a pump that is not set up.
    func setUp(lowReservoir: Volume, calibrationConstant: UInt32) -> PumpSetUp? {
        guard !noSetUp, let patient else { return nil }
        return PumpSetUp(
            patient: patient, patientClass: patientClass, tubingVolume: tubingVolume, catheterLength: catheterLength,
            catheterVolume: line, lowReservoirVolume: lowReservoir, calibrationConstant: calibrationConstant)
    }

    /// 2200 nL per cm of 10000 um, where the volume was not given.
    private var line: Volume { catheterVolume ?? Volume(checked: catheterLength.micrometers * 2_200 / 10_000) }
}

private func readPatient(_ text: String) throws -> PatientCode {
    guard let code = PatientCode(text) else { throw ValidationError("a patient is 1 to 16 letters, digits, '.', '-'") }
    return code
}

private func readPatientClass(_ text: String) throws -> PatientClass {
    guard let found = PatientClass(name: text) else {
        throw ValidationError("a patient class is adultSpinal, adultCerebral or child")
    }
    return found
}

private func readOptionalVolume(_ text: String) throws -> Volume? { try Volume(text: text) }
