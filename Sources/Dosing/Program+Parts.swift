internal import PumpModel

extension Program {
    /// The boluses in it, whoever gives them.
    var boluses: [Bolus] {
        let given: Bolus? = if case .bolus(let bolus) = once { bolus } else { nil }
        let repeated: Bolus? = if case .periodicBoluses(let boluses, _) = base { boluses.bolus } else { nil }
        return [given, repeated, patientBolus?.bolus].compactMap { $0 }
    }
}

extension BaseProgram {
    /// Whether it is more than nothing or the pump's minimum.
    var isTherapy: Bool { self != .stopped && self != .minimumRate }
}
