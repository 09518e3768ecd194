import CommandQueue
import Foundation
import Journal
import PumpModel
import Testing

/// Texts of commands that are in journals: what a version of the daemon once wrote, every later one must read.
@Suite struct CommandTextTests {
    /// A command of the first version with `state` put in; nothing else of it depends on the state.
    static func text(_ state: String) -> String {
        #"{"acceptedAt":1795412921081,"confirmedBy":0,"deadline":{"uptimeMilliseconds":15401836,"utc":1795412981081},"#
            + #""history":[{"at":1795412921081,"state":{"queued":{}}},{"at":1795412921482,"state":\#(state)}],"#
            + #""id":"16ab8df88737680c8e18e3a694084838","#
            + #""order":{"program":{"_0":{"singleBolus":{"_0":{"dose":5000,"duration":600000},"base":114000}},"base":1}},"#
            + #""origin":{"idempotencyKey":"k-1","operatorName":"Clinician 2","overrideReason":"test","#
            + #""reason":"test","userID":0},"#
            + #""proposal":{"baseRevision":1,"changeBasisPoints":1400,"concentration":500,"#
            + #""digest":"bbdd4cc00ac4e298232f0e0f99fa154058dbff1ea2bd6de41d8beb1171d9c35b","#
            + #""new":{"simpleContinuous":{"_0":114000}},"newTotal":114000,"old":{"minimumRate":{}},"oldTotal":100000,"#
            + #""pump":"SIM-PUMP-1","softLimits":[{"increase":{"allowedPercent":30,"basisPoints":3100}}]},"#
            + #""pump":"SIM-PUMP-1","state":\#(state),"version":7}"#
    }

    static let states = [
        ("queued", #"{"queued":{}}"#), ("validated", #"{"validated":{}}"#), ("staged", #"{"staged":{}}"#),
        ("awaitingConfirmation", #"{"awaitingConfirmation":{"until":1795412973081}}"#),
        ("committing", #"{"committing":{}}"#), ("inDoubt", #"{"inDoubt":{}}"#),
        ("verifying", #"{"verifying":{"revision":2}}"#), ("succeeded", #"{"succeeded":{"revision":2}}"#),
        ("rejected", #"{"rejected":{"_0":{"revisionMoved":{"asked":1,"found":2}}}}"#),
        ("rejected", #"{"rejected":{"_0":{"hardLimits":{"_0":[{"aboveCeiling":{"ceiling":9,"total":10}}]}}}}"#),
        ("failed", #"{"failed":{"_0":{"notApplied":{}}}}"#),
        ("failed", #"{"failed":{"_0":{"device":{"code":3,"detail":"no \"pump\" \n here"}}}}"#),
        ("failed", #"{"failed":{"_0":{"journal":{"_0":"disk full"}}}}"#),
        ("cancelled", #"{"cancelled":{"by":{"client":{"userID":1000}}}}"#),
        ("cancelled", #"{"cancelled":{"by":{"stop":{"_0":"153fd48be0ee5d74f88f5e00909f75f5"}}}}"#),
        ("cancelled", #"{"cancelled":{"by":{"restart":{}}}}"#), ("expired", #"{"expired":{}}"#),
        ("superseded", #"{"superseded":{"by":3,"revision":2}}"#),
        ("mismatched", #"{"mismatched":{"found":{"stopped":{}},"revision":2}}"#),
    ]

    @Test(arguments: states)
    func whatTheFirstVersionWroteIsRead(_ name: String, _ state: String) throws {
        let text = Self.text(state)
        let command = try CommandText.read(text)
        #expect(command.state.name == name && command.version == 7 && command.origin.idempotencyKey == "k-1")
        let bolus = try #require(Bolus(dose: Dose(checked: 5_000), duration: TimeSpan(checked: 600_000)))
        let program = Program.singleBolus(bolus, base: DailyDose(checked: 114_000))
        #expect(command.order == .change(PumpChange(program: program), base: ProgramRevision(1)))
        #expect(try CommandText.read(CommandText.write(command)) == command)
    }

    /// Everything that one change can hold, as it is written now.
    @Test func isReadAndWrittenAgainAsItWas() throws {
        let day = #"[{"rate":4000,"startMinute":0},{"rate":6500,"startMinute":390}]"#
        let week = "[" + Array(repeating: day, count: 7).joined(separator: ",") + "]"
        let bolus = #"{"dose":5000,"duration":600000}"#
        let order =
            #""order":{"change":{"_0":{"clock":-5,"program":{"base":{"flex":{"_0":{"utcOffsetMinutes":60,"week":"#
            + week + #"}}},"once":{"bridge":{"_0":{"duration":57600000,"volume":400000}}},"patientBolus":{"#
            + #""allottedPer24Hours":4,"bolus":\#(bolus),"lockoutMinutes":60}},"refill":{"concentration":2000,"#
            + #""drug":1,"filled":18000000,"withdrawn":2100000},"setUp":{"calibrationConstant":113,"#
            + #""catheterLength":760000,"catheterVolume":167200,"lowReservoirVolume":2000000,"patient":"A.B.","#
            + #""patientClass":3,"tubingVolume":200000}},"base":1}},"#
        let first = Self.text(#"{"queued":{}}"#)
        let from = try #require(first.range(of: #""order":"#))
        let to = try #require(first.range(of: #""origin":"#))
        let proposal = try #require(first.range(of: #""proposal":"#))
        let pump = try #require(first.range(of: #""pump":"SIM-PUMP-1","state""#))
        let text =
            first[..<from.lowerBound] + order + first[to.lowerBound..<proposal.lowerBound] + first[pump.lowerBound...]
        let command = try CommandText.read(String(text))
        #expect(try CommandText.write(command) == String(text))
    }

    /// What a program of this version could never have written is refused, never taken for something near it.
    @Test(
        arguments: [
            (#""id":"16ab"#, #""id":"16AB"#), (#""dose":5000"#, #""dose":0"#), (#""dose":5000"#, #""dose":-1"#),
            (#""duration":600000"#, #""duration":600001"#), (#""base":114000"#, #""base":4000000001"#),
            (#""pump":"SIM-PUMP-1","state""#, #""pump":"sim pump","state""#), (#""version":7"#, #""version":-7"#),
            (#""utc":1795412981081"#, #""utc":-1"#), (#"{"queued":{}}"#, #"{"quoted":{}}"#),
            (#""base":1}"#, #""base":4294967296}"#), (#""concentration":500"#, #""concentration":0"#),
            (#""userID":0"#, #""userID":1.5"#), ("}", ""),
        ])
    func damageIsRefused(_ part: String, _ spoiled: String) {
        let text = Self.text(#"{"queued":{}}"#)
        let range = text.range(of: part)!
        #expect(throws: JournalError.self) { try CommandText.read(text.replacingCharacters(in: range, with: spoiled)) }
    }
}
