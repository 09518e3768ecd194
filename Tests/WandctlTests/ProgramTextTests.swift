import ControlAPI
import Testing

@testable import wandctl

struct ProgramTextTests {
    private static func day(_ weekdays: [API.Weekday], _ rates: [Int64]) -> API.Day {
        API.Day(
            weekdays: weekdays, totalNanograms: 100_800,
            steps: rates.enumerated().map { hour, rate in
                API.Step(start: "0\(hour):00", nanogramsPerHour: rate)
            })
    }

    private static let flex = API.Program(
        mode: .flex,
        schedule: API.Schedule(
            utcOffsetMinutes: -210,
            days: [
                day([.monday, .tuesday, .friday], [4_200, 5_000, 6_500, 4_000, 4_100, 4_300]),
                day([.wednesday, .thursday, .saturday, .sunday], [4_200]),
            ]), text: "flex in one very long line")

    @Test func aScheduleHasALineForEachGroupOfDays() {
        #expect(
            Self.flex.parts() == [
                "flex, UTC-03:30", "Mon-Tue, Fri, 100.8 mcg, in mcg/h:", "  00:00 4.2, 01:00 5, 02:00 6.5, 03:00 4",
                "  04:00 4.1, 05:00 4.3", "Wed-Thu, Sat-Sun, 100.8 mcg, in mcg/h:", "  00:00 4.2",
            ])
        #expect(Self.flex.oneLine() == "flex Mon-Tue, Fri 100.8 mcg, Wed-Thu, Sat-Sun 100.8 mcg")
    }

    @Test func longSchedulesStayNarrow() {
        var proposal = Sample.proposal
        (proposal.old, proposal.new.program) = (Self.flex, Self.flex)
        let width = proposal.text(Style(isColoured: false)).split(separator: "\n").map(\.count).max() ?? 0
        #expect(width < 120)
    }

    @Test func timesAreInHours() {
        var program = Sample.program
        program.once = API.Once(kind: .bolus, doseNanograms: 20_000, durationSeconds: 57_600)
        program.patientBolus = API.PatientBolus(
            doseNanograms: 5_000, durationSeconds: 300, allottedPer24Hours: 4, lockoutMinutes: 90)
        #expect(
            program.oneLine()
                == "simple continuous 100 mcg/day; single bolus 20 mcg over 16 h; "
                + "patient bolus 5 mcg over 5 min, at most 4 in 24 h, 1 h 30 min apart")
        let periodic = API.Program(
            mode: .periodicBoluses, doseNanogramsPerDay: 100_000,
            periodic: API.PeriodicBoluses(
                doseNanograms: 10_000, durationSeconds: 90, intervalMinutes: 360, firstAfterMinutes: 0))
        #expect(
            periodic.parts() == [
                "periodic boluses 10 mcg over 1 min 30 s every 6 h (4 a day, the first after 0 s)", "base 100 mcg/day",
            ])
    }

    @Test func whatIsNotUnderstoodIsShownAsItCame() {
        let program = API.Program(mode: .flex, text: "flex every day; something new")
        #expect(program.parts() == ["flex every day", "something new"])
    }

    @Test func cellsMayHaveSeveralLines() {
        #expect(table([["a", "b\nbb", "c"], ["d", "e", "f\ng"]]) == "a  b   c\n   bb\nd  e   f\n       g")
        #expect(aligned([("a", "1\n2")]) == "  a  1\n     2")
    }
}
