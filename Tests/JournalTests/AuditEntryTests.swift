import AuditTrail
import CommandQueue
import Dosing
import Journal
import PumpModel
import Testing

/// Who, when, on which pump, from what to what, why, and how it ended.
@Suite struct AuditEntryTests {
    static let context = AuditEntry.Context(boot: "b-1", wand: "bench") { $0 == 1_000 ? "ada" : nil }
    static let at = Moment(uptimeMilliseconds: 77, utc: Timestamp(clamping: 1_795_412_921_482))

    static func entry(_ event: JournalRecord.Event) -> CanonicalJSON {
        AuditEntry.json(of: JournalRecord(event, at: at), in: context)
    }

    @Test func aMoveSaysAll() throws {
        let command = try CommandText.read(CommandTextTests.text(#"{"succeeded":{"revision":2}}"#))
        #expect(
            Self.entry(.moved(command)).text
                == #"{"at":"2026-11-23T05:48:41.482Z","atMilliseconds":1795412921482,"baseRevision":1,"boot":"b-1","#
                + #""changeBasisPoints":1400,"command":"16ab8df88737680c8e18e3a694084838","confirmedByID":0,"#
                + #""digest":"bbdd4cc00ac4e298232f0e0f99fa154058dbff1ea2bd6de41d8beb1171d9c35b","#
                + #""from":{"mode":"minimumRate","text":"minimum rate"},"idempotencyKey":"k-1","kind":"program","operator":"Clinician 2","#
                + #""overrideReason":"test","pump":"SIM-PUMP-1","reason":"test","revision":2,"state":"succeeded","#
                + #""to":{"doseNanogramsPerDay":114000,"mode":"simpleContinuous","once":{"bolus":{"#
                + #""milliseconds":600000,"nanograms":5000}},"#
                + #""text":"simple continuous 114 mcg/day; single bolus 5 mcg over 600 s"},"uptimeMilliseconds":77,"userID":0,"version":7,"wand":"bench"}"#
        )
    }

    @Test func whoTookItBackIsNamed() throws {
        let command = try CommandText.read(
            CommandTextTests.text(#"{"cancelled":{"by":{"client":{"userID":1000}}}}"#))
        let entry = Self.entry(.moved(command))
        #expect(entry["actorID"]?.integer == 1_000 && entry["actor"]?.string == "ada")
    }

    /// A stop by somebody who may not dose is told as such; any other says nothing of it.
    @Test(arguments: [(true, "true"), (nil, nil)] as [(Bool?, String?)])
    func breakGlassIsLoud(_ breakGlass: Bool?, _ text: String?) {
        var origin = Command.Origin(userID: 1_000, operatorName: "A", reason: "r")
        origin.breakGlass = breakGlass
        let entry = Self.entry(
            .stopAskedAgain(TransactionID(high: 1, low: 2), PumpSerial(checked: "P-1"), origin))
        #expect(entry["breakGlass"]?.text == text)
    }

    @Test(arguments: CommandTextTests.states)
    func everyStateIsNamed(_ name: String, _ state: String) throws {
        let entry = Self.entry(.moved(try CommandText.read(CommandTextTests.text(state))))
        #expect(entry["state"]?.string == name && entry["kind"]?.string == "program")
    }

    @Test func whatMovesNoCommand() throws {
        let id = try #require(TransactionID("16ab8df88737680c8e18e3a694084838"))
        let pump = PumpSerial(checked: "P-1")
        let events: [(String, JournalRecord.Event)] = [
            ("cleared", .cleared(id, pump, wasHeld: true)), ("appliedAfterAll", .appliedAfterAll(id, pump)),
            ("changedElsewhere", .changedElsewhere(pump, from: ProgramRevision(3), to: ProgramRevision(5))),
            ("stopAskedAgain", .stopAskedAgain(id, pump, Command.Origin(userID: 7, operatorName: "B", reason: "r"))),
            ("lost", .lost(count: 4)),
        ]
        for (kind, event) in events {
            let entry = Self.entry(event)
            #expect(entry["kind"]?.string == kind && entry["atMilliseconds"]?.integer == 1_795_412_921_482)
            if kind != "lost" { #expect(entry["pump"]?.string == "P-1") }
        }
        let origin = Command.Origin(userID: 1_000, operatorName: "Ada", reason: "spasm")
        let request = CommandRequest(
            pump: pump, baseRevision: ProgramRevision(3), program: .stopped, origin: origin,
            lifetimeMilliseconds: 60_000)
        let refused = Self.entry(.refused(request, .softLimits([.stopsDelivery])))
        #expect(refused["kind"]?.string == "refusal" && refused["user"]?.string == "ada")
        #expect(refused["detail"] == ["softLimits": ["_0": [["stopsDelivery": [:]]]]])
    }
}
