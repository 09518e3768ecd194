import ControlAPI
import NIOCore
import PumpModel
import Testing

@testable import ControlServer

/// What waits for one client: in order, bounded, and with an end that says why.
@Suite(.timeLimit(.minutes(10)))
struct EventSubscriptionTests {
    private static func subscription(_ filter: EventFilter = EventFilter()) -> EventSubscription {
        EventSubscription(filter: filter, peer: Peer(userID: 1, groupIDs: [], processID: 0))
    }

    private static func text(_ length: Int, _ character: Character = "x") -> ByteBuffer {
        ByteBuffer(string: String(repeating: character, count: length))
    }

    /// All that it hands out until it ends.
    private static func drain(_ subscription: EventSubscription) async -> (texts: [String], end: API.Bye.Reason?) {
        var texts: [String] = []
        while true {
            switch await subscription.next() {
            case .text(let text): texts.append(String(buffer: text))
            case .ended(let reason): return (texts, reason)
            case .left: return (texts, nil)
            }
        }
    }

    @Test func whatWaitsIsHandedOutInOrderAndTogether() async {
        let subscription = Self.subscription()
        for name in ["a", "b", "c"] { subscription.offer(ByteBuffer(string: name)) }
        guard case .text(let text) = await subscription.next() else {
            Issue.record("nothing was handed out")
            return
        }
        #expect(String(buffer: text) == "abc")
    }

    @Test func piecesAreBounded() async {
        let subscription = Self.subscription()
        for _ in 0..<10 { subscription.offer(Self.text(Limits.eventChunkBytes / 4)) }
        // one that is larger than a piece goes out alone
        subscription.offer(Self.text(Limits.eventChunkBytes + 1))
        subscription.offer(ByteBuffer(string: "y"))
        subscription.end(.shuttingDown)
        let (texts, end) = await Self.drain(subscription)
        let quarter = Limits.eventChunkBytes / 4
        #expect(texts.map(\.utf8.count) == [4 * quarter, 4 * quarter, 2 * quarter, Limits.eventChunkBytes + 1, 1])
        #expect(end == .shuttingDown)
    }

    @Test func moreThanFitsEndsItAfterWhatWasQueued() async {
        let subscription = Self.subscription()
        let half = Limits.eventBufferBytes / 2
        subscription.offer(Self.text(half, "a"))
        subscription.offer(Self.text(half, "b"))
        // one byte too many, and what comes later is not told out of order
        subscription.offer(Self.text(1, "c"))
        subscription.offer(ByteBuffer(string: ""))
        let (texts, end) = await Self.drain(subscription)
        #expect(texts == [String(repeating: "a", count: half), String(repeating: "b", count: half)])
        #expect(end == .tooSlow)
    }

    @Test func whatIsTakenMakesRoom() async {
        let subscription = Self.subscription()
        for _ in 0..<8 {
            subscription.offer(Self.text(Limits.eventBufferBytes))
            guard case .text(let text) = await subscription.next() else {
                Issue.record("it ended")
                return
            }
            #expect(text.readableBytes == Limits.eventBufferBytes)
        }
    }

    @Test func theFirstReasonStands() async {
        let subscription = Self.subscription()
        subscription.end(.notPermitted)
        subscription.end(.shuttingDown)
        subscription.offer(ByteBuffer(string: "late"))
        let (texts, end) = await Self.drain(subscription)
        #expect(texts.isEmpty && end == .notPermitted)
    }

    @Test func nobodyIsToldAnythingAfterLeaving() async {
        let subscription = Self.subscription()
        subscription.offer(ByteBuffer(string: "a"))
        subscription.leave()
        subscription.offer(ByteBuffer(string: "b"))
        subscription.end(.shuttingDown)
        let (texts, end) = await Self.drain(subscription)
        #expect(texts.isEmpty && end == nil)
    }

    /// Whoever waits is woken by each of these, whether it waits already or not.
    @Test(arguments: 0..<4, 0..<50)
    func aWaitEnds(how: Int, round: Int) async {
        let subscription = Self.subscription()
        let waiter = Task { await subscription.next() }
        if round.isMultiple(of: 2) { await Task.yield() }
        switch how {
        case 0: subscription.offer(ByteBuffer(string: "a"))
        case 1: subscription.end(.shuttingDown)
        case 2: subscription.leave()
        default: waiter.cancel()
        }
        switch (how, await waiter.value) {
        case (0, .text), (1, .ended(.shuttingDown)), (2, .left), (3, .left): break
        case (_, let other): Issue.record("\(other) after \(how)")
        }
    }

    // MARK: filters

    private static func event(
        _ kind: API.EventKind, wand: String?, pump: String?
    ) throws -> OutgoingEvent { try OutgoingEvent(kind, wand: wand, pump: pump, id: nil, ["a": 1]) }

    @Test func whatIsAboutNoneInParticularPassesEveryFilter() throws {
        let wand = EventFilter(wand: "left", pump: nil, kinds: nil)
        #expect(wand.wants(try Self.event(.alarm, wand: nil, pump: "P-1")))
        #expect(wand.wants(try Self.event(.command, wand: "left", pump: "P-1")))
        #expect(!wand.wants(try Self.event(.command, wand: "right", pump: "P-1")))
        let pump = EventFilter(wand: nil, pump: "P-1", kinds: nil)
        #expect(pump.wants(try Self.event(.alarm, wand: nil, pump: nil)))
        #expect(!pump.wants(try Self.event(.alarm, wand: nil, pump: "P-2")))
        let both = EventFilter(wand: "left", pump: "P-1", kinds: [.alarm])
        #expect(both.wants(try Self.event(.alarm, wand: nil, pump: nil)))
        #expect(!both.wants(try Self.event(.command, wand: "left", pump: "P-1")))
        #expect(!both.wants(try Self.event(.alarm, wand: "right", pump: "P-1")))
        #expect(!EventFilter(wand: nil, pump: nil, kinds: []).wants(try Self.event(.alarm, wand: nil, pump: nil)))
    }

    /// Whoever watches a pump has to hear that a wand has another one in range by now, or none.
    @Test(arguments: ["ITB-4711", "OTHER", nil])
    func aWandIsToldToWhoeverWatchesAPump(pump: String?) throws {
        let event = try OutgoingEvent(API.Wand(Sample.wand()))
        #expect(EventFilter(wand: nil, pump: pump, kinds: nil).wants(event))
        #expect(!EventFilter(wand: "left", pump: pump, kinds: nil).wants(event))
    }
}
