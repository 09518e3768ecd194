internal import ControlAPI
internal import PumpModel

/// Day schedules as they are asked for: the day's total is said beside its steps, and must be theirs.
extension FlexSchedule {
    init(_ members: inout Members) throws(ProblemError) {
        let offsets = Int64(Self.utcOffsets.lowerBound)...Int64(Self.utcOffsets.upperBound)
        let offset = try members.integer("utcOffsetMinutes", offsets)
        guard offset % 15 == 0 else {
            throw members.wrong("utcOffsetMinutes", "No place on Earth has it.", allowed: "a multiple of 15")
        }
        var week: [API.Weekday: DaySchedule] = [:]
        for day in try members.objects("days", 1...7) {
            var day = day
            try week.enter(&day)
        }
        let missing = API.Weekday.allCases.filter { week[$0] == nil }
        guard missing.isEmpty,
            let schedule = FlexSchedule(
                week: API.Weekday.allCases.compactMap { week[$0] }, utcOffsetMinutes: Int(offset))
        else {
            throw members.wrong(
                "days", "There is no day for \(missing.map(\.rawValue).joined(separator: ", ")).",
                allowed: "each weekday in exactly one day")
        }
        try members.finish()
        self = schedule
    }
}

extension [API.Weekday: DaySchedule] {
    /// Reads one day and enters it for its weekdays.
    fileprivate mutating func enter(_ members: inout Members) throws(ProblemError) {
        let weekdays: [API.Weekday] = try members.choices("weekdays", 1...7)
        let said = try members.quantity(DailyDose.self, text: "totalMicrograms", integer: "totalNanograms")
        var steps: [RateStep] = []
        for step in try members.objects("steps", 1...DaySchedule.stepLimit) {
            var step = step
            steps.append(try RateStep(&step))
        }
        guard let day = DaySchedule(steps: steps) else {
            throw members.wrong(
                "steps", "The steps are not a day.", allowed: "the first at 00:00, each later than the one before")
        }
        guard day.total == said.nanogramsPerDay else {
            let sum = DailyDose(checked: day.total).decimalText
            throw .problem(
                .hardLimit,
                "The steps of \(weekdays.map(\.rawValue).joined(separator: ", ")) make \(sum) mcg, "
                    + "but 'totalMicrograms' says \(said.decimalText).",
                "Check the rates: they are mcg each hour, not mcg a day.")
        }
        for weekday in weekdays {
            guard updateValue(day, forKey: weekday) == nil else {
                throw members.wrong(
                    "weekdays", "There is another day for \(weekday.rawValue).",
                    allowed: "each weekday in exactly one day")
            }
        }
        try members.finish()
    }
}

extension RateStep {
    fileprivate init(_ members: inout Members) throws(ProblemError) {
        let allowed = "a time of day such as 06:30"
        let text = try members.text("start", allowed)
        guard let minute = MinuteText.minute(of: text) else {
            throw members.wrong("start", "'\(text.prefix(20))' is not a time of day.", allowed: allowed)
        }
        let rate = try members.quantity(HourlyDose.self, text: "microgramsPerHour", integer: "nanogramsPerHour")
        try members.finish()
        self.init(startMinute: minute, rate: rate)
    }
}
