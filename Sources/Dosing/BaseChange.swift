package import PumpModel

/// What becomes of the base: of the greatest 24 h, and of each weekday where days differ. A schedule can change six days of seven
/// and leave its greatest 24 h as they were.
package struct BaseChange: Hashable, Sendable {
    /// Days that change alike, or any 24 h.
    package struct Part: Hashable, Sendable {
        /// Nil for the greatest 24 h, wherever they begin.
        package let weekdays: [Weekday]?
        package let old: DailyDose
        package let new: DailyDose

        /// In hundredths of a percent, rounded away from zero; nil from zero.
        package var basisPoints: Int64? { FlowArithmetic.changeBasisPoints(from: old, to: new) }
    }

    /// The weekdays first, where there are any.
    package let parts: [Part]

    /// - Parameter minimumRateDose: what the minimum rate delivers per day, by the old and by the new concentration.
    /// - Returns: nil when a new dose exceeds what a daily dose can be.
    package init?(
        from old: Program, to new: Program, minimumRateDose: (old: DailyDose, new: DailyDose)
    ) {
        guard let newBase = try? new.baseDose(minimumRateDose: minimumRateDose.new),
            let newDays = try? new.dayTotals(minimumRateDose: minimumRateDose.new)
        else { return nil }
        // whatever an old program asks for, less of it is a fall
        let most = DailyDose(checked: DailyDose.range.upperBound)
        let oldBase = (try? old.baseDose(minimumRateDose: minimumRateDose.old)) ?? most
        let oldDays =
            (try? old.dayTotals(minimumRateDose: minimumRateDose.old)) ?? Array(repeating: most, count: 7)
        var weekdays: [Part] = []
        if Set(oldDays).count > 1 || Set(newDays).count > 1 {
            for (day, (old, new)) in zip(Weekday.allCases, zip(oldDays, newDays)) {
                if let index = weekdays.firstIndex(where: { $0.old == old && $0.new == new }) {
                    weekdays[index] = Part(weekdays: (weekdays[index].weekdays ?? []) + [day], old: old, new: new)
                } else {
                    weekdays.append(Part(weekdays: [day], old: old, new: new))
                }
            }
        }
        parts = weekdays + [Part(weekdays: nil, old: oldBase, new: newBase)]
    }

    /// Whether any of them rises, also from zero.
    package var isRise: Bool { parts.contains { $0.new > $0.old } }

    /// Whether a weekday rises from zero: there is no dose to compare it with.
    package var startsDay: Bool { parts.contains { $0.weekdays != nil && $0.old == .zero && $0.new > .zero } }

    /// The largest rise from anything but zero.
    package var largestRise: (part: Part, basisPoints: Int64)? { largest { $0 } }

    /// The largest fall.
    package var largestFall: (part: Part, basisPoints: Int64)? { largest { -$0 } }

    private func largest(_ size: (Int64) -> Int64) -> (part: Part, basisPoints: Int64)? {
        var found: (part: Part, basisPoints: Int64)?
        for part in parts {
            guard let change = part.basisPoints, size(change) > 0 else { continue }
            // of two alike the first is told, and that is one with its weekdays
            if found.map({ size(change) > size($0.basisPoints) }) ?? true { found = (part, change) }
        }
        return found
    }
}
