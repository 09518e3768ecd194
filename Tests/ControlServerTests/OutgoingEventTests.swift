import AuditTrail
import ControlAPI
import NIOCore
import PumpModel
import Testing

@testable import ControlServer

/// What the audit trail says, as clients are told.
struct OutgoingEventTests {
    private static let at = Sample.readAt.description
    private static let command = Sample.id.description

    private static func entry(_ kind: API.AuditKind, _ more: [String: CanonicalJSON] = [:]) -> CanonicalJSON {
        let members: [String: CanonicalJSON] = [
            "kind": .string(kind.rawValue), "at": .string(at), "wand": "bench", "pump": "ITB-4711",
            "command": .string(command), "state": "committing", "version": 4, "user": "rex", "event": "raised",
            "fromRevision": 17, "toRevision": 18,
        ]
        return .object(members.merging(more) { $1 })
    }

    /// The fields of an event's text; data as its JSON.
    private static func lines(_ event: OutgoingEvent?) -> [String] {
        event.map { String(buffer: $0.text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
            ?? []
    }

    private static func content<Content: Decodable>(_ event: OutgoingEvent?) throws -> Content {
        let data = try #require(lines(event).first { $0.hasPrefix("data: ") })
        return try JSONText.decode(Content.self, from: data.utf8.dropFirst(6))
    }

    static let kinds: [API.AuditKind: API.EventKind] = [
        .program: .command, .refill: .command, .setUp: .command, .clock: .command, .stop: .command, .alarm: .alarm,
        .appliedAfterAll: .change, .changedElsewhere: .change,
    ]

    @Test(arguments: API.AuditKind.allCases)
    func everyKindIsToldAsItsEventOrNotAtAll(kind: API.AuditKind) throws {
        let event = try OutgoingEvent(Self.entry(kind), sequence: 41)
        #expect(event?.kind == Self.kinds[kind])
        #expect(event?.id == (Self.kinds[kind] == nil ? nil : 41))
        #expect(event == nil || (event?.wand == "bench" && event?.pump == "ITB-4711"))
    }

    @Test func theTextIsAnEventWithItsID() throws {
        let durable = Self.lines(try OutgoingEvent(Self.entry(.stop), sequence: 41))
        #expect(durable.count == 5 && durable.prefix(2) == ["event: command", "id: 41"])
        #expect(durable[2].hasPrefix("data: {") && durable.suffix(2) == ["", ""])
        // what is not on the disk can not be resumed after
        let loose = Self.lines(try OutgoingEvent(Self.entry(.alarm), sequence: nil))
        #expect(loose.count == 4 && loose.first == "event: alarm" && loose[1].hasPrefix("data: {"))
    }

    @Test func aLineEndInATextStaysInsideItsJSON() throws {
        let entry = Self.entry(.alarm, ["alarm": "a\nid: 99\n\nevent: bye\r\u{2028}"])
        let event = try OutgoingEvent(entry, sequence: 41)
        #expect(Self.lines(event).count == 5)
        #expect(!String(buffer: try #require(event).text).contains("\r"))
        let alarm: API.AlarmEvent = try Self.content(event)
        #expect(alarm.name == "a\nid: 99\n\nevent: bye\r\u{2028}")
    }

    @Test(arguments: API.CommandState.allCases)
    func aCommandIsToldWithItsStateAndVersion(state: API.CommandState) throws {
        let stop = try OutgoingEvent(Self.entry(.stop, ["state": .string(state.rawValue)]), sequence: 1)
        let expected = API.CommandEvent(
            id: Self.command, pumpSerial: "ITB-4711", wand: "bench", kind: .stop, state: state, version: 4, at: Self.at)
        #expect(try Self.content(stop) == expected)
        let change: API.CommandEvent = try Self.content(try OutgoingEvent(Self.entry(.refill), sequence: 1))
        #expect(change.kind == .change)
    }

    @Test(arguments: API.AlarmEvent.Happening.allCases)
    func everyHappeningIsTold(happening: API.AlarmEvent.Happening) throws {
        let alarm: CanonicalJSON = [
            "kind": "alarm", "at": .string(Self.at), "event": .string(happening.rawValue), "alarm": "motorStall",
            "priority": "high", "number": "18446744073709551615", "pump": "ITB-4711", "userID": 1_001,
        ]
        let event = try OutgoingEvent(alarm, sequence: 3)
        #expect(event?.kind == .alarm && event?.wand == nil && event?.pump == "ITB-4711")
        let expected = API.AlarmEvent(
            happening: happening, id: .max, pumpSerial: "ITB-4711", name: "motorStall", priority: .high,
            userID: 1_001, at: Self.at)
        #expect(try Self.content(event) == expected)
    }

    @Test func anAlarmOfTheDaemonItselfIsOfNoPump() throws {
        let event = try OutgoingEvent(
            ["kind": "alarm", "at": .string(Self.at), "event": "raised", "alarm": "journal"], sequence: 3)
        #expect(event?.pump == nil)
        let alarm: API.AlarmEvent = try Self.content(event)
        #expect(alarm.id == nil && alarm.pumpSerial == nil && alarm.priority == nil && alarm.userID == nil)
    }

    @Test(arguments: [
        ("session opened", API.TherapySession.State.open), ("session resumed", .open),
        ("session abandoned", .abandoned), ("session ended", .closed),
    ])
    func aSessionIsTold(name: String, state: API.TherapySession.State) throws {
        let entry: CanonicalJSON = [
            "kind": "alarm", "at": .string(Self.at), "event": .string(name), "pump": "ITB-4711",
        ]
        let event = try OutgoingEvent(entry, sequence: 3)
        #expect(event?.kind == .session)
        #expect(
            try Self.content(event) == API.SessionEvent(pumpSerial: "ITB-4711", state: state, at: Self.at))
    }

    @Test func aChangeIsToldWithWhatIsKnownOfIt() throws {
        let whole = try OutgoingEvent(Self.entry(.appliedAfterAll), sequence: 3)
        #expect(
            try Self.content(whole)
                == API.ChangeEvent(
                    pumpSerial: "ITB-4711", command: Self.command, fromRevision: 17, toRevision: 18, at: Self.at))
        let bare = try OutgoingEvent(
            ["kind": "changedElsewhere", "at": .string(Self.at), "pump": "ITB-4711"], sequence: 3)
        #expect(
            try Self.content(bare)
                == API.ChangeEvent(
                    pumpSerial: "ITB-4711", command: nil, fromRevision: nil, toRevision: nil, at: Self.at))
    }

    @Test(
        arguments: [
            ["kind": "stop"], ["kind": "nonsense", "at": "2026-11-23T01:33:05.120Z"], [:], "text",
            ["kind": "alarm", "at": "2026-11-23T01:33:05.120Z", "event": "nonsense"],
            ["kind": "stop", "at": "2026-11-23T01:33:05.120Z", "state": "nonsense"],
            ["kind": "changedElsewhere", "at": "2026-11-23T01:33:05.120Z"],
        ] as [CanonicalJSON])
    func whatIsNotUnderstoodIsNotTold(entry: CanonicalJSON) throws {
        #expect(try OutgoingEvent(entry, sequence: 3) == nil)
    }
}
