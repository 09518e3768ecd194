import ArgumentParser
import ControlAPI
import Testing

@testable import WandClient
@testable import wandctl

struct EventTextTests {
    private let plain = Style(isColoured: false)

    private func event(_ content: ServerEvent.Content, id: String? = "41", json: String = "{}") -> ServerEvent {
        ServerEvent(lastID: id, content: content, json: json)
    }

    @Test func aLineForEachKind() {
        let command = API.CommandEvent(
            id: "c1", pumpSerial: "P-1", wand: "w", kind: .stop, state: .inDoubt, version: 3, at: Sample.time)
        let alarm = API.AlarmEvent(
            happening: .raised, id: 7, pumpSerial: "P-1", name: "motorStall", priority: .high, userID: 5,
            at: Sample.time)
        let session = API.SessionEvent(pumpSerial: "P-1", state: .abandoned, at: Sample.time)
        let change = API.ChangeEvent(
            pumpSerial: "P-1", command: "c1", fromRevision: nil, toRevision: 3, at: Sample.time)
        let lines = [
            (ServerEvent.Content.command(command), "EMERGENCY STOP of pump P-1: inDoubt  command c1  [41]"),
            (.alarm(alarm), "HIGH motorStall raised by user id 5, pump P-1  alarm 7  [41]"),
            (.session(session), "PUMP P-1: SESSION ABANDONED: it may be stopped"),
            (.change(change), "WAS APPLIED AFTER ALL, revision 3"),
            (
                .wand(Sample.wand(isUnpaired: true, reaches: "P-1")),
                "UNPAIRED bench: port open, no session, pump P-1 in range"
            ),
            (.pump(Sample.pump()), "pump ITB-4711: simple continuous 100 mcg/day, 18.5 mL left, revision 17"),
            (.other("x"), "does not know: x"),
        ]
        for (content, text) in lines {
            let line = event(content).line(plain)
            #expect(line?.contains(text) == true, "\(line ?? "")")
            #expect(line?.contains("\n") == false)
        }
        #expect(event(.command(command)).line(plain)?.hasPrefix("2026-11-23 01:33:05 UTC  command  ") == true)
        #expect(event(.wand(Sample.wand())).line(plain)?.contains("[41]") == false)
        #expect(event(.bye(API.Bye(reason: .tooSlow, detail: "d"))).line(plain) == nil)
    }

    @Test func aLineNeverObeys() {
        let alarm = API.AlarmEvent(
            happening: .raised, id: 7, pumpSerial: "\u{1B}[2J", name: "\n", priority: nil, userID: nil, at: Sample.time)
        #expect(event(.alarm(alarm)).line(plain)?.unicodeScalars.contains { $0.value < 0x20 } == false)
        #expect(event(.other("\u{1B}")).line(plain)?.contains("\u{1B}") == false)
    }

    @Test func jsonLinesCarryTheirID() throws {
        let line = event(.other("strange\"name"), id: nil, json: #"{"a":1}"#).jsonLine
        #expect(line == #"{"event":"strange\"name","id":null,"data":{"a":1}}"#)
        let session = API.SessionEvent(pumpSerial: "P", state: .open, at: Sample.time)
        #expect(event(.session(session), json: "{}").jsonLine == #"{"event":"session","id":"41","data":{}}"#)
        #expect(event(.session(session), json: "{\n}").jsonLine.contains("\n") == false)
    }

    @Test(arguments: [
        ["events", "--kind", "command,alarm", "--after", "0"], ["events", "--count", "1", "--json"], ["events"],
    ])
    func acceptable(arguments: [String]) throws {
        _ = try Wandctl.parseAsRoot(arguments)
    }

    @Test(arguments: [
        ["events", "--kind", "command,other"], ["events", "--kind", ""], ["events", "--count", "0"],
        ["events", "--after", "x"], ["events", "--after=-1"], ["watch", "--json"], ["watch", "--size", "80x24"],
        ["watch", "--once", "--size", "80"], ["watch", "--once", "--size", "0x24"],
        ["watch", "--once", "--size", "501x24"], ["confirm", "c", "--operator", "R", "--yes"],
        ["manual", "nosuch"], ["manual", "dose", "--output", "x"],
    ])
    func wrongUsage(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Wandctl.parseAsRoot(arguments) }
        #expect(error.map { Wandctl.exitCode(for: $0) } == .validationFailure)
    }

    @Test func onlyWhatMayPassIsTriedAgain() {
        for type in API.ProblemType.allCases {
            let problem = API.Problem(type: type.urn, title: "", status: 0, detail: "", whatToDo: "")
            let expected = [
                API.ProblemType.tooManyConnections, .tooManyRequests, .shuttingDown, .auditUnavailable, .internalError,
            ].contains(type)
            #expect(EventFollower.isPassing(problem) == expected)
        }
    }
}
