/// The rules that every change is judged by, each by its stable code, in the order in which people are told of them.
package enum Rule: String, Hashable, Codable, Sendable, CaseIterable {
    /// There is a drug library to judge by.
    case drugLibrary
    /// The pump's model and its reservoir are known.
    case pumpModel
    /// No alarm stands by which the pump follows no program.
    case pumpDelivers
    /// The library knows the drug at its concentration, for this class of patients.
    case drug
    /// A screening concentration is used for screening alone.
    case screeningUse
    /// The pump knows its patient before it delivers a therapy.
    case setUp
    /// A therapy that runs stays with its patient, and with his class.
    case patient
    case calibration
    /// Tubing and catheter hold what their makers say.
    case line
    case lowReservoirLevel
    /// Every rate is one that the pump can hold.
    case flow
    /// The 24 h total is a number that a dose can be.
    case total
    case ceiling
    case lowestDose
    case maintenanceRange
    case startFromZero
    case stopsDelivery
    case increase
    case decrease
    case increaseInterval
    case firstIncrease
    case bolusSize
    /// The hour of a schedule that stands out most.
    case peakHour
    case bolusInterval
    /// The most in any 24 h, past and coming.
    case largest24Hours
    case bolusRunning
    /// A prime or a bridge that still runs.
    case lineRunning
    case primeDuringTherapy
    case primeVolume
    case bridge
    case withdrawnVolume
    case filledVolume
    case clockCorrection
}
