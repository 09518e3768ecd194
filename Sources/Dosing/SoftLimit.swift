package import PumpModel

/// A bound that an override with a reason passes.
package enum SoftLimit: Hashable, Codable, Sendable {
    /// `weekdays` is nil where it is the change of the greatest 24 h.
    case increase(basisPoints: Int64, allowedPercent: Int64, weekdays: [Weekday]? = nil)
    case decrease(basisPoints: Int64, allowedPercent: Int64, weekdays: [Weekday]? = nil)
    case increaseTooSoon(elapsed: TimeSpan, interval: TimeSpan)
    case increaseAfterStart(elapsed: TimeSpan, interval: TimeSpan)
    case outsideMaintenance(total: DailyDose, usual: ClosedRange<DailyDose>)
    /// The pump delivers nothing by its program: there is no dose to compare with.
    case startFromZero
    /// Stopping by an ordinary program change instead of the stop command.
    case stopsDelivery
    case bolusUnusual(Dose, usual: Dose)
    case peakHourUnusual(PeakHour, usual: Dose)
    /// An alarm stands by which the pump follows no program.
    case therapyUndeliverable(Alarm)
    /// Another patient, or another class, under a therapy that runs.
    case patientDiffers(from: PatientCode, to: PatientCode)
    case classDiffers(from: PatientClass, to: PatientClass)
    case lowReservoirLevelUnusual(Volume, usual: Volume)
    case tubingDiffers(given: Volume, model: Volume)
    /// No catheter of the site that is this long holds this much.
    case catheterDiffers(given: Volume, length: Length)
    /// A prime or a bridge that still runs would end here.
    case cutsShort(OneTimeDelivery, remaining: TimeSpan)
    case primeDiffers(Volume, line: Volume)
    /// A prime into a line that holds drug brings all of it to the patient at once.
    case lineMayBeFull(Program)
    /// `computed` is nil where there is nothing to bridge, or no bridge can be computed.
    case bridgeDiffers(given: TimedVolume, computed: TimedVolume?)
    /// The old base flows at several rates, and a bridge at one.
    case bridgeOfManyRates(DailyDose, lowest: DailyDose)
    /// A new concentration, and the old drug in the line would flow at the new rate: what the patient gets by it, and how long;
    /// nil where nothing flows, or where the line is not known.
    case noBridge(from: Concentration, to: Concentration, dose: DailyDose? = nil, for: TimeSpan? = nil)
    /// `basisPoints` is nil where nothing was expected.
    case withdrawnDiffers(Volume, expected: Volume, basisPoints: Int64?)
    /// The low reservoir alarm comes at once.
    case filledBelowAlarm(Volume, level: Volume)
    case clockShift(milliseconds: Int64)
}

extension SoftLimit {
    /// Its stable name in JSON and in the audit.
    package var code: String {
        switch self {
        case .increase: "increase"
        case .decrease: "decrease"
        case .increaseTooSoon: "increaseTooSoon"
        case .increaseAfterStart: "increaseAfterStart"
        case .outsideMaintenance: "outsideMaintenance"
        case .startFromZero: "startFromZero"
        case .stopsDelivery: "stopsDelivery"
        case .bolusUnusual: "bolusUnusual"
        case .peakHourUnusual: "peakHourUnusual"
        case .therapyUndeliverable: "therapyUndeliverable"
        case .patientDiffers: "patientDiffers"
        case .classDiffers: "classDiffers"
        case .lowReservoirLevelUnusual: "lowReservoirLevelUnusual"
        case .tubingDiffers: "tubingDiffers"
        case .catheterDiffers: "catheterDiffers"
        case .cutsShort: "cutsShort"
        case .primeDiffers: "primeDiffers"
        case .lineMayBeFull: "lineMayBeFull"
        case .bridgeDiffers: "bridgeDiffers"
        case .bridgeOfManyRates: "bridgeOfManyRates"
        case .noBridge: "noBridge"
        case .withdrawnDiffers: "withdrawnDiffers"
        case .filledBelowAlarm: "filledBelowAlarm"
        case .clockShift: "clockShift"
        }
    }
}

extension SoftLimit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .increase(let change, let allowed, let days):
            "an increase of \(PercentText.text(change, on: days)) is above \(allowed) %"
        case .decrease(let change, let allowed, let days):
            "a decrease of \(PercentText.text(-change, on: days)) is above \(allowed) %"
        case .increaseTooSoon(let elapsed, let interval):
            "\(SpanText.text(elapsed)) after the last increase is less than \(SpanText.text(interval))"
        case .increaseAfterStart(let elapsed, let interval):
            "an increase \(SpanText.text(elapsed)) after the start of therapy is within its first \(SpanText.text(interval))"
        case .outsideMaintenance(let total, let usual):
            "\(total) is outside the maintenance range of \(usual.lowerBound) to \(usual.upperBound)"
        case .startFromZero: "delivery starts from zero: no dose to compare with"
        case .stopsDelivery: "the program ends all delivery"
        case .bolusUnusual(let dose, let usual): "a bolus of \(dose) is above the usual \(usual)"
        case .peakHourUnusual(let peak, let usual):
            "the hour from \(peak) brings \(peak.excess) more than the mean hour of its day, above the usual bolus of "
                + "\(usual)"
        case .therapyUndeliverable(let alarm): alarm.standstill
        case .patientDiffers(let old, let new): "a therapy is running for patient \(old), not \(new)"
        case .classDiffers(let old, let new):
            "a therapy is running under the limits for '\(old.title)', not '\(new.title)'"
        case .lowReservoirLevelUnusual(let level, let usual):
            "a low reservoir alarm at \(level) comes earlier than the usual \(usual)"
        case .tubingDiffers(let given, let model): "a tubing of \(given) is not that of the pump's model, \(model)"
        case .catheterDiffers(let given, let length):
            "no catheter of the site holds \(given) in \(length)"
        case .cutsShort(let delivery, let remaining):
            "it cuts short what runs (\(delivery)), with \(SpanText.text(remaining)) to go"
        case .lineMayBeFull:
            "a prime into a line that holds drug brings all of it to the patient at once: make sure that it is empty"
        case .primeDiffers(let volume, let line): "a prime of \(volume) does not fill the line of \(line)"
        case .bridgeDiffers(let given, let computed):
            "a bridge of \(given.volume) over \(SpanText.text(given.duration)) is not the computed one: "
                + (computed.map { "\($0.volume) over \(SpanText.text($0.duration))" } ?? "none")
        case .bridgeOfManyRates(let dose, let lowest):
            "the base flows at several rates, and there is no one dose to bridge at: this bridge flows at "
                + "\(dose.perHourText), its lowest rate is \(lowest.perHourText)"
        case .noBridge(let old, let new, let dose, let time):
            "from \(old) to \(new) without a bridge: the drug in the line flows at the new rate"
                + (dose.map { ", \($0)" } ?? "") + (time.map { " for \(SpanText.text($0))" } ?? "")
        case .withdrawnDiffers(let withdrawn, let expected, let change):
            "\(withdrawn) withdrawn instead of \(expected)" + (change.map { " (\(PercentText.signed($0)))" } ?? "")
        case .filledBelowAlarm(let volume, let level):
            "\(volume) is not above the low reservoir level of \(level): the alarm comes at once"
        case .clockShift(let milliseconds): "the schedule moves by \(SpanText.signed(milliseconds))"
        }
    }
}
