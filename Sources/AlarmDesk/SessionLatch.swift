package import PumpModel

/// The latch 'session open, pump may be stopped' of one pump.
///
/// States: closed; open; abandoned (open, and nobody attends to it). Any therapy work opens it. It closes in one way
/// only: the pump, read after the last work, holds nothing staged, and no command is open, in whichever order the two
/// become true. Nobody can close it by hand, and no failure of the link does.
///
/// ```
/// closed --work--> open --no activity for the time set--> abandoned
///    ^              |  <------ work or activity ------------  |
///    +- verified end +----------- verified end ---------------+
/// ```
package struct SessionLatch: Hashable, Sendable {
    package private(set) var state: State = .closed
    /// Commands of the pump that have not ended. They keep a session open; they do not open one: a command that waits
    /// for its turn has changed nothing yet.
    package private(set) var openCommands = 0

    package enum State: Hashable, Sendable {
        /// The last session ended verified, or there was none. Becomes open.
        case closed
        /// The pump may be stopped, or hold half an update. Becomes abandoned or closed.
        case open(Session)
        /// The same, and nobody attends to it. Becomes open or closed.
        case abandoned(Session)
    }

    /// An open session.
    package struct Session: Hashable, Codable, Sendable {
        package var openedAt: Moment
        /// The last work: only a reading that is not older can end the session.
        package var workedAt: Moment
        /// The last work or activity: the time to abandonment runs from here.
        package var activeAt: Moment
        /// The pump was read since the last work and held nothing staged.
        package var isReadBackClean = false

        /// When it counts as abandoned, if nothing more happens.
        package func abandonedAt(after span: TimeSpan) -> Moment { activeAt.advanced(by: span) }
    }

    /// What can happen to a session.
    package enum Event: Hashable, Sendable {
        /// Something that can change the pump, or what it holds, was sent to it.
        case work
        /// Somebody attends to the session. A reading does not count: it may come from a timer.
        case activity
        case openCommands(Int)
        /// The pump was read.
        case read(at: Moment, holdsStaged: Bool)
        /// The daemon's clock goes on.
        case tick
    }

    /// How the state changed.
    package enum Change: String, Hashable, Sendable, CaseIterable {
        case opened
        case abandoned
        /// Somebody came back to an abandoned session.
        case resumed
        /// A verified end.
        case ended
    }

    package init() {}

    /// A session that an earlier run left open: only a reading of this run can end it.
    init(resuming session: Session) {
        var session = session
        session.isReadBackClean = false
        state = .open(session)
    }

    /// Takes one event; returns how the state changed, nil when it did not.
    package mutating func handle(_ event: Event, at now: Moment, abandonedAfter span: TimeSpan) -> Change? {
        if case .openCommands(let count) = event { openCommands = max(0, count) }
        switch state {
        case .closed:
            guard event == .work else { return nil }
            state = .open(Session(openedAt: now, workedAt: now, activeAt: now))
            return .opened
        case .open(var session):
            take(event, into: &session, now)
            if isEnded(session) { return end() }
            guard session.abandonedAt(after: span).hasCome(now) else {
                state = .open(session)
                return nil
            }
            state = .abandoned(session)
            return .abandoned
        case .abandoned(var session):
            take(event, into: &session, now)
            if isEnded(session) { return end() }
            guard session.abandonedAt(after: span).hasCome(now) else {
                state = .open(session)
                return .resumed
            }
            state = .abandoned(session)
            return nil
        }
    }

    private func take(_ event: Event, into session: inout Session, _ now: Moment) {
        switch event {
        case .work:
            session.workedAt = now
            session.activeAt = now
            session.isReadBackClean = false
        case .activity: session.activeAt = now
        case .read(let at, let holdsStaged):
            if !session.workedAt.isLater(than: at) { session.isReadBackClean = !holdsStaged }
        case .openCommands, .tick: break
        }
    }

    private func isEnded(_ session: Session) -> Bool { session.isReadBackClean && openCommands == 0 }

    private mutating func end() -> Change {
        state = .closed
        return .ended
    }

    /// The open session, abandoned or not.
    package var session: Session? {
        switch state {
        case .closed: nil
        case .open(let session), .abandoned(let session): session
        }
    }

    /// When time alone changes the state, in monotonic milliseconds.
    package func nextDeadline(abandonedAfter span: TimeSpan) -> Int64? {
        switch state {
        case .open(let session): session.abandonedAt(after: span).uptimeMilliseconds
        case .closed, .abandoned: nil
        }
    }
}
