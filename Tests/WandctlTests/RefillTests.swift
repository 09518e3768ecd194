import ArgumentParser
import ControlAPI
import PumpModel
import Testing

@testable import wandctl

/// A refill with another concentration: what the line still holds reaches the patient first.
struct RefillTests {
    private static let week = API.Program(
        mode: .flex,
        schedule: API.Schedule(
            utcOffsetMinutes: 60,
            days: [
                API.Day(
                    weekdays: [.monday, .tuesday, .wednesday, .thursday, .friday], totalMicrograms: "100.8",
                    steps: [API.Step(start: "00:00", nanogramsPerHour: 4_200, microgramsPerHour: "4.2")]),
                API.Day(
                    weekdays: [.saturday, .sunday], totalMicrograms: "600",
                    steps: [API.Step(start: "00:00", nanogramsPerHour: 25_000, microgramsPerHour: "25")]),
            ]))

    private func content(_ arguments: [String], on pump: API.Pump) throws -> ChangeContent {
        let command = try RefillCommand.parse(
            ["--withdrawn", "18", "--filled", "20", "--operator", "R", "--reason", "r", "--dry-run"] + arguments)
        return try command.content(on: pump, Session(command.global))
    }

    /// 500 mcg/mL, in a line of 0.3672 mL.
    private func pump(_ program: API.Program = Sample.program) -> API.Pump { Sample.pump(program: program) }

    @Test func aScheduleHasNoBridgeOfItsOwn() throws {
        for program in [Self.week, API.Program(mode: .periodicBoluses, doseNanogramsPerDay: 100_000)] {
            let error = #expect(throws: Failure.self) { try content(["--concentration", "1000"], on: pump(program)) }
            #expect(error?.status == .usage)
            #expect(error?.advice?.contains("--bridge-dose") == true)
            #expect(error?.advice?.contains("--no-bridge") == true)
            // 0.2 mL/day of 500 mcg/mL
            #expect(error?.advice?.contains("0.2 mL/day, 4.167 mcg/h") == true)
        }
    }

    @Test func theGivenRateBridgesASchedule() throws {
        let content = try content(["--concentration", "1000", "--bridge-dose", "100.8"], on: pump(Self.week))
        // 0.3672 mL * 500 mcg/mL / 100.8 mcg/day
        #expect(content.program?.once?.durationSeconds == 157_372)
        #expect(content.program?.mode == .flex)
        #expect(
            content.explanation.last
                == "  the bridge flows at Qb = 0.2016 mL/day, 4.2 mcg/h; flows now: 0.2 mL/day, 4.167 mcg/h: "
                + "the bridge is FASTER than that")
    }

    @Test func aBolusThatRunsIsNoPartOfTheBridge() throws {
        var pump = pump()
        pump.total24HoursNanograms = 300_000
        let once = try content(["--concentration", "1000"], on: pump).program?.once
        // 0.3672 mL * 500 mcg/mL / 100 mcg/day
        #expect(once?.durationSeconds == 158_631)
        #expect(once?.volumeMilliliters == "0.3672")
    }

    @Test func withoutABridgeTheArithmeticIsShown() throws {
        let content = try content(["--concentration", "125", "--no-bridge", "--override", "z"], on: pump())
        #expect(content.program == nil)
        #expect(
            content.explanation.contains {
                $0.contains(
                    "WITHOUT A BRIDGE: 100 mcg/day * 500 mcg/mL / 125 mcg/mL = 400 mcg/day for 11 h 0 min 58 s"
                ) || $0.contains("= 400 mcg/day for 11 h 58 s")
            })
    }

    @Test func theNewDoseCountsWithoutABridge() throws {
        for arguments in [["--no-bridge"], []] {
            let lines = try content(["--concentration", "1000", "--dose", "320"] + arguments, on: pump()).explanation
            #expect(lines.contains { $0.contains("320 mcg/day * 500 mcg/mL / 1000 mcg/mL = 160 mcg/day for") })
            #expect(lines.count { $0.lowercased().contains("without") } == 1)
        }
    }

    @Test func bothEndsOfAScheduleAreShown() throws {
        let lines = try content(["--concentration", "125", "--no-bridge"], on: pump(Self.week)).explanation
        #expect(lines.contains { $0.contains("100.8 mcg/day * 500 mcg/mL / 125 mcg/mL = 403.2 mcg/day") })
        #expect(lines.contains { $0.contains("600 mcg/day * 500 mcg/mL / 125 mcg/mL = 2400 mcg/day") })
    }

    @Test func aPumpThatStandsStillIsToldWhatItsLineBrings() throws {
        let stopped = pump(API.Program(mode: .stopped))
        let lines = try content(["--concentration", "125", "--dose", "100"], on: stopped).explanation
        #expect(lines.contains { $0.hasPrefix("WITHOUT A BRIDGE: 100 mcg/day") })
        #expect(throws: Failure.self) { try content(["--concentration", "125", "--bridge-dose", "100"], on: stopped) }
        #expect(try content(["--concentration", "125"], on: stopped).explanation.count == 1)
    }

    @Test(arguments: [
        ["--bridge-dose", "100", "--no-bridge", "--concentration", "1000"],
        ["--bridge-dose", "0", "--concentration", "1000"],
        ["--bridge-dose", "much", "--concentration", "1000"],
    ])
    func contradictionsAreWrongUsage(arguments: [String]) {
        #expect(throws: (any Error).self) {
            try RefillCommand.parse(
                ["--withdrawn", "2", "--filled", "18", "--operator", "R", "--reason", "r", "--dry-run"] + arguments)
        }
    }

    @Test func aBridgeDoseThatIsNotNeededIsRefused() throws {
        #expect(throws: Failure.self) { try content(["--bridge-dose", "100"], on: pump()) }
        #expect(throws: Failure.self) { try content(["--concentration", "1000", "--bridge-dose", "90"], on: pump()) }
        _ = try content(["--concentration", "1000", "--bridge-dose", "100"], on: pump())
    }

    @Test(arguments: [("18", "-2.71 %"), ("18.5", "+0.00 %"), ("14.695", "-20.57 %"), ("18.500001", "+0.01 %")])
    func theDifferenceIsInHundredths(withdrawn: String, difference: String) throws {
        let command = try RefillCommand.parse(
            ["--withdrawn", withdrawn, "--filled", "20", "--operator", "R", "--reason", "r", "--dry-run"])
        let lines = try command.content(on: pump(), Session(command.global)).explanation
        #expect(lines == ["withdrawn \(withdrawn) mL, expected 18.5 mL: difference \(difference)"])
    }
}
