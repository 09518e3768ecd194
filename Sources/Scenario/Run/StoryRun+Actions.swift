internal import AlarmDesk
internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// Carries out one action.
extension StoryRun {
    mutating func perform(_ action: StoryAction, _ step: StoryStep) throws(StoryProblem) -> Outcome {
        switch action {
        case .interrogate: return try interrogate()
        case .change(let order): return try change(order, step)
        case .stop: return try stop(step)
        case .readLog(let choice): return try readLog(choice)
        case .acknowledge(let name): try attend(name) { .acknowledge($0, by: 1_000) }
        case .silence(let name): try attend(name) { .silence($0, by: 1_000) }
        case .patientAsksForBolus: return try patientAsks()
        case .watch(let span, let interval): try watch(span, interval)
        case .wand(let what): try handle(what)
        case .daemonRestart:
            ward.tale.add(.daemon, ward.now, "ends, and starts again")
            try ward.restartDaemon()
        case .clocks(let offset):
            ward.tale.utcOffsetMinutes = offset
            ward.tale.add(.note, ward.now, "the clocks on the wall are set")
        case .range(let isInRange):
            ward.tale.add(
                .clinician, ward.now, isInRange ? "holds the wand over the pump" : "takes the wand off the pump")
            try ward.inflict(.range(isInRange: isInRange))
        case .mri, .interference, .memory, .powerCut, .service, .emptied, .drift, .accuracy: try befall(action)
        }
        return Outcome()
    }

    /// What happens to the pump without anybody's order.
    private mutating func befall(_ action: StoryAction) throws(StoryProblem) {
        let told: (text: String, fault: WandFault)
        switch action {
        case .mri(.enter): told = ("goes into the MRI scanner", .pump(.magnetEntered))
        case .mri(.leave(let recovery)):
            let text = StoryText.span(recovery.milliseconds)
            told = (
                "leaves the scanner; the rotor turns again after \(text)", .pump(.magnetLeft(resumingAfter: recovery))
            )
        case .interference: told = ("meets strong interference", .pump(.interference))
        case .memory(.lost): told = ("loses its memory: reset", .condition(.criticalMemoryError, isOn: true))
        case .memory(.corrected):
            told = ("corrects an error in its memory", .condition(.nonCriticalMemoryError, isOn: true))
        case .memory(.repaired):
            try ward.inflict(.condition(.nonCriticalMemoryError, isOn: false))
            told = ("has a sound memory again", .condition(.criticalMemoryError, isOn: false))
        case .powerCut: told = ("loses its power for a moment", .powerCut)
        case .service(let days): told = ("has \(days) d until its replacement indicator", .pump(.serviceDays(days)))
        case .emptied: told = ("has nothing left to deliver", .pump(.emptied))
        case .drift(let drift): told = ("has a clock that drifts by \(drift) ppm", .clockDrift(perMillion: drift))
        case .accuracy(let perMille):
            told = (
                "really delivers \(StoryText.percent(perMille * 10)) of what it counts",
                .pump(.accuracy(perMille: perMille))
            )
        default: return
        }
        ward.tale.add(.pump, ward.now, told.text)
        try ward.inflict(told.fault)
    }

    private mutating func attend(_ name: String, _ event: (AlarmID) -> AlarmEvent) throws(StoryProblem) {
        guard let alarm = ward.desk.shown.first(where: { $0.name.rawValue == name }) else {
            let listed = ward.desk.shown.map(\.name.rawValue).joined(separator: ", ")
            throw StoryProblem("no alarm \(name) is listed, but \(listed.isEmpty ? "none" : listed)")
        }
        ward.tellDesk(event(alarm.id))
    }

    private mutating func patientAsks() throws(StoryProblem) -> Outcome {
        let newest = ward.wand.pump.memory.newestEvent
        ward.tale.add(.pump, ward.now, "the patient asks for a bolus")
        try ward.inflict(.pump(.patientBolus))
        var outcome = Outcome()
        for event in ward.wand.pump.memory.events where event.number > newest {
            switch event.kind {
            case .patientBolus: outcome.bolus = "given"
            case .patientBolusRefused: outcome.bolus = "refused"
            default: break
            }
        }
        return outcome
    }

    private mutating func handle(_ what: StoryAction.WandStep) throws(StoryProblem) {
        switch what {
        case .plugged:
            (isUnplugged, isHeld) = (false, true)
            ward.tale.add(.clinician, ward.now, "plugs the wand in")
            try bringWand()
        case .unplugged:
            (isUnplugged, isHeld) = (true, false)
            ward.tale.add(.clinician, ward.now, "pulls the wand's plug")
            try ward.closePort(inOrder: false)
        case .away: try putWandAway()
        case .reboot:
            ward.tale.add(.clinician, ward.now, "the wand restarts")
            try ward.inflict(.reboot)
        }
    }

    /// Time passes, and the tip is looked at.
    private mutating func watch(_ span: TimeSpan, _ interval: TimeSpan) throws(StoryProblem) {
        let end = ward.now + span.milliseconds
        while ward.now < end {
            let window = min(interval.milliseconds, end - ward.now)
            try pass(until: ward.now + window)
            let memory = ward.wand.pump.memory
            let dose = ward.tip.dose(over: TimeSpan(checked: window), memory, at: ward.now) ?? .zero
            let atTip =
                memory.physics.line.map { $0.milliConcentration(ofCell: CatheterLine.cellCount - 1) / 1_000 } ?? 0
            ward.tale.add(
                .tip, ward.now,
                "the last \(StoryText.span(window)) brought \(StoryText.short(dose)) to the patient; "
                    + "\(atTip) mcg/mL at the tip")
        }
    }
}
