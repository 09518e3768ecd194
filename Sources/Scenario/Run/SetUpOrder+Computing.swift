internal import Dosing
internal import PumpModel

extension SetUpOrder {
    /// With the tubing of the pump's model and the volume of the site's catheter.
    /// - Parameter calibrationConstant: the pump's own, for an order without one.
    func setUp(model: String, calibrationConstant own: UInt32, _ site: Site) throws(StoryProblem) -> PumpSetUp {
        let catalog = site.rules.catalog
        guard let kind = catalog.catheter(catheter) else {
            let known = catalog.catheters.map(\.name).joined(separator: ", ")
            throw StoryProblem("the site has no catheter '\(catheter)', but \(known)")
        }
        guard let volume = try? kind.volume(of: length) else {
            throw StoryProblem("\(length) is no length of a catheter")
        }
        guard let tubing = catalog.pump(model)?.tubingVolume else {
            let known = catalog.pumps.map(\.model).joined(separator: ", ")
            throw StoryProblem("the site has no pump model '\(model)', but \(known)")
        }
        return PumpSetUp(
            patient: patient, patientClass: patientClass, tubingVolume: tubing, catheterLength: length,
            catheterVolume: volume, lowReservoirVolume: lowReservoirVolume,
            calibrationConstant: calibrationConstant ?? own)
    }
}
