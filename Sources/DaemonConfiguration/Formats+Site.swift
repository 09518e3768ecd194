import Dosing
import PumpModel

/// The format and the range of each key of the pump catalog and of the drug library: a slip by one digit mostly does not
/// pass.
extension Formats {
    // MARK: pumps

    static let model = ValueFormat<String>.line("pump model", bytes: Limits.wireStringBytes, example: "VP-20")
    static let programFlow = ValueFormat<Flow>.quantity(1_000...48_000_000, example: "0.048 mL/day")
    static let minimumRate = ValueFormat<Flow>.quantity(100...1_000_000, example: "0.006 mL/day")
    static let residualVolume = ValueFormat<Volume>.quantity(0...10_000_000, example: "1.4 mL")
    static let tubingVolume = ValueFormat<Volume>.quantity(1_000...2_000_000, example: "0.2 mL")
    static let reservoirSize = ValueFormat<Volume>.quantity(1_000_000...100_000_000, example: "20 mL")
    static let serviceReserve = ValueFormat<Int64>.days(1...365, example: "90 d")
    static let serviceLife = ValueFormat<Int64>.years(1...20, example: "7 years")
    static let alarmInterval = ValueFormat<TimeSpan>.time(60_000...86_400_000, example: "10 min")
    static let catheterName = ValueFormat<String>.name(
        "catheter name", characters: lowerCase + digits + "-", first: lowerCase + digits, length: 32,
        rule: "at most 32 lower-case letters, digits and '-'", example: "catheter-a")
    static let volumePerLength = ValueFormat<VolumePerLength>.quantity(100...100_000, example: "0.0022 mL/cm")

    // MARK: drug library

    static let libraryName = ValueFormat<String>.line("library name", bytes: 64, example: "city hospital")
    static let libraryVersion = ValueFormat<String>.name(
        "library version", characters: lowerCase + upperCase + digits + ".-", first: digits, length: 32,
        rule: "at most 32 letters, digits, '.' and '-'", example: "1.0")
    static let libraryDate = ValueFormat<String>.date
    static let drug = ValueFormat<Drug>(example: Drug.baclofen.name) { text throws(ValueProblem) in
        guard let drug = Drug(name: text) else {
            throw ValueProblem(
                found: "'\(text)' is not a drug", allowed: "use \(Drug.allCases.map(\.name).joined(separator: ", "))")
        }
        return drug
    } text: {
        $0.name
    }
    static let concentration = ValueFormat<Concentration>.quantity(1...10_000, example: "500 mcg/mL")
    static let use = ValueFormat<DrugLibraryUse>.word("use")
    /// Up to twice the ceiling of the labels.
    static let dailyDose = ValueFormat<DailyDose>.quantity(1_000...2_000_000, example: "1000 mcg/day")
    static let percentage = ValueFormat<Int64>.percentage(DosePercentage.self, example: "30 %")
    static let interval = ValueFormat<TimeSpan>.time(0...604_800_000, example: "24 h")
    static let bolus = ValueFormat<Dose>.quantity(1_000...1_000_000, example: "50 mcg")
    static let doseIn24Hours = ValueFormat<Dose>.quantity(1_000...4_000_000, example: "1200 mcg")
}

/// What an entry of the drug library is for.
enum DrugLibraryUse: String, CaseIterable, Sendable {
    case therapy, screening
}
