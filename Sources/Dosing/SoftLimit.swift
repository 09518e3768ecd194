package import PumpModel

/// A bound that an override with a reason passes.
package enum SoftLimit: Hashable, Codable, Sendable {
    case increase(basisPoints: Int64, allowedPercent: Int64)
    case decrease(basisPoints: Int64, allowedPercent: Int64)
    case increaseTooSoon(elapsed: TimeSpan, interval: TimeSpan)
    case increaseAfterStart(elapsed: TimeSpan, interval: TimeSpan)
    case outsideMaintenance(total: DailyDose, usual: ClosedRange<DailyDose>)
    /// The pump delivers nothing by its program: there is no dose to compare with.
    case startFromZero
    /// Stopping by an ordinary program change instead of the stop command.
    case stopsDelivery
    case bolusUnusual(Dose, usual: Dose)
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
    /// A new concentration, and the old drug in the line would flow at the new rate.
    case noBridge(from: Concentration, to: Concentration)
    /// `basisPoints` is nil where nothing was expected.
    case withdrawnDiffers(Volume, expected: Volume, basisPoints: Int64?)
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
        case .tubingDiffers: "tubingDiffers"
        case .catheterDiffers: "catheterDiffers"
        case .cutsShort: "cutsShort"
        case .primeDiffers: "primeDiffers"
        case .lineMayBeFull: "lineMayBeFull"
        case .bridgeDiffers: "bridgeDiffers"
        case .noBridge: "noBridge"
        case .withdrawnDiffers: "withdrawnDiffers"
        case .clockShift: "clockShift"
        }
    }
}

extension SoftLimit: CustomStringConvertible {
    package var description: String {
        switch self {
        case .increase(let change, let allowed): "an increase of \(PercentText.text(change)) is above \(allowed) %"
        case .decrease(let change, let allowed): "a decrease of \(PercentText.text(-change)) is above \(allowed) %"
        case .increaseTooSoon(let elapsed, let interval):
            "\(SpanText.text(elapsed)) after the last increase is less than \(SpanText.text(interval))"
        case .increaseAfterStart(let elapsed, let interval):
            "an increase \(SpanText.text(elapsed)) after the start of therapy is within its first \(SpanText.text(interval))"
        case .outsideMaintenance(let total, let usual):
            "\(total) is outside the maintenance range of \(usual.lowerBound) to \(usual.upperBound)"
        case .startFromZero: "delivery starts from zero: no dose to compare with"
        case .stopsDelivery: "the program ends all delivery"
        case .bolusUnusual(let dose, let usual): "a bolus of \(dose) is above the usual \(usual)"
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
        case .noBridge(let old, let new):
            "from \(old) to \(new) without a bridge: the drug in the line flows at the new rate"
        case .withdrawnDiffers(let withdrawn, let expected, let change):
            "\(withdrawn) withdrawn instead of \(expected)" + (change.map { " (\(PercentText.signed($0)))" } ?? "")
        case .clockShift(let milliseconds):
            "the schedule moves by \(milliseconds < 0 ? "-" : "+")\(SpanText.text(TimeSpan(checked: abs(milliseconds))))"
        }
    }
}
