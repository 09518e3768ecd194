import PumpModel

/// A change of the daily dose, in whole percent.
struct DosePercentage: Quantity {
    let rawValue: Int64
    static let quantityName = "percentage"
    static let smallestUnit = "%"
    static let range: ClosedRange<Int64> = 0...100
    static let display = (unit: "%", decimals: 0)
    init(checked rawValue: Int64) { self.rawValue = rawValue }
}

/// How much faster than programmed a pump may flow: held in parts per thousand, written in percent.
struct FlowErrorPercentage: Quantity {
    let rawValue: Int64
    static let quantityName = "percentage"
    static let smallestUnit = "per mille"
    static let range = RegistrationCard.Policy.flowErrorPerMilleRange
    static let display = (unit: "%", decimals: 1)
    init(checked rawValue: Int64) { self.rawValue = rawValue }
}
