import PumpModel
import Testing
import VirtualWand
import WandProtocol

@Suite struct SimulatorCommandTests {
    @Test(
        arguments: [
            ("range out", .fault(.range(isInRange: false))), ("range in", .fault(.range(isInRange: true))),
            ("strength 40", .fault(.strength(40))), ("reboot", .fault(.reboot)), ("power-cut", .fault(.powerCut)),
            ("stall on", .fault(.condition(.motorStall, isOn: true))),
            ("memory-error critical off", .fault(.condition(.criticalMemoryError, isOn: false))),
            ("refill 18 mL", .fault(.refill(to: Volume(checked: 18_000_000)))),
            ("advance 24 h", .fault(.advance(.day))), ("advance 90s", .fault(.advance(TimeSpan(checked: 90_000)))),
            ("advance 5 min", .fault(.advance(TimeSpan(checked: 300_000)))),
            ("answer-delay 250", .fault(.answerDelay(250))),
            ("drop-answer commit 1", .fault(.strike(.swallowed, next: 1, of: .commit))),
            ("lose-answer stop 2", .fault(.strike(.answerLost, next: 2, of: .stop))),
            ("lose-request query 3", .fault(.strike(.requestLost, next: 3, of: .queryTransaction))),
            ("corrupt 5", .corrupt(frames: 5)), ("patient-bolus", .fault(.pump(.patientBolus))),
            ("mri in", .fault(.pump(.magnetEntered))),
            ("mri out", .fault(.pump(.magnetLeft(resumingAfter: TimeSpan(checked: 2 * hour))))),
            ("mri out 24 h", .fault(.pump(.magnetLeft(resumingAfter: .day)))),
            ("interference", .fault(.pump(.interference))), ("empty", .fault(.pump(.emptied))),
            ("service-days -90", .fault(.pump(.serviceDays(-90)))),
            ("accuracy -24", .fault(.pump(.accuracy(perMille: -24)))),
            ("clock-drift 50", .fault(.clockDrift(perMillion: 50))), ("line off", .fault(.pump(.line(nil)))),
            ("line full", .fault(.pump(.line(LineStart(isFilled: true))))),
            (
                "line fresh 0.4 mL",
                .fault(.pump(.line(LineStart(volume: Volume(checked: 400_000), isFilled: false))))
            ),
            ("drop-answer log 1", .fault(.strike(.swallowed, next: 1, of: .readLog))), ("  show ", .show),
            ("quit", .quit),
        ] as [(String, SimulatorCommand)])
    func understood(text: String, command: SimulatorCommand) throws {
        #expect(try SimulatorCommand(text: text) == command)
    }

    @Test(arguments: [
        "", "range", "range sideways", "strength 0", "strength 101", "stall maybe", "refill 18", "refill 18 litres",
        "advance 24", "advance -1 h", "advance 99999999999999999999 d", "drop-answer commit", "drop-answer hello 1",
        "drop-answer commit -1", "corrupt x", "show me", "explode",
        "mri", "mri sideways", "mri in 2 h", "mri out 1 h", "mri out 25 h", "accuracy 26", "clock-drift 10001", "line",
        "line full 0 mL", "line full 0.4", "line off 1 mL", "service-days x",
    ])
    func refusedWithAnExplanation(text: String) throws {
        let refusal = #expect(throws: SimulatorCommand.Refusal.self) { try SimulatorCommand(text: text) }
        #expect(refusal?.description.isEmpty == false)
    }

    @Test func theStateIsOneLineOfJSON() {
        var bench = WandBench()
        bench.ask(1, bench.stop(1))
        bench.give(.fault(.pump(.line(LineStart(isFilled: true)))))
        bench.give(.fault(.pump(.magnetEntered)))
        let text = bench.wand.stateJSON(at: day)
        #expect(text.contains(#""rotor":{"stalledSince":"2026-01-01T00:00:00.000Z","resumesAt":null,"#))
        #expect(text.contains(#""line":{"nanoliters":400000,"enteredNanograms":0,"contentNanograms":200000,"#))
        #expect(!text.contains("\n"))
        #expect(text.hasPrefix(#"{"wandSerial":"WAND-1","uptimeSeconds":86400,"inSession":true,"#))
        #expect(text.contains(#""appliedCount":1,"applied":[{"transaction":"00000000000000a00000000000000001","#))
    }
}
