internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// The wand and the pump behind it.
extension Ward {
    func tellWand(_ event: VirtualWand.Event) throws(StoryProblem) {
        for action in wand.handle(event, at: Self.bootUptime + now) {
            switch action {
            // the wand itself holds the newest memory, and nothing here takes it away
            case .persist: break
            case .transmit(let frame): carry(Array(encoder.encode(frame)), toWand: false)
            }
        }
        wandDueAt = wand.nextDeadline.map { max(now, $0 - Self.bootUptime) }
        tellPump()
    }

    func inflict(_ fault: WandFault) throws(StoryProblem) { try tellWand(.fault(fault)) }

    /// Tells what the pump logged since it was told last, in the order of its logs, and whether anything flows.
    private func tellPump() {
        let memory = wand.pump.memory
        for event in memory.events.drop(while: { $0.number <= toldEvents }) {
            tale.add(event, now, clock: memory.clock, memory)
        }
        for fault in memory.faults.drop(while: { $0.number <= toldFaults }) {
            tale.add(fault, now, clock: memory.clock)
        }
        toldEvents = memory.newestEvent
        toldFaults = memory.newestFault
        let flows = memory.nothingFlowsSince == nil
        if flows != isFlowing {
            isFlowing = flows
            tale.add(.pump, now, flows ? "delivers again" : "delivers nothing")
        }
    }

    /// What flows now, as a daily dose, by the pump's own count.
    var delivers: DailyDose {
        let memory = wand.pump.memory
        let flow = memory.rate.flow(at: memory.clock.millisecondsSince1970, concentration: memory.concentration)
        return FlowArithmetic.dailyDose(of: flow, at: memory.concentration)
    }
}
