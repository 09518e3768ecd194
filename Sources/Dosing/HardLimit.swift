package import PumpModel

/// A bound that can not be overridden.
package enum HardLimit: Hashable, Codable, Sendable {
    /// There is no drug library that can be trusted.
    case drugLibraryRefused(String)
    case unknownModel(String)
    case unknownReservoirSize(Volume, model: String)
    case unknownConcentration(Concentration)
    case notForClass(Concentration, PatientClass)
    /// More than single boluses with a concentration that is for screening alone.
    case screeningOnly(Concentration)
    /// An alarm stands by which the pump follows no program: the bolus would come later, unwatched.
    case bolusUndeliverable(Alarm)
    case notSetUp
    case calibrationDiffers(given: UInt32, pump: UInt32)
    /// The low reservoir alarm would come after the drug has ended, or always stand.
    case lowReservoirLevel(Volume, allowed: ClosedRange<Volume>)
    case flowOutOfRange(dose: DailyDose, concentration: Concentration, allowed: ClosedRange<Flow>)
    case bolusTooFast(Bolus, allowed: Flow)
    case volumeFlowOutOfRange(Volume, over: TimeSpan, allowed: ClosedRange<Flow>)
    case totalOverflow
    case aboveCeiling(total: DailyDose, ceiling: DailyDose)
    case belowLowestDose(total: DailyDose, lowest: DailyDose)
    case bolusTooLarge(Dose, largest: Dose)
    /// A schedule that gives a bolus by its rates.
    case peakHourTooLarge(PeakHour, largest: Dose)
    /// A single bolus, counted from the last one.
    case bolusTooSoon(elapsed: TimeSpan, interval: TimeSpan)
    /// Boluses that a program repeats, or that the patient may repeat.
    case bolusesTooClose(apart: TimeSpan, interval: TimeSpan)
    /// Past and coming delivery together, in the worst 24 h.
    case above24HourMaximum(total: Dose, maximum: Dose)
    /// A new program while the bolus of the last one still runs would cut it short unseen.
    case bolusRunning(remaining: Dose)
    case primeDuringTherapy
    /// The line is still full of what was delivered in the last 25 h.
    case primeAfterTherapy
    /// It would bring drug to the patient at the speed of a prime.
    case primeTooLarge(Volume, line: Volume)
    /// The old and stronger drug in the line at the flow of the new one; `for` is nil where the line is not known.
    case unbridgedAboveCeiling(DailyDose, for: TimeSpan?, ceiling: DailyDose)
    /// A bridge that brings the drug in the line faster than any therapy.
    case bridgeAboveCeiling(DailyDose, for: TimeSpan, ceiling: DailyDose)
    case overfilled(Volume, size: Volume)
    /// The pump would deliver nothing of it.
    case filledUndeliverable(Volume, residual: Volume)
    case clockShiftTooLarge(milliseconds: Int64)
}

extension HardLimit {
    /// Its stable name in JSON and in the audit.
    package var code: String {
        switch self {
        case .drugLibraryRefused: "drugLibraryRefused"
        case .unknownModel: "unknownModel"
        case .unknownReservoirSize: "unknownReservoirSize"
        case .unknownConcentration: "unknownConcentration"
        case .notForClass: "notForClass"
        case .screeningOnly: "screeningOnly"
        case .bolusUndeliverable: "bolusUndeliverable"
        case .notSetUp: "notSetUp"
        case .calibrationDiffers: "calibrationDiffers"
        case .lowReservoirLevel: "lowReservoirLevel"
        case .flowOutOfRange: "flowOutOfRange"
        case .bolusTooFast: "bolusTooFast"
        case .volumeFlowOutOfRange: "volumeFlowOutOfRange"
        case .totalOverflow: "totalOverflow"
        case .aboveCeiling: "aboveCeiling"
        case .belowLowestDose: "belowLowestDose"
        case .bolusTooLarge: "bolusTooLarge"
        case .peakHourTooLarge: "peakHourTooLarge"
        case .bolusTooSoon: "bolusTooSoon"
        case .bolusesTooClose: "bolusesTooClose"
        case .above24HourMaximum: "above24HourMaximum"
        case .bolusRunning: "bolusRunning"
        case .primeDuringTherapy: "primeDuringTherapy"
        case .primeAfterTherapy: "primeAfterTherapy"
        case .primeTooLarge: "primeTooLarge"
        case .unbridgedAboveCeiling: "unbridgedAboveCeiling"
        case .bridgeAboveCeiling: "bridgeAboveCeiling"
        case .overfilled: "overfilled"
        case .filledUndeliverable: "filledUndeliverable"
        case .clockShiftTooLarge: "clockShiftTooLarge"
        }
    }
}

extension HardLimit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .drugLibraryRefused(let reason): reason
        case .unknownModel(let model): "the pump model '\(model)' is not among the site's pumps"
        case .unknownReservoirSize(let size, let model): "the site knows no '\(model)' with a reservoir of \(size)"
        case .unknownConcentration(let concentration): "the drug library has no entry at \(concentration)"
        case .notForClass(let concentration, let patient):
            "\(concentration) is not for a patient like this: \(patient.title)"
        case .screeningOnly(let concentration): "\(concentration) is for single boluses above the minimum rate alone"
        case .bolusUndeliverable(let alarm): "a bolus now would run later, unwatched: " + alarm.standstill
        case .notSetUp: "the pump was not set up for its patient: set it up first"
        case .calibrationDiffers(let given, let pump):
            "the calibration constant \(given) is not the pump's own, \(pump)"
        case .lowReservoirLevel(let level, let allowed):
            "a low reservoir alarm at \(level) does not lie between \(allowed.lowerBound) and \(allowed.upperBound)"
        case .flowOutOfRange(let dose, let concentration, let allowed):
            "\(dose) at \(concentration) needs a flow outside \(allowed.lowerBound) to \(allowed.upperBound)"
        case .bolusTooFast(let bolus, let allowed):
            "\(bolus.dose) over \(bolus.duration) needs a flow above \(allowed)"
        case .volumeFlowOutOfRange(let volume, let duration, let allowed):
            "\(volume) over \(duration) needs a flow outside \(allowed.lowerBound) to \(allowed.upperBound)"
        case .totalOverflow: "base and bolus together exceed any daily dose"
        case .aboveCeiling(let total, let ceiling): "\(total) in 24 h is above the site's ceiling of \(ceiling)"
        case .belowLowestDose(let total, let lowest): "\(total) is below the lowest dose of a therapy, \(lowest)"
        case .bolusTooLarge(let dose, let largest): "a bolus of \(dose) is above the largest one, \(largest)"
        case .peakHourTooLarge(let peak, let largest):
            "the hour from \(peak) brings \(peak.excess) more than the mean hour of its day, above the largest bolus, "
                + "\(largest)"
        case .bolusTooSoon(let elapsed, let interval):
            "\(SpanText.text(elapsed)) after the last bolus is less than \(SpanText.text(interval))"
        case .bolusesTooClose(let apart, let interval):
            "boluses \(SpanText.text(apart)) apart are closer than \(SpanText.text(interval))"
        case .above24HourMaximum(let total, let maximum):
            "what was delivered and what is to come may reach \(total) in 24 h, above \(maximum)"
        case .bolusRunning(let remaining): "a bolus is running, \(remaining) of it still to come"
        case .primeDuringTherapy: "a prime while therapy runs would bring the drug in the line to the patient at once"
        case .primeAfterTherapy:
            "therapy was delivered within the last 25 h: a prime would bring the drug in the line to the patient at once"
        case .primeTooLarge(let volume, let line): "a prime of \(volume) is more than the line holds, \(line)"
        case .unbridgedAboveCeiling(let dose, let time, let ceiling):
            "without a bridge the drug in the line brings \(dose)"
                + (time.map { " for \(SpanText.text($0))" } ?? "") + ", above the site's ceiling of \(ceiling)"
        case .bridgeAboveCeiling(let dose, let time, let ceiling):
            "the bridge brings \(dose) for \(SpanText.text(time)), above the site's ceiling of \(ceiling)"
        case .overfilled(let volume, let size): "\(volume) does not fit into a reservoir of \(size)"
        case .filledUndeliverable(let volume, let residual):
            "\(volume) is not above what the pump can never deliver, \(residual)"
        case .clockShiftTooLarge(let milliseconds):
            "the schedule would move by \(SpanText.signed(milliseconds)), and "
                + "\(SpanText.text(TimeSpan(checked: DosingRules.largestClockShiftMilliseconds))) is the most at once"
        }
    }
}
