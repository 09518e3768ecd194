import AlarmDesk
import PumpModel
import Testing

/// Every state of the latch against every event.
@Suite struct SessionLatchTests {
    enum Start: String, CaseIterable, Sendable {
        case closed
        case closedWithCommand
        case open
        case openWithCommand
        /// Read back clean, but a command is open.
        case cleanWithCommand
        case abandoned
        case abandonedWithCommand
    }

    enum Stimulus: String, CaseIterable, Sendable {
        case work, activity, noCommands, oneCommand
        case readClean, readStaged, readOld, readOldStaged
        case tickEarly, tickLate
    }

    static let span = AlarmPolicy.span(minutes: 3)
    static let worked = DeskBench.start

    static func after(_ milliseconds: Int64) -> Moment {
        Moment(
            uptimeMilliseconds: worked.uptimeMilliseconds + milliseconds,
            utc: worked.utc.advanced(byMilliseconds: milliseconds))
    }

    /// A latch in a state, and the time since its last activity.
    static func latch(_ start: Start) -> (SessionLatch, Int64) {
        var latch = SessionLatch()
        func tell(_ event: SessionLatch.Event, _ milliseconds: Int64 = 0) {
            _ = latch.handle(event, at: after(milliseconds), abandonedAfter: span)
        }
        switch start {
        case .closed: break
        case .closedWithCommand: tell(.openCommands(1))
        case .open: tell(.work)
        case .openWithCommand:
            tell(.openCommands(1))
            tell(.work)
        case .cleanWithCommand:
            tell(.openCommands(1))
            tell(.work)
            tell(.read(at: after(5), holdsStaged: false), 5)
        case .abandoned:
            tell(.work)
            tell(.tick, 180_000)
            return (latch, 180_000)
        case .abandonedWithCommand:
            tell(.openCommands(1))
            tell(.work)
            tell(.tick, 180_000)
            return (latch, 180_000)
        }
        return (latch, 10)
    }

    static func event(_ stimulus: Stimulus, _ passed: Int64) -> (SessionLatch.Event, Moment) {
        switch stimulus {
        case .work: (.work, after(passed))
        case .activity: (.activity, after(passed))
        case .noCommands: (.openCommands(0), after(passed))
        case .oneCommand: (.openCommands(1), after(passed))
        case .readClean: (.read(at: after(passed), holdsStaged: false), after(passed))
        case .readStaged: (.read(at: after(passed), holdsStaged: true), after(passed))
        case .readOld: (.read(at: after(-1), holdsStaged: false), after(passed))
        case .readOldStaged: (.read(at: after(-1), holdsStaged: true), after(passed))
        case .tickEarly: (.tick, after(max(passed, 179_999)))
        case .tickLate: (.tick, after(max(passed, 180_000)))
        }
    }

    /// The state afterwards, and the change that is told.
    static func expected(_ start: Start, _ stimulus: Stimulus) -> (String, SessionLatch.Change?) {
        switch (start, stimulus) {
        case (.closed, .work), (.closedWithCommand, .work): ("open", .opened)
        case (.closed, _), (.closedWithCommand, _): ("closed", nil)
        case (.open, .readClean), (.abandoned, .readClean), (.cleanWithCommand, .noCommands): ("closed", .ended)
        case (.open, .tickLate), (.openWithCommand, .tickLate), (.cleanWithCommand, .tickLate):
            ("abandoned", .abandoned)
        case (.abandoned, .work), (.abandoned, .activity), (.abandonedWithCommand, .work),
            (.abandonedWithCommand, .activity):
            ("open", .resumed)
        case (.open, _), (.openWithCommand, _), (.cleanWithCommand, _): ("open", nil)
        case (.abandoned, _), (.abandonedWithCommand, _): ("abandoned", nil)
        }
    }

    static func name(_ latch: SessionLatch) -> String {
        switch latch.state {
        case .closed: "closed"
        case .open: "open"
        case .abandoned: "abandoned"
        }
    }

    @Test(arguments: Start.allCases, Stimulus.allCases) func table(_ start: Start, _ stimulus: Stimulus) {
        var (latch, passed) = Self.latch(start)
        let (event, now) = Self.event(stimulus, passed)
        let change = latch.handle(event, at: now, abandonedAfter: Self.span)
        let (state, expectedChange) = Self.expected(start, stimulus)
        #expect(Self.name(latch) == state)
        #expect(change == expectedChange)
        #expect((latch.session != nil) == (state != "closed"))
        #expect((latch.nextDeadline(abandonedAfter: Self.span) != nil) == (state == "open"))
    }

    @Test func workAfterACleanReadingAsksForAnother() {
        var (latch, _) = Self.latch(.cleanWithCommand)
        _ = latch.handle(.work, at: Self.after(20), abandonedAfter: Self.span)
        _ = latch.handle(.openCommands(0), at: Self.after(21), abandonedAfter: Self.span)
        #expect(Self.name(latch) == "open")
        // taken before that work
        _ = latch.handle(.read(at: Self.after(19), holdsStaged: false), at: Self.after(22), abandonedAfter: Self.span)
        #expect(Self.name(latch) == "open")
        let change = latch.handle(
            .read(at: Self.after(20), holdsStaged: false), at: Self.after(23), abandonedAfter: Self.span)
        #expect(change == .ended)
    }

    @Test func aStagedProgramUndoesACleanReading() {
        var (latch, _) = Self.latch(.cleanWithCommand)
        _ = latch.handle(.read(at: Self.after(9), holdsStaged: true), at: Self.after(9), abandonedAfter: Self.span)
        _ = latch.handle(.openCommands(0), at: Self.after(10), abandonedAfter: Self.span)
        #expect(Self.name(latch) == "open")
    }

    @Test func theDeadlineFollowsTheActivityAndNotTheReadings() {
        var (latch, _) = Self.latch(.openWithCommand)
        _ = latch.handle(.activity, at: Self.after(50), abandonedAfter: Self.span)
        _ = latch.handle(.read(at: Self.after(60), holdsStaged: false), at: Self.after(60), abandonedAfter: Self.span)
        #expect(latch.nextDeadline(abandonedAfter: Self.span) == Self.after(180_050).uptimeMilliseconds)
        #expect(latch.session?.openedAt == Self.worked && latch.session?.workedAt == Self.worked)
    }

    @Test func lessThanNoCommandIsNone() {
        var (latch, _) = Self.latch(.cleanWithCommand)
        #expect(latch.handle(.openCommands(-1), at: Self.after(20), abandonedAfter: Self.span) == .ended)
        #expect(latch.openCommands == 0)
    }
}
