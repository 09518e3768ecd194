internal import ControlAPI
internal import PumpModel

extension API.Change {
    init(_ change: PumpChange) {
        self.init(
            program: API.Program(change.program), refill: change.refill.map(API.Refill.init),
            setUp: change.setUp.map(API.SetUp.init), clockCorrectionMilliseconds: change.clock?.milliseconds)
    }
}

extension API.Refill {
    init(_ refill: Refill) {
        self.init(
            withdrawnNanoliters: refill.withdrawn.nanoliters, withdrawnMilliliters: refill.withdrawn.decimalText,
            filledNanoliters: refill.filled.nanoliters, filledMilliliters: refill.filled.decimalText,
            drug: refill.drug.name,
            concentrationMicrogramsPerMilliliter: refill.concentration.microgramsPerMilliliter)
    }
}

extension API.SetUp {
    init(_ setUp: PumpSetUp) {
        self.init(
            patient: setUp.patient.text, patientClass: API.PatientClass(setUp.patientClass),
            tubingNanoliters: setUp.tubingVolume.nanoliters, tubingMilliliters: setUp.tubingVolume.decimalText,
            catheterMicrometers: setUp.catheterLength.micrometers,
            catheterCentimeters: setUp.catheterLength.decimalText,
            catheterNanoliters: setUp.catheterVolume.nanoliters,
            catheterMilliliters: setUp.catheterVolume.decimalText,
            lowReservoirNanoliters: setUp.lowReservoirVolume.nanoliters,
            lowReservoirMilliliters: setUp.lowReservoirVolume.decimalText,
            calibrationConstant: setUp.calibrationConstant)
    }
}

extension API.PatientClass {
    init(_ patientClass: PatientClass) {
        self =
            switch patientClass {
            case .adultSpinal: .adultSpinal
            case .adultCerebral: .adultCerebral
            case .child: .child
            }
    }
}
