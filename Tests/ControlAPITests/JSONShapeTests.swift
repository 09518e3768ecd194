import Testing

@testable import ControlAPI

/// The JSON itself is the promise: these texts may not change.
struct JSONShapeTests {
    private func text(_ value: some Encodable) throws -> String {
        String(decoding: try JSONText.encode(value), as: UTF8.self)
    }

    @Test func whatHasNoValueIsNull() throws {
        let health = API.WandHealth(name: "bench", isReady: false, isUnpaired: true, pumpInRange: nil)
        #expect(try text(health) == #"{"isReady":false,"isUnpaired":true,"name":"bench","pumpInRange":null}"#)
        #expect(try JSONText.decode(API.WandHealth.self, from: text(health).utf8) == health)
    }

    @Test func membersOfOtherModesAreLeftOut() throws {
        let program = API.Program(
            mode: .simpleContinuous, doseNanogramsPerDay: 120_500, doseMicrogramsPerDay: "120.5", text: "t")
        #expect(
            try text(program)
                == #"{"doseMicrogramsPerDay":"120.5","doseNanogramsPerDay":120500,"mode":"simpleContinuous","text":"t"}"#
        )
    }

    @Test func theCountdownHasItsUnits() throws {
        let withdrawal = API.Withdrawal(stoppedSince: "2026-11-23T10:00:00.000Z", elapsedSeconds: 8_040)
        #expect(
            try text(withdrawal)
                == #"{"critical":false,"criticalAlarmAtSeconds":172800,"elapsedSeconds":8040,"#
                + #""remainingSeconds":164760,"stoppedSince":"2026-11-23T10:00:00.000Z"}"#)
    }

    @Test func theJournalsHealth() throws {
        #expect(try text(API.JournalHealth(writable: true, problem: nil)) == #"{"problem":null,"writable":true}"#)
    }

    @Test func theEndsOfTheTrail() throws {
        #expect(try text(API.AuditBounds(anchor: "0:00", head: "2:ab")) == #"{"anchor":"0:00","head":"2:ab"}"#)
    }

    /// Written out: a record is its line of an export, in which "/" and U+007F stand as they are.
    @Test func aPageOfTheTrail() throws {
        let (zero, hash) = (String(repeating: "0", count: 64), String(repeating: "5a", count: 32))
        let json =
            #"{"anchor":"0:\#(zero)","head":"1:\#(hash)","next":null,"records":"#
            + #"[{"entry":{"B":1,"a":"/\#u{7F}","b":null},"hash":"\#(hash)","previous":"\#(zero)","sequence":1}]}"#
        let page = try JSONText.decode(API.AuditPage.self, from: json.utf8)
        #expect(page.text == json)
        #expect(page.next == nil)
        let more = json.replacing(#""next":null"#, with: #""next":7"#)
        #expect(try JSONText.decode(API.AuditPage.self, from: more.utf8).text == more)
    }

    /// Of the contact: a line, or null where the site names nobody.
    @Test(arguments: [("Ward 3, +00 000 000", #""Ward 3, +00 000 000""#), (nil, "null")] as [(String?, String)])
    func theCardSaysWhoToCall(contact: String?, json: String) throws {
        let card = API.Card(
            pumpSerial: "A", model: "m", reservoirSizeNanoliters: 1, drug: "baclofen",
            concentrationMicrogramsPerMilliliter: 500, program: API.Program(mode: .stopped), total24HoursNanograms: 0,
            total24HoursMicrograms: "0", readAt: "2026-11-23T10:00:00.000Z", reservoirNanoliters: 1,
            worstFlowNanolitersPerDay: 0, lowReservoirDate: nil, refillBy: nil, emptyDate: nil, contact: contact)
        #expect(try text(card).contains(#""contact":\#(json),"#))
        #expect(try JSONText.decode(API.Card.self, from: text(card).utf8) == card)
    }

    @Test func integersAreExact() throws {
        let counters = API.Counters(
            framesReceived: .max, framesSent: 9_007_199_254_740_993, framesRetransmitted: 0, framesCorrupt: 1,
            sessionsOpened: 2)
        let json = try text(counters)
        #expect(json.contains("18446744073709551615"))
        #expect(json.contains("9007199254740993"))
        #expect(try JSONText.decode(API.Counters.self, from: json.utf8) == counters)
    }

    @Test func slashesStay() throws {
        let port = API.Port(state: .open, path: "/dev/ttyUSB0", reason: nil, since: nil)
        #expect(try text(port).contains("/dev/ttyUSB0"))
    }

    @Test func aRequestLeavesOutWhatIsNotGiven() throws {
        let submission = API.CommandSubmission(
            pumpSerial: "A", program: API.Program(mode: .stopped), operator: "o", reason: "r")
        #expect(
            try text(submission) == #"{"operator":"o","program":{"mode":"stopped"},"pumpSerial":"A","reason":"r"}"#)
    }
}

struct ProblemTypeTests {
    @Test(arguments: API.ProblemType.allCases)
    func aTypeIsAStableName(type: API.ProblemType) {
        #expect(type.urn == "urn:wandd:problem:\(type.rawValue)")
        #expect(type.rawValue.allSatisfy { $0.isLowercase || $0 == "-" })
        #expect((400...599).contains(type.status))
        #expect(!type.title.isEmpty)
    }

    @Test func titlesDiffer() {
        #expect(Set(API.ProblemType.allCases.map(\.title)).count == API.ProblemType.allCases.count)
    }
}
