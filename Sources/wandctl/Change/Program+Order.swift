import ControlAPI

extension API.Program {
    /// What goes on below a bolus.
    func continued() throws(Failure) -> API.Program {
        guard mode != .stopped else {
            throw Failure(
                .usage, "the pump is stopped: there is nothing for the bolus to go on top of",
                advice: "Give the daily dose as well.")
        }
        return asOrder
    }

    /// The program as an order: each amount once, and nothing that is delivered once.
    var asOrder: API.Program {
        var program = self
        program.text = nil
        program.once = nil
        program.doseNanogramsPerDay = nil
        program.periodic?.doseNanograms = nil
        program.patientBolus?.doseNanograms = nil
        if let schedule {
            program.schedule?.days = schedule.days.map { day in
                API.Day(
                    weekdays: day.weekdays, totalMicrograms: day.totalMicrograms,
                    steps: day.steps.map { API.Step(start: $0.start, microgramsPerHour: $0.microgramsPerHour) })
            }
        }
        return program
    }
}
