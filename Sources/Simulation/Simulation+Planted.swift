internal import PumpModel

/// Bugs that are planted to show that the simulation finds them.
extension Simulation {
    #if PLANTED_BUGS
        package static let canPlantBugs = true
    #else
        package static let canPlantBugs = false
    #endif

    /// By their names.
    package static var plantedBugs: [String] { PlantedBug.allCases.map(\.rawValue) }

    /// Plants one, or none; before any run. Does nothing in a build without them.
    package static func plant(_ name: String?) {
        #if PLANTED_BUGS
            PlantedBug.planted = name.flatMap(PlantedBug.init(rawValue:))
        #endif
    }
}
