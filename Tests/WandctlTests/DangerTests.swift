import ControlAPI
import Testing

@testable import wandctl

/// What is said of a pump that endangers its patient, wherever it is spoken of.
struct DangerTests {
    private let plain = Style(isColoured: false)

    @Test func aChangeBeginsWithWhatEndangersThePatient() {
        let stall = API.Alarm(cause: "motorStall", class: "critical", since: Sample.time)
        let withdrawal = API.Withdrawal(stoppedSince: Sample.time, elapsedSeconds: 60)
        let pump = Sample.pump(withdrawal: withdrawal, alarms: [stall])
        let lines = DoseCommand.warnings(about: pump, by: Sample.wand(isUnpaired: true), plain)
        #expect(lines.map { $0.prefix(12) } == ["*** UNPAIRED", "*** CRITICAL", "!! NO DRUG s"])
        #expect(DoseCommand.warnings(about: Sample.pump(), by: Sample.wand(), plain).isEmpty)
    }

    @Test func theMinimumRateIsTold() {
        let pump = Sample.pump(program: API.Program(mode: .minimumRate, text: "minimum rate"))
        let line =
            "!! MINIMUM RATE since 2026-11-23 01:33 UTC: 3 mcg/day is no therapy. Withdrawal is possible, and can kill."
        #expect(pump.text(plain).hasPrefix(line))
        #expect(pump.line(plain).hasPrefix("!! MINIMUM RATE since 2026-11-23 01:33 UTC, pump ITB-4711: 3 mcg/day"))
        #expect(!Sample.pump().text(plain).contains("MINIMUM"))
    }

    private func pump(_ once: API.Once?, remaining nanograms: Int64) -> API.Pump {
        var program = Sample.program
        program.once = once
        var pump = Sample.pump(program: program)
        pump.bolusRemainingNanograms = nanograms
        return pump
    }

    @Test func aBridgeIsAVolumeAndATime() {
        let bridge = API.Once(kind: .bridge, volumeNanoliters: 400_000, durationSeconds: 72_000)
        // 100 mcg of 500 mcg/mL
        let text = pump(bridge, remaining: 100_000).text(plain)
        #expect(text.contains("  bridge                      0.2 mL of 0.4 mL still to come, 10 h left"))
        #expect(!text.contains("mcg still to come"))
        #expect(!text.contains("(ended)"))
    }

    @Test func whatEndedIsSaidToHaveEnded() {
        let bolus = API.Once(kind: .bolus, doseNanograms: 20_000, durationSeconds: 600)
        #expect(pump(bolus, remaining: 0).text(plain).contains("single bolus 20 mcg over 10 min (ended)"))
        #expect(pump(bolus, remaining: 0).line(plain).contains("over 10 min (ended),"))
        let running = pump(bolus, remaining: 5_000).text(plain)
        #expect(running.contains("  bolus                       5 mcg still to come"))
        #expect(!running.contains("(ended)"))
        let prime = API.Once(kind: .prime, volumeNanoliters: 400_000, durationSeconds: 3_600)
        #expect(pump(prime, remaining: 0).text(plain).contains("prime 0.4 mL over 1 h, then the base (ended)"))
    }

    @Test func whatThePatientMayGiveHimselfIsShown() {
        #expect(Sample.pump().text(plain).contains("with the patient's boluses  at most 120 mcg in 24 h"))
        var pump = Sample.pump()
        pump.greatest24HoursNanograms = pump.total24HoursNanograms
        #expect(!pump.text(plain).contains("patient's boluses"))
    }

    @Test func aReservoirIsAnEstimate() {
        var pump = Sample.pump()
        pump.reservoirNanoliters = 17_999_998
        #expect(pump.text(plain).contains("18 mL of 40 mL"))
        #expect(pump.line(plain).contains(" 18 mL left"))
    }

    @Test func aStopSaysWhatHindersIt() {
        let away = Stop.warnings(of: "P-1", by: [Sample.wand(reaches: "P-2")], plain)
        #expect(away.map { $0.hasPrefix("!! NO PUMP IN RANGE: no wand reaches pump P-1.") } == [true])
        #expect(away.first?.contains("a stop may be repeated") == true)
        #expect(Stop.warnings(of: "P-1", by: [Sample.wand(reaches: "P-1")], plain).isEmpty)
    }

    @Test func aStopThatCanNotBeUndoneHereIsToldSo() {
        var wand = Sample.wand(isUnpaired: true, reaches: "P-1")
        #expect(Stop.warnings(of: "P-1", by: [wand], plain).first?.contains("can NOT start it again") == true)
        #expect(Stop.warnings(of: "P-1", by: [wand, Sample.wand("b", reaches: "P-1")], plain).isEmpty)
        wand.status?.pumpInRange?.isImplanted = false
        #expect(Stop.warnings(of: "P-1", by: [wand], plain).isEmpty)
    }

    private func alarm(_ id: UInt64, _ title: String) -> API.ListedAlarm {
        API.ListedAlarm(
            id: id, pumpSerial: "P-1", name: "n", title: title, whatToDo: "w", class: .critical, priority: .high,
            state: .sounding, since: Sample.time, raisedAt: Sample.time, occurrences: 1, silencedUntil: nil, userID: nil
        )
    }

    @Test func aDischargeSaysWhatWasForgotten() {
        let before = API.AlarmList(alarms: [alarm(1, "Refill due"), alarm(2, "Motor stall")], sounding: nil)
        let after = API.AlarmList(alarms: [alarm(2, "Motor stall")], sounding: nil)
        let text = AlarmsDischarge.text(of: "P-1", before: before, after: after, plain)
        #expect(text.hasPrefix("pump P-1 is watched no longer"))
        #expect(text.contains("alarms forgotten: Refill due\nalarms left:\nHIGH Motor stall"))
        let none = API.AlarmList(alarms: [], sounding: nil)
        #expect(
            AlarmsDischarge.text(of: "P-1", before: none, after: none, plain)
                .hasSuffix("alarms forgotten: none\nalarms left: none"))
    }

    @Test func anUnknownPumpIsNotAQuietOne() {
        let problem = API.Problem(
            type: API.ProblemType.unknownPump.urn, title: "T", status: 404, detail: "D", whatToDo: "W")
        let failure = AlarmsList.notWatched("NOPE", problem)
        #expect(failure.status == .refused)
        #expect(failure.message.hasPrefix("no pump NOPE is watched"))
        #expect(failure.document == problem)
    }
}
