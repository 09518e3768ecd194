import ArgumentParser
import ClinicalPapers
import ClinicalRecord
import ControlAPI
import PumpModel
import Testing

@testable import wandctl

/// What the papers make of the API's answers.
struct PaperTests {
    private func change(_ program: API.Program, from old: API.Program, _ totals: (Int64, Int64), makes revision: UInt32)
        -> API.Command
    {
        var command = Sample.command(.succeeded, .applied)
        command.appliedRevision = revision
        command.change = API.Change(program: program)
        command.proposal?.old = old
        command.proposal?.new = API.Change(program: program)
        command.proposal?.oldTotal24HoursNanograms = totals.0
        command.proposal?.newTotal24HoursNanograms = totals.1
        return command
    }

    private func stop(_ revision: UInt32?) -> API.Command {
        var command = Sample.command(.succeeded, .applied)
        (command.kind, command.change, command.proposal, command.appliedRevision) = (.stop, nil, nil, revision)
        return command
    }

    private func dose(_ micrograms: Int64) -> API.Program {
        API.Program(
            mode: .simpleContinuous, doseNanogramsPerDay: micrograms * 1_000,
            text: "simple continuous \(micrograms) mcg/day")
    }

    /// 3, then 300, then a stop: what ran before it is 300.
    @Test func beforeAStopIsWhatRan() {
        let history = AppliedHistory(
            [stop(6), stop(6), change(dose(300), from: dose(3), (3_000, 300_000), makes: 5)], revision: 6)
        #expect(history.before?.total24Hours == DailyDose(checked: 300_000))
        #expect(history.beforeStop?.lines == ["simple continuous 300 mcg/day"])
        let running = AppliedHistory([change(dose(300), from: dose(3), (3_000, 300_000), makes: 5)], revision: 5)
        #expect(running.before?.total24Hours == DailyDose(checked: 3_000))
    }

    /// Nothing is said where the revisions leave a gap: somebody else programmed the pump in between.
    @Test(arguments: [(7, 6, 5), (6, 6, 4), (6, nil, 5)] as [(UInt32, UInt32?, UInt32)])
    func aGapTellsNothing(pump: UInt32, stopped: UInt32?, changed: UInt32) {
        let history = AppliedHistory(
            [stop(stopped), change(dose(300), from: dose(3), (3_000, 300_000), makes: changed)], revision: pump)
        #expect(history.before == nil && history.beforeStop == nil)
    }

    private var weekend: API.Program {
        let days: [API.Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
        return API.Program(
            mode: .flex,
            schedule: API.Schedule(
                utcOffsetMinutes: 60,
                days: [
                    API.Day(
                        weekdays: days, totalNanograms: 100_800, steps: [.init(start: "00:00", nanogramsPerHour: 4_200)]
                    ),
                    API.Day(
                        weekdays: [.saturday, .sunday], totalNanograms: 600_000,
                        steps: [.init(start: "00:00", nanogramsPerHour: 25_000)]),
                ]), text: "flex Mon-Fri 00:00 4.2 mcg/h; Sat-Sun 00:00 25 mcg/h (UTC+01:00)")
    }

    @Test func everyGroupOfDaysIsThere() throws {
        var pump = Sample.pump(program: weekend)
        pump.total24HoursNanograms = 600_000
        let program = try #require(ClinicalRecord.ProgramSummary(pump))
        #expect(program.days.map(\.total.nanogramsPerDay) == [100_800, 600_000])
        #expect(program.days.map(\.weekdays.count) == [5, 2])
        #expect(program.utcOffsetMinutes == 60)
    }

    /// A bolus that runs counts in the total and not in the base; one that has ended is said to have.
    @Test func aBolusIsNoDose() throws {
        var given = dose(330)
        given.once = API.Once(kind: .bolus, doseNanograms: 20_000, durationSeconds: 300)
        given.text = "simple continuous 330 mcg/day; single bolus 20 mcg over 300 s"
        var pump = Sample.pump(program: given)
        (pump.total24HoursNanograms, pump.bolusRemainingNanograms) = (350_000, 9_000)
        #expect(ClinicalRecord.ProgramSummary(pump)?.days.map(\.total.nanogramsPerDay) == [330_000])
        (pump.total24HoursNanograms, pump.bolusRemainingNanograms) = (330_000, 0)
        #expect(ClinicalRecord.ProgramSummary(pump)?.days.map(\.total.nanogramsPerDay) == [330_000])
        #expect(ClinicalRecord.ProgramSummary(pump)?.lines.last == "single bolus 20 mcg over 300 s (ended)")
        let titration = ClinicalRecord.Titration(change(given, from: dose(330), (330_000, 350_000), makes: 3))
        #expect(titration.lasting24Hours?.nanogramsPerDay == 330_000)
        #expect(titration.totalBefore?.nanogramsPerDay == 330_000)
    }

    @Test func thePatientsBolusesAreThere() throws {
        var program = dose(600)
        program.patientBolus = API.PatientBolus(
            doseNanograms: 16_000, durationSeconds: 600, allottedPer24Hours: 24, lockoutMinutes: 60)
        var pump = Sample.pump(program: program)
        (pump.total24HoursNanograms, pump.greatest24HoursNanograms) = (600_000, 984_000)
        let summary = try #require(ClinicalRecord.ProgramSummary(pump))
        #expect(summary.greatest24Hours?.nanogramsPerDay == 984_000)
        #expect(summary.patientBolus?.allottedPer24Hours == 24)
    }

    @Test(arguments: [
        (API.AlarmState.sounding, ClinicalRecord.ListedAlarm.State.sounding), (.silenced, .silenced(by: 1_001)),
        (.acknowledged, .acknowledged(by: 1_001)), (.clearedNotAcknowledged, .ended),
    ])
    func anAlarmHasItsState(state: API.AlarmState, listed: ClinicalRecord.ListedAlarm.State) {
        let alarm = API.ListedAlarm(
            id: 1, pumpSerial: "ITB-4711", name: "motorStall", title: "Motor stall", whatToDo: "W.", class: .critical,
            priority: .high, state: state, since: Sample.time, raisedAt: Sample.time, occurrences: 1,
            silencedUntil: nil, userID: 1_001)
        #expect(ClinicalRecord.ListedAlarm(alarm)?.state == listed)
    }

    /// Only a limit that was met is said to be passed.
    @Test func theLimitsOfAChangeAreKept() {
        var command = Sample.command(.succeeded, .applied)
        #expect(ClinicalRecord.Titration(command).passedLimits == ["increase"])
        command.proposal?.softLimits = []
        #expect(ClinicalRecord.Titration(command).passedLimits.isEmpty)
    }

    @Test(arguments: [
        ["--json", "--format", "svg"], ["--json", "--format", "pdf", "--output", "c.pdf"],
        ["--json", "--output", "c.txt"],
        ["--format", "pdf"],
    ])
    func aCardIsOneThing(arguments: [String]) {
        #expect(throws: (any Error).self) { try Card.parse(arguments) }
    }

    @Test func jsonAloneIsACard() throws { #expect(try Card.parse(["--json"]).global.json) }

    private func card(contact: String?) throws -> WalletCard {
        let answer = API.Card(
            pumpSerial: "ITB-4711", model: "Model 40", reservoirSizeNanoliters: 40_000_000, drug: "baclofen",
            concentrationMicrogramsPerMilliliter: 500, program: Sample.program, total24HoursNanograms: 100_000,
            total24HoursMicrograms: "100", readAt: Sample.time, reservoirNanoliters: 18_500_000,
            worstFlowNanolitersPerDay: 205_000, lowReservoirDate: nil, refillBy: nil, emptyDate: nil, contact: nil)
        let state = try #require(ClinicalRecord.PumpState(Sample.pump(), answer))
        let after = try #require(ClinicalRecord.ProgramSummary(Sample.pump()))
        return WalletCard(
            ClinicalRecord(
                at: state.readAt, software: [], wand: "bench", pump: state, patient: nil, contact: contact, before: nil,
                after: after, dates: .init(lowReservoir: nil, refillBy: nil, empty: nil), titrations: [], alarms: [],
                auditHead: nil))
    }

    /// A telephone number that is cut is refused with the status of a wrong use.
    @Test func aContactThatWouldBeCutIsRefused() throws {
        #expect(throws: Never.self) { try Card.requireWholeContact(card(contact: "Ward 3, +00 555 0100")) }
        let long = String(repeating: "Ward 3 +00 555 0100 ", count: 8)
        #expect { try Card.requireWholeContact(card(contact: long)) } throws: { ($0 as? Failure)?.status == .usage }
    }
}
