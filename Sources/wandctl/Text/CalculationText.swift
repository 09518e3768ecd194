import ControlAPI
import Dosing
import PumpModel

extension Calculation {
    /// What it rests on, and its arithmetic line by line: to be checked with a pencil.
    func lines(titled title: String) -> [String] {
        ["\(title), from:", aligned(inputs.map { ($0.name, $0.value) }, indent: 4)] + steps.map { "  " + $0 }
    }
}

extension API.SetUp {
    /// The same as a value; nil where the daemon left out what it always gives.
    var value: PumpSetUp? {
        guard let patient = PatientCode(patient),
            let patientClass = PumpModel.PatientClass(name: patientClass.rawValue),
            let tubing = tubingNanoliters.flatMap({ try? Volume(raw: $0) }),
            let length = catheterMicrometers.flatMap({ try? Length(raw: $0) }),
            let catheter = catheterNanoliters.flatMap({ try? Volume(raw: $0) }),
            let lowReservoir = lowReservoirNanoliters.flatMap({ try? Volume(raw: $0) })
        else { return nil }
        return PumpSetUp(
            patient: patient, patientClass: patientClass, tubingVolume: tubing, catheterLength: length,
            catheterVolume: catheter, lowReservoirVolume: lowReservoir, calibrationConstant: calibrationConstant)
    }
}
