import CommandQueue
import PumpModel
import WandProtocol

extension RandomWalkTests {
    /// Numbers from a seed.
    struct Dice {
        var state: UInt64
        init(_ seed: Int) { state = UInt64(seed) &* 0xD134_2543_DE82_EF95 | 1 }

        mutating func roll(_ sides: Int) -> Int {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return Int((state &* 0x2545_F491_4F6C_DD1D) >> 33) % sides
        }

        mutating func pick<Element>(_ all: [Element]) -> Element { all[roll(all.count)] }
    }

    /// What is promised, watched from outside: only events and actions are looked at.
    struct Watch {
        var faults: [String] = []
        var asked: Set<Ticket> = []
        var answered: [Ticket: Int] = [:]
        var commits: [TransactionID: Int] = [:]
        /// Commands whose state `committing` was written, by token; and those for which that is durable.
        var intents: [JournalToken: [TransactionID]] = [:]
        var durableIntents: Set<TransactionID> = []
        var ended: [TransactionID: CommandState] = [:]
        var lastToken = JournalToken(0)
        var lastVersion: [TransactionID: UInt32] = [:]
        var written: Set<Command> = []
        var commitsSent = 0
        var successes = 0

        mutating func see(_ actions: [QueueAction], _ queue: borrowing CommandQueue, _ now: Moment) {
            for action in actions {
                switch action {
                case .send(let envelope):
                    guard case .commit(let commit) = envelope.message else { break }
                    commitsSent += 1
                    commits[commit.transaction, default: 0] += 1
                    if commits[commit.transaction]! > 1 { faults.append("commit sent twice") }
                    if !durableIntents.contains(commit.transaction) { faults.append("commit before its intent") }
                    let command = queue.current(commit.transaction)
                    if let command, now.uptimeMilliseconds >= command.deadline.uptimeMilliseconds {
                        faults.append("commit after its deadline")
                    }
                    if command?.pump != commit.pump { faults.append("commit to another pump") }
                    if let ended = ended[commit.transaction] { faults.append("commit after \(ended.name)") }
                    let doubts = queue.commands.count { other in
                        other.id != commit.transaction && other.pump == commit.pump && other.order != .stop
                            && (other.state == .inDoubt || other.state.name == "verifying")
                    }
                    if doubts > 0 { faults.append("commit beside a doubt") }
                case .sendUrgent(let envelope):
                    guard case .stop(let stop) = envelope.message else {
                        faults.append("urgent that is no stop")
                        break
                    }
                    if ended[stop.transaction] != nil { faults.append("stop after its end") }
                case .persist(let token, let records):
                    if token <= lastToken { faults.append("tokens do not ascend") }
                    lastToken = token
                    if records.isEmpty { faults.append("nothing to persist") }
                    for command in records.compactMap(\.command) { record(command, token) }
                case .answer(let ticket, _):
                    if !asked.contains(ticket) { faults.append("answer to nobody") }
                    answered[ticket, default: 0] += 1
                    if answered[ticket]! > 1 { faults.append("answered twice") }
                case .changed, .observed, .alert: break
                }
            }
        }

        private mutating func record(_ command: Command, _ token: JournalToken) {
            // what the journal refused is written again as it was
            guard written.insert(command).inserted else { return }
            if command.version <= lastVersion[command.id] ?? 0 { faults.append("version does not rise") }
            lastVersion[command.id] = command.version
            if command.history.count > 9 { faults.append("history grows") }
            if let state = ended[command.id] { faults.append("\(state.name) became \(command.state.name)") }
            if command.state.isTerminal { ended[command.id] = command.state }
            if case .succeeded = command.state {
                successes += 1
                if command.order != .stop, commits[command.id] != 1 { faults.append("success without a commit") }
            }
            if command.state == .committing { intents[token, default: []].append(command.id) }
        }

        mutating func durable(_ token: JournalToken) { durableIntents.formUnion(intents[token] ?? []) }
    }
}

extension RandomWalkTests.Dice: RandomNumberGenerator {
    mutating func next() -> UInt64 { UInt64(roll(1 << 31)) << 33 | UInt64(roll(1 << 31)) << 2 | UInt64(roll(4)) }
}
