import ControlAPI
import PumpModel

/// What each weekday of the base delivers, old beside new; days with the same two totals stand together.
///
/// There are groups only where the days of a week differ, in the old program or in the new one: where they do not, the
/// 24 h total says the same.
struct WeekdayTotals {
    struct Group: Equatable {
        /// 0 is Monday.
        var weekdays: [Int]
        var oldNanograms: Int64
        var newNanograms: Int64
    }

    /// In the order of their first weekday.
    var groups: [Group] = []

    init(_ proposal: API.Proposal) {
        guard let old = proposal.oldDayTotalsNanograms, let new = proposal.newDayTotalsNanograms,
            old.count == 7, new.count == 7, Set(old).count > 1 || Set(new).count > 1
        else { return }
        for day in old.indices {
            if let index = groups.firstIndex(where: { $0.oldNanograms == old[day] && $0.newNanograms == new[day] }) {
                groups[index].weekdays.append(day)
            } else {
                groups.append(Group(weekdays: [day], oldNanograms: old[day], newNanograms: new[day]))
            }
        }
    }

    /// One row of the table for each group: days, old, new, change.
    var rows: [[String]] {
        groups.map { group in
            [
                "  " + WeekdayText.text(group.weekdays), Amounts.dose(group.oldNanograms),
                Amounts.dose(group.newNanograms), Amounts.change(from: group.oldNanograms, to: group.newNanograms),
            ]
        }
    }
}

/// Weekdays as people write them.
enum WeekdayText {
    private static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

    /// "Mon-Fri", "Tue, Sat-Sun", "every day": of ascending numbers, 0 is Monday.
    static func text(_ weekdays: [Int]) -> String {
        guard weekdays.count < names.count else { return "every day" }
        var runs: [ClosedRange<Int>] = []
        for day in weekdays where names.indices.contains(day) {
            if let last = runs.last, last.upperBound + 1 == day {
                runs[runs.count - 1] = last.lowerBound...day
            } else {
                runs.append(day...day)
            }
        }
        return runs.map { run in
            run.count == 1 ? names[run.lowerBound] : "\(names[run.lowerBound])-\(names[run.upperBound])"
        }.joined(separator: ", ")
    }

    static func text(_ weekdays: [API.Weekday]) -> String {
        text(weekdays.compactMap(API.Weekday.allCases.firstIndex(of:)).sorted())
    }
}
