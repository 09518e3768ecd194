internal import PumpModel

extension FlexSchedule {
    private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let groups: [(key: String, days: ClosedRange<Int>)] =
        [("every day", 0...6), ("Mon-Fri", 0...4), ("Sat-Sun", 5...6)]
        + days.enumerated().map { ($0.element, $0.offset...$0.offset) }

    /// Rates by the time of day, for groups of days that make up the week, each day once.
    init?(_ node: StoryNode, _ utcOffsetMinutes: Int, _ findings: inout StoryFindings) {
        let reader = StoryReader(node, keys: ["utcOffset"] + Self.groups.map(\.key), findings: &findings)
        let offset = reader.optional("utcOffset", StoryForms.utcOffset, &findings) ?? utcOffsetMinutes
        var week: [DaySchedule?] = Array(repeating: nil, count: 7)
        for (key, days) in Self.groups {
            guard let part = reader[key] else { continue }
            guard let day = Self.day(part, &findings) else { return nil }
            for index in days {
                if week[index] != nil {
                    findings.add("\(Self.days[index]) stands here twice", allowed: "each day once", of: part)
                }
                week[index] = day
            }
        }
        let missing = week.indices.filter { week[$0] == nil }.map { Self.days[$0] }
        guard missing.isEmpty, let made = FlexSchedule(week: week.compactMap { $0 }, utcOffsetMinutes: offset) else {
            findings.add(
                "nothing for \(missing.joined(separator: ", "))",
                allowed: "every day of the week: by 'every day', 'Mon-Fri' and 'Sat-Sun', or 'Mon' to 'Sun'", of: node)
            return nil
        }
        self = made
    }

    /// Steps like "06:00: 7.5 mcg/h".
    private static func day(_ node: StoryNode, _ findings: inout StoryFindings) -> DaySchedule? {
        guard case .section(let entries) = node.content else {
            findings.add(
                "\(node.kind) where rates are expected", allowed: "{'00:00': 5 mcg/h, '06:00': 7 mcg/h}", of: node)
            return nil
        }
        var steps: [RateStep] = []
        for entry in entries {
            guard let minute = MinuteText.minute(of: entry.key) else {
                findings.add(
                    "'\(entry.key)' is not a time of day", allowed: "write it like '06:00'", at: entry.place,
                    path: entry.node.path)
                return nil
            }
            guard let rate = StoryForms.hourlyDose.read(entry.node, &findings) else { return nil }
            steps.append(RateStep(startMinute: minute, rate: rate))
        }
        guard let day = DaySchedule(steps: steps) else {
            findings.add(
                "no such day",
                allowed: "1 to \(DaySchedule.stepLimit) steps, the first at 00:00, each later than the last",
                of: node)
            return nil
        }
        return day
    }
}
