internal import PumpModel
internal import VirtualWand
internal import WandEngine
internal import WandProtocol

/// What goes wrong, and the end of it.
extension World {
    mutating func turnPhase() {
        guard !plan.isOver else { return }
        plan.turn()
        trace.note(now, "weather", plan.isStormy ? "storm" : "calm")
        heap.add(.phaseTurns, at: now + chances.faults.between(plan.isStormy ? 4_000...40_000 : 2_000...15_000))
    }

    /// Time for a fault.
    mutating func strike() throws(Violation) {
        guard !plan.isOver else { return }
        heap.add(.faultStrikes, at: now + chances.faults.between(100...plan.pauseMilliseconds))
        guard plan.isStormy, !plan.events.isEmpty else { return }
        try strike(chances.faults.pick(plan.events))
    }

    private mutating func strike(_ kind: FaultKind) throws(Violation) {
        let pause = chances.faults.between(200...chances.faults.pick([1_000, 6_000, 20_000]))
        switch kind {
        case .frameLost, .frameDuplicated, .frameDelayed, .frameReordered, .frameCorrupted, .frameTruncated: return
        case .lineStalled: line.stall(until: now + pause)
        case .portGone:
            try closePort()
            heap.add(.portReturns, at: now + pause)
        case .daemonKilled: return try kill("between two events", kind)
        case .daemonKilledMidway: return layAmbush()
        case .daemonStopped: return try stopDaemon()
        case .workstationPowerLost: try losePower(pause)
        case .clockJumped:
            workstation.setClock(offset: chances.faults.between(-86_400_000...86_400_000))
            trace.note(now, "clock", "JUMPS to \(workstation.moment(now).utc)")
        case .diskFailing:
            journal.isFailing = true
            heap.add(.diskRecovers, at: now + pause)
        case .diskSlow:
            journal.isSlow = true
            heap.add(.diskRecovers, at: now + pause)
        case .pumpPowerCut: return cutPower(kind)
        case .pumpPowerCutMidway:
            if powerCutAfter == nil { powerCutAfter = chances.faults.below(8) }
            return
        case .wandRebooted: try tellWand(.fault(.reboot))
        case .pumpOutOfRange:
            try setRange(false)
            heap.add(.pumpReturns, at: now + pause)
        case .pumpSwapped:
            try swapPumps()
            heap.add(.pumpChanges, at: now + pause)
        case .otherProgrammer: try reprogram()
        case .answerSwallowed: try strikeAnswers(.swallowed)
        case .answerLost: try strikeAnswers(.answerLost)
        case .requestLost: try strikeAnswers(.requestLost)
        case .answersSlow:
            bedside.answerDelay = chances.faults.between(100...5_900)
            try tellWand(.fault(.answerDelay(bedside.answerDelay)))
            heap.add(.answersHurry, at: now + pause)
        }
        tally.faults[kind] += 1
        trace.note(now, "fault", "\(kind)")
    }

    private mutating func layAmbush() {
        guard isRunning, ambush == nil else { return }
        switch chances.kills.below(4) {
        case 0, 1: ambush = .effects(chances.kills.below(20))
        case 2: ambush = .write(before: chances.kills.below(2) == 0)
        default: ambush = .commit(before: chances.kills.below(2) == 0)
        }
    }

    private mutating func losePower(_ pause: Int64) throws(Violation) {
        if isRunning { try endDaemon() }
        trace.note(now, "machine", "POWER LOST")
        workstation.reboot(at: now, uptime: -pause - chances.kills.between(0...30_000))
        heap.add(.daemonStarts(incarnation: incarnation), at: now + pause + 100)
    }

    private mutating func strikeAnswers(_ fault: AnswerFault) throws(Violation) {
        let types: [MessageType] = [.commit, .commit, .stop, .stage, .queryTransaction, .discard, .interrogate]
        try tellWand(.fault(.strike(fault, next: 1 + chances.faults.below(3), of: chances.faults.pick(types))))
    }

    /// Somebody else's programmer changes the pump: rarely enough for the pump to remember what may be in doubt.
    private mutating func reprogram() throws(Violation) {
        foreignChanges = oracle.openCount == 0 ? 1 : foreignChanges + 1
        guard foreignChanges <= 6 else { return }
        let id = TransactionID(high: chances.wand.next(), low: chances.wand.next())
        oracle.foreign(id)
        let dose = DailyDose(checked: 1_000 * chances.wand.between(60...200))
        try tellWand(.fault(.reprogram(.simpleContinuous(dose), id)))
    }

    /// From here on nothing goes wrong any more, and nobody asks for anything new.
    mutating func calm() throws(Violation) {
        plan.end()
        trace.note(now, "weather", "calm until the end")
        line.clear()
        powerCutAfter = nil
        ambush = nil
        journal.isFailing = false
        journal.isSlow = false
        bedside.answerDelay = 20
        startWand()
        try setRange(true)
        try openPort()
        if !isRunning { heap.add(.daemonStarts(incarnation: incarnation), at: now + 100) }
    }
}
