internal import PumpModel

extension PumpChange {
    /// What changes beside the program, for people.
    var also: [String] {
        var found: [String] = []
        if let refill {
            found.append("\(refill.withdrawn) drawn out, \(refill.filled) of \(refill.concentration) filled in")
        }
        if let setUp {
            found.append(
                "set up for \(setUp.patient) (\(setUp.patientClass.title)), line \(setUp.lineVolume), alarm at "
                    + "\(setUp.lowReservoirVolume)")
        }
        if let clock { found.append("clock corrected by \(StoryText.signed(clock.milliseconds))") }
        return found
    }
}
