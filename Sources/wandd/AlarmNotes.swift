import AlarmDesk
import AuditTrail
import Logging
import PumpModel
import SQLiteJournal
import ServiceLifecycle

/// Writes into the audit trail what happened to alarms and sessions, in order, until the daemon ends.
struct AlarmNotes: Service {
    let journal: DurableJournal
    let logger: Logger
    private let notes: AsyncStream<(AlarmAction, Moment)>
    private let input: AsyncStream<(AlarmAction, Moment)>.Continuation

    init(journal: DurableJournal, logger: Logger) {
        self.journal = journal
        self.logger = logger
        // what a disk that hangs can not take is dropped beyond this, oldest first; the log has all of it
        (notes, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Limits.journalBacklogRecords))
    }

    /// Never blocks.
    func keep(_ action: AlarmAction, at now: Moment) {
        if action.note != nil { input.yield((action, now)) }
    }

    func run() async throws {
        await withGracefulShutdownHandler {
            for await (action, now) in notes {
                guard let note = action.note else { continue }
                do {
                    try await journal.note(alarm: note.event, note.members, by: note.user, at: now)
                } catch {
                    logger.critical("the trail does not take an alarm", metadata: ["reason": "\(error)"])
                }
            }
        } onGracefulShutdown: {
            input.finish()
        }
    }
}

extension AlarmAction {
    /// What the trail keeps of it; nil for what it does not.
    fileprivate var note: (event: String, members: [String: CanonicalJSON], user: UInt32?)? {
        switch self {
        case .raised(let alarm): ("raised", alarm.members, nil)
        case .worsened(let alarm, _): ("worsened", alarm.members, nil)
        case .cleared(let alarm, _): ("cleared", alarm.members, nil)
        case .acknowledged(let alarm, let user): ("acknowledged", alarm.members, user)
        case .silenced(let alarm, let user): ("silenced", alarm.members, user)
        case .silenceEnded(let alarm, let end):
            ("silenceEnded", alarm.members.merging(["detail": .string(end.rawValue)]) { $1 }, nil)
        case .session(let pump, let change): ("session \(change.rawValue)", ["pump": .string(pump.text)], nil)
        case .repeatedStopStart(let pump, let name):
            ("repeatedStopStart", ["pump": .string(pump.text), "alarm": .string(name.rawValue)], nil)
        case .forgotten(let pump, let user): ("forgotten", ["pump": .string(pump.text)], user)
        case .turnedAway(let pump): ("turnedAway", ["pump": .string(pump.text)], nil)
        case .eased, .acknowledgementLapsed, .sounding, .refused, .dropped: nil
        }
    }
}

extension ListedAlarm {
    fileprivate var members: [String: CanonicalJSON] {
        var members: [String: CanonicalJSON] = [
            "alarm": .string(name.rawValue), "priority": .string(priority.rawValue),
            "since": .string(since.utc.description), "number": .string(id.description),
        ]
        if let pump { members["pump"] = .string(pump.text) }
        return members
    }
}
