import ControlAPI
import PumpModel

/// What a person types to apply a change: the numbers that decide it, in the order in which they are shown.
///
/// The new 24 h total; where the weekdays differ the new total of each line of days instead, because the greatest of them
/// can stay while the others change, followed by the 24 h total if a bolus comes on top of the days.
struct TypedConfirmation: Equatable {
    let numbers: [String]
    /// What to type, in words.
    let prompt: String

    init(_ proposal: API.Proposal) {
        let groups = WeekdayTotals(proposal).groups
        let total = proposal.newTotal24HoursMicrograms
        guard !groups.isEmpty else {
            numbers = [total]
            prompt = "Type the new 24 h total in mcg to apply it, anything else to take it back:"
            return
        }
        let hasBolus = proposal.new.program.once?.kind == .bolus
        let days = groups.map { DailyDose(checked: $0.newNanograms).decimalText }
        numbers = days + (hasBolus ? [total] : [])
        let names = groups.map { WeekdayText.text($0.weekdays) } + (hasBolus ? ["24 h total"] : [])
        prompt =
            "The days differ. Type these \(numbers.count) new totals in mcg, in this order with a space between them: "
            + names.joined(separator: "; ")
            + ". They apply it, anything else takes it back:"
    }

    /// The same for somebody who did not ask for the change: what is not confirmed is not taken back.
    var promptOfTheOther: String {
        prompt.replacing("anything else to take it back", with: "anything else to leave it waiting")
            .replacing("anything else takes it back", with: "anything else leaves it waiting")
    }

    /// Exactly the numbers that are shown: no unit, no other spelling; more than one space counts as one.
    func isGiven(by line: String) -> Bool {
        line.split(separator: " ", omittingEmptySubsequences: numbers.count > 1).map(String.init) == numbers
    }
}
