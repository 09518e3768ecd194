import ArgumentParser
import ControlAPI
import Testing

@testable import wandctl

struct ClockTests {
    private func content(_ arguments: [String], offset: Int64) throws -> ChangeContent {
        let command = try ClockCommand.parse(["--operator", "R", "--reason", "r", "--dry-run"] + arguments)
        var pump = Sample.pump()
        pump.pumpClockOffsetMilliseconds = offset
        return try command.content(on: pump, Session(command.global))
    }

    @Test(arguments: [
        (Int64(-3_000), Int64(3_000)), (-3_004, 3_000), (-2_996, 3_000), (182_399_984, -182_400_000), (499, 0),
        (500, -1_000),
        (-500, 1_000), (0, 0),
    ])
    func theCorrectionIsInWholeSeconds(offset: Int64, correction: Int64) throws {
        #expect(try content([], offset: offset).clockCorrectionMilliseconds == correction)
    }

    @Test(arguments: [
        ("--correction=-3s", Int64(-3_000)), ("--correction=2m", 120_000), ("--correction=+1h", 3_600_000),
        ("--correction=0s", 0), ("--correction-ms=-1", -1),
    ])
    func aGivenOneIsTakenAsItIs(option: String, correction: Int64) throws {
        let content = try content([option], offset: 77_777)
        #expect(content.clockCorrectionMilliseconds == correction)
    }

    @Test(arguments: [Int64(3_000), -182_400_000, 0, 1, -1_500])
    func whatADryRunPrintsRepeatsIt(correction: Int64) throws {
        let first = try content(["--correction-ms=\(correction)"], offset: 5)
        let option = try #require(first.explanation.last?.split(separator: " ").last.map(String.init))
        #expect(try content([option], offset: 999_999).clockCorrectionMilliseconds == correction)
    }

    @Test(arguments: [
        ["--correction", "3"], ["--correction", "soon"], ["--correction", "0s", "--correction-ms", "0"],
    ])
    func wrongUsage(arguments: [String]) {
        #expect(throws: (any Error).self) { try content(arguments, offset: 0) }
    }
}
