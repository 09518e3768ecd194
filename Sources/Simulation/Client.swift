internal import CommandQueue
internal import PumpModel

/// Somebody who reads, doses, confirms, hesitates, errs, stops, and asks again when an answer is missing.
struct Client: Sendable {
    /// A submission, and what came of it as far as the client knows.
    struct Submission: Sendable {
        var request: CommandRequest
        var id: TransactionID?
    }

    /// What it waits for.
    enum Question: Sendable {
        case reading, proposal
        case submission(Int)
        case confirmation, cancellation
        case stop
    }

    let userID: UInt32
    var submissions: [Submission] = []
    /// What it read last of each pump.
    var known: [(revision: ProgramRevision, program: Program)?] = [nil, nil]
    var readAt: Int64 = .min
    private var nextKey = 1

    init(userID: UInt32) { self.userID = userID }

    /// What it asks for next: mostly sensible.
    mutating func request(_ pump: Int, _ chance: inout Chance) -> CommandRequest? {
        guard let known = known[pump] else { return nil }
        let serial = chance.happens(perMille: 30) ? Bedside.serials[1 - pump] : Bedside.serials[pump]
        let stale = chance.happens(perMille: 60)
        let base = stale ? ProgramRevision(known.revision.number &- UInt32(chance.below(3))) : known.revision
        let mayOverride = chance.happens(perMille: 400)
        let origin = Command.Origin(
            userID: userID, operatorName: "Ada", reason: "spasm", overrideReason: mayOverride ? "by phone" : nil,
            idempotencyKey: chance.happens(perMille: 800) ? "\(userID)-\(nextKey)" : nil)
        nextKey += 1
        return CommandRequest(
            pump: serial, baseRevision: base, program: program(from: known.program, &chance), origin: origin,
            lifetimeMilliseconds: chance.pick([
                15_000, 16_000, 20_000, 20_000, 30_000, 60_000, 60_000, 120_000, 600_000, 5_000, 4_000_000,
            ]))
    }

    private func program(from old: Program, _ chance: inout Chance) -> Program {
        var base: Int64 = 100_000
        if case .simpleContinuous(let dose) = old { base = dose.nanogramsPerDay }
        if case .singleBolus(_, let dose) = old { base = dose.nanogramsPerDay }
        switch chance.below(20) {
        case 0: return .minimumRate
        case 1: return .stopped
        // over a hard limit: the ceiling, the pump's flow
        case 2: return .simpleContinuous(DailyDose(checked: chance.pick([1_000_001, 3_000_000, 1_000])))
        // over a soft limit
        case 3: return .simpleContinuous(DailyDose(checked: base * 3 / 2))
        case 4, 5:
            let dose = Dose(checked: 1_000 * chance.between(1...10))
            let duration = TimeSpan(checked: 1_000 * chance.between(20...90))
            if let bolus = Bolus(dose: dose, duration: duration) {
                return .singleBolus(bolus, base: DailyDose(checked: base))
            }
            return old
        default: return .simpleContinuous(DailyDose(checked: max(50_000, base * chance.between(85...125) / 100)))
        }
    }
}
