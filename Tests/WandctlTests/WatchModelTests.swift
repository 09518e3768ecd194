import ControlAPI
import PumpModel
import Testing
import WandClient

@testable import wandctl

struct WatchModelTests {
    private let hello = API.Hello(version: "0.4.0", isContinuous: true, heartbeatMilliseconds: 15_000)

    private func pressed(_ keys: [WatchKey], _ model: inout WatchModel) -> [WatchEffect] {
        keys.flatMap { model.handle(.key($0), at: WatchSample.begin) }
    }

    private func typed(_ text: String) -> [WatchKey] { text.map { .character($0) } }

    @Test func theLineGoesThroughItsStates() {
        var model = WatchModel(socketPath: "/x", now: WatchSample.begin)
        #expect(model.line == .connecting)
        #expect(!model.isCurrent)
        #expect(model.handle(.heard(.hello(hello)), at: WatchSample.begin) == [.read])
        #expect(model.line == .catchingUp)
        #expect(!model.isCurrent)
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.begin)
        #expect(model.isCurrent)
        _ = model.handle(.lost(reason: "r", retryMilliseconds: 500), at: WatchSample.later(1_000))
        #expect(model.staleSince == WatchSample.begin)
        // an answer to a look does not make a lost stream whole
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.later(2_000))
        #expect(!model.isCurrent)
        _ = model.handle(.heard(.hello(hello)), at: WatchSample.later(3_000))
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.later(3_000))
        #expect(model.isCurrent)
    }

    @Test func aPumpThatTheDaemonForgotIsNotShownAsRead() {
        var model = WatchSample.live()
        _ = model.handle(.heard(.hello(hello)), at: WatchSample.later(1_000))
        _ = model.handle(.read(WatchSample.reading(wands: [Sample.wand()], pumps: [])), at: WatchSample.later(1_000))
        #expect(model.pumps.isEmpty)
    }

    @Test func theLaterReadingStays() {
        var newer = Sample.pump()
        (newer.readAt, newer.revision, newer.ageMilliseconds) = ("2026-11-23T01:40:00.000Z", 18, 0)
        var model = WatchSample.live()
        _ = model.handle(.heard(.pump(newer)), at: WatchSample.begin)
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.begin)
        #expect(model.shownPump?.pump.revision == 18)
    }

    /// The clock that gives a reading its time was set back by an hour: the later reading is the younger one.
    @Test func aClockThatIsSetBackHidesNoReading() {
        var model = WatchSample.live()
        var later = Sample.pump()
        (later.readAt, later.revision, later.ageMilliseconds) = ("2026-11-23T00:40:00.000Z", 18, 0)
        _ = model.handle(.read(WatchSample.reading(pumps: [later])), at: WatchSample.later(60_000))
        #expect(model.shownPump?.pump.revision == 18)
    }

    /// Wands go on telling of themselves while an alarm can not be read: that is no reason to call the rest current.
    @Test func whatCouldNotBeReadIsNotLive() {
        var model = WatchSample.live()
        _ = model.handle(.unread("too many requests"), at: WatchSample.later(1_000))
        _ = model.handle(.heard(.wand(Sample.wand())), at: WatchSample.later(2_000))
        #expect(!model.isCurrent && model.staleSince != nil)
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.later(3_000))
        #expect(model.isCurrent)
    }

    @Test func anEventIsAsOldAsItsReading() {
        var model = WatchSample.live(WatchSample.reading(pumps: []))
        var pump = Sample.pump(withdrawal: API.Withdrawal(stoppedSince: Sample.time, elapsedSeconds: 10))
        pump.ageMilliseconds = 2
        let later = WatchSample.later(60_000)
        _ = model.handle(.heard(.pump(pump)), at: later)
        #expect(model.shownPump?.ageMilliseconds(at: later) == 60_000)
        #expect(model.shownPump?.withdrawal(at: later)?.elapsedSeconds == 69)
        // a look knows better, and the same event again does not
        pump.ageMilliseconds = 70_000
        _ = model.handle(.read(WatchSample.reading(pumps: [pump])), at: later)
        #expect(model.shownPump?.ageMilliseconds(at: later) == 70_000)
        pump.ageMilliseconds = 2
        _ = model.handle(.heard(.pump(pump)), at: later)
        #expect(model.shownPump?.ageMilliseconds(at: later) == 70_000)
    }

    @Test func eventsAskForALook() {
        var model = WatchSample.live()
        let alarm = API.AlarmEvent(
            happening: .raised, id: 1, pumpSerial: "P", name: "n", priority: .high, userID: nil, at: Sample.time)
        let command = API.CommandEvent(
            id: "c", pumpSerial: "P", wand: "w", kind: .stop, state: .succeeded, version: 1, at: Sample.time)
        #expect(model.handle(.heard(.alarm(alarm)), at: WatchSample.begin) == [.read])
        #expect(model.handle(.heard(.command(command)), at: WatchSample.begin) == [.read])
        #expect(model.handle(.heard(.wand(Sample.wand("b"))), at: WatchSample.begin).isEmpty)
        #expect(model.wands.map(\.name) == ["bench", "b"])
    }

    @Test func aForeignChangeIsLoud() {
        var model = WatchSample.live()
        let change = API.ChangeEvent(
            pumpSerial: "P", command: nil, fromRevision: 17, toRevision: 18, at: Sample.time)
        _ = model.handle(.heard(.change(change)), at: WatchSample.begin)
        #expect(model.notice?.content.emphasis == .alert)
        #expect(model.notice?.content.text.hasPrefix("!! PUMP P WAS CHANGED, revision 17 to 18") == true)
    }

    @Test func aStopNeedsAReasonAndEnter() {
        var model = WatchSample.live()
        #expect(pressed([.character("s"), .enter], &model).isEmpty)
        #expect(pressed(typed("  "), &model).isEmpty)
        #expect(pressed([.enter], &model).isEmpty)
        #expect(model.mode == .reason(pump: "ITB-4711", text: "  "))
        #expect(
            pressed(typed("drowsyq") + [.backspace, .enter], &model) == [.stop(pump: "ITB-4711", reason: "drowsy")])
        #expect(model.mode == .watching)
    }

    @Test func escapeLeavesThePumpRunning() {
        var model = WatchSample.live()
        #expect(pressed([.character("s")] + typed("drowsy") + [.escape], &model).isEmpty)
        #expect(model.notice?.content.text == "Nothing was stopped.")
        #expect(pressed([.enter], &model).isEmpty)
    }

    @Test func theStopIsForThePumpThatWasAskedAbout() {
        var model = WatchSample.live()
        _ = pressed([.character("s")] + typed("x"), &model)
        _ = model.handle(.heard(.wand(Sample.wand(reaches: "OTHER"))), at: WatchSample.begin)
        #expect(pressed([.enter], &model) == [.stop(pump: "ITB-4711", reason: "x")])
    }

    @Test func thePumpInRangeIsMeantAlsoUnread() {
        var model = WatchSample.live(WatchSample.reading(wands: [Sample.wand(reaches: "NEW")]))
        #expect(model.shownSerial == "NEW")
        #expect(model.shownPump == nil)
        _ = pressed([.tab], &model)
        #expect(model.shownSerial == "ITB-4711")
    }

    @Test func whatIsTypedIsBounded() {
        var model = WatchSample.live()
        _ = pressed([.character("s")] + typed(String(repeating: "é", count: 1_000)), &model)
        guard case .reason(_, let text) = model.mode else { return #expect(Bool(false)) }
        #expect(text.utf8.count <= Limits.operatorTextBytes)
    }

    @Test func alarmsAreMarkedByTheirNumber() {
        let alarms = (1...3).map { WatchSample.alarm($0, "A\($0)") }
        var model = WatchSample.live(WatchSample.reading(alarms: alarms))
        #expect(model.selectedAlarm == 1)
        #expect(pressed([.down, .character("a")], &model) == [.acknowledge(2)])
        // another one comes first: the mark stays where it was
        let more = [WatchSample.alarm(9, "A9")] + alarms
        _ = model.handle(.read(WatchSample.reading(alarms: more)), at: WatchSample.begin)
        #expect(pressed([.character("m")], &model) == [.silence(2)])
        _ = model.handle(.read(WatchSample.reading(alarms: [WatchSample.alarm(3)])), at: WatchSample.begin)
        #expect(model.selectedAlarm == 3)
        _ = model.handle(.read(WatchSample.reading()), at: WatchSample.begin)
        #expect(pressed([.character("a")], &model).isEmpty)
    }

    @Test func anInterrogationNamesItsWand() {
        var model = WatchSample.live()
        #expect(pressed([.character("i")], &model) == [.interrogate(wand: "bench")])
        model = WatchSample.live(
            WatchSample.reading(wands: [Sample.wand("a"), Sample.wand("b", reaches: "ITB-4711")]))
        #expect(pressed([.character("i")], &model) == [.interrogate(wand: "b")])
        model = WatchSample.live(WatchSample.reading(wands: [Sample.wand("a"), Sample.wand("b")]))
        #expect(pressed([.character("i")], &model).isEmpty)
        #expect(model.notice?.content.text.contains("No wand reaches") == true)
    }

    @Test(arguments: [WatchKey.character("q"), .interrupt, .endOfInput])
    func theWaysOut(key: WatchKey) {
        var model = WatchSample.live()
        #expect(model.handle(.key(key), at: WatchSample.begin) == [.quit])
        model.mode = .help
        #expect(model.handle(.key(key), at: WatchSample.begin) == [.quit])
        model.mode = .reason(pump: "P", text: "")
        #expect(model.handle(.key(key), at: WatchSample.begin).contains(.quit) == (key != .character("q")))
    }

    private static func problem(_ type: API.ProblemType) -> ControlClientError {
        .problem(API.Problem(type: type.urn, title: "T", status: 403, detail: "D.", whatToDo: "W."))
    }

    @Test(arguments: [
        (ControlClientError.unreachable(path: "/x", reason: "r"), "NOTHING WAS STOPPED", Ending.unreachable),
        (problem(.notPermitted), "NOTHING WAS STOPPED: T: D. W.", .refused),
        (problem(.journal), "WHETHER THE STOP ARRIVED IS NOT KNOWN", .inDoubt),
        (.noAnswer(path: "/x", reason: "r"), "WHETHER THE STOP ARRIVED IS NOT KNOWN", .inDoubt),
        (.notUnderstood("x"), "WHETHER THE STOP ARRIVED IS NOT KNOWN", .inDoubt),
    ])
    func aStopThatFailedIsToldTruthfully(error: ControlClientError, text: String, status: Ending) {
        #expect(Failure(ofStop: error).status == status)
        #expect(WatchDeed.stopFailed(error).text.hasPrefix(text))
        #expect(WatchDeed.stopFailed(error).emphasis == .alert)
    }

    @Test(arguments: [
        (API.CommandState.succeeded, API.Certainty.applied, "APPLIED. D."),
        (.mismatched, .applied, "reads back something else"), (.failed, .notApplied, "NOT STOPPED"),
        (.inDoubt, .unknown, "IN DOUBT"), (.committing, .pending, "not stopped yet"),
    ])
    func howAStopStands(state: API.CommandState, certainty: API.Certainty, text: String) {
        #expect(WatchDeed.notice(Sample.command(state, certainty)).text.contains(text))
    }

    @Test func pausesGrowAndAreBounded() {
        var pause = Backoff()
        let pauses = (0..<12).map { _ in pause.next() }
        #expect(pauses.prefix(3) == [250, 500, 1_000])
        #expect(pauses.last == Backoff.ceilingMilliseconds)
    }
}
