import PumpModel
import Synchronization

/// A clock that a test moves.
final class TestClock: Sendable {
    private let moment = Mutex(Moment(uptimeMilliseconds: 1_000_000, utc: Timestamp(clamping: 1_700_000_000_000)))

    @Sendable func now() -> Moment { moment.withLock { $0 } }

    func pass(seconds: Int64) {
        moment.withLock { moment in
            moment.uptimeMilliseconds += seconds * 1_000
            moment.utc = moment.utc.advanced(byMilliseconds: seconds * 1_000)
        }
    }
}
