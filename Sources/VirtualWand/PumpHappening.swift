package import PumpModel

/// What happens to a pump at the bedside, without any request.
package enum PumpHappening: Hashable, Sendable {
    /// The patient asks for a bolus.
    case patientBolus
    /// The pump comes into a strong magnetic field.
    case magnetEntered
    /// It leaves the field; its rotor turns again so much later.
    case magnetLeft(resumingAfter: TimeSpan)
    /// Interference: a pump that alarms falls into its telemetry mode, and delivers nothing until it is interrogated.
    case interference
    /// The reservoir is down to what the pump can not deliver.
    case emptied
    /// So many days are left to the elective replacement indicator; negative when it stood for so long.
    case serviceDays(Int64)
    /// The pump delivers so much more, or less, than it counts, in per mille: within `PumpPhysics.accuracy`.
    case accuracy(perMille: Int64)
    /// A line to look into; nil for none.
    case line(LineStart?)
}

/// How a catheter line begins.
package struct LineStart: Hashable, Sendable {
    /// Nil for what the pump's set-up says, or a customary one without.
    package var volume: Volume?
    /// Full of what is in the reservoir; else as it is implanted, without drug.
    package var isFilled: Bool

    package init(volume: Volume? = nil, isFilled: Bool) {
        self.volume = volume
        self.isFilled = isFilled
    }

    /// Of a line whose set-up is not known.
    static let customaryVolume = Volume(checked: 400_000)
}
