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
        let mayOverride = chance.happens(perMille: 800)
        let origin = Command.Origin(
            userID: userID, operatorName: "Ada", reason: "spasm", overrideReason: mayOverride ? "by phone" : nil,
            idempotencyKey: chance.happens(perMille: 800) ? "\(userID)-\(nextKey)" : nil)
        nextKey += 1
        return CommandRequest(
            pump: serial, baseRevision: base, change: change(from: known.program, &chance), origin: origin,
            lifetimeMilliseconds: chance.pick([
                15_000, 16_000, 20_000, 20_000, 30_000, 60_000, 60_000, 120_000, 600_000, 5_000, 4_000_000,
            ]))
    }

    /// Mostly a program; now and then what a refill or a set-up changes with it.
    private func change(from old: Program, _ chance: inout Chance) -> PumpChange {
        switch chance.below(25) {
        case 0:
            let filled = Volume(checked: chance.pick([18_000_000, 12_345_678, 21_000_000]))
            return PumpChange(
                program: old.afterwards,
                refill: Refill(
                    withdrawn: Volume(checked: chance.between(2...19) * 1_000_000), filled: filled, drug: .baclofen,
                    concentration: Bedside.concentration))
        case 1:
            var setUp = Bedside.setUp
            setUp.calibrationConstant = chance.pick([113, 113, 114])
            setUp.catheterLength = Length(checked: chance.between(30...80) * 10_000)
            return PumpChange(program: old.afterwards, setUp: setUp)
        case 2:
            return PumpChange(
                program: old.afterwards, clock: ClockCorrection(milliseconds: chance.between(-3_600_000...3_600_000)))
        default: return PumpChange(program: program(from: old, &chance))
        }
    }

    private func program(from old: Program, _ chance: inout Chance) -> Program {
        let base = old.rates.first ?? DailyDose(checked: 100_000)
        let nanograms = base.nanogramsPerDay
        switch chance.below(24) {
        case 0: return .minimumRate
        case 1: return .stopped
        // over a hard limit: the ceiling, the pump's flow
        case 2: return .simpleContinuous(DailyDose(checked: chance.pick([1_000_001, 3_000_000, 1_000])))
        // over a soft limit
        case 3: return .simpleContinuous(DailyDose(checked: nanograms * 3 / 2))
        case 4, 5: return bolus(&chance).map { .singleBolus($0, base: base) } ?? old
        case 6: return flex(about: nanograms / 24, &chance) ?? old
        case 7: return periodic(above: base, &chance) ?? old
        case 8:
            let patient = bolus(&chance).flatMap {
                PatientBolus(bolus: $0, allottedPer24Hours: Int(chance.between(1...4)), lockoutMinutes: 60)
            }
            return Program(base: .simpleContinuous(base), patientBolus: patient) ?? old
        default:
            return .simpleContinuous(DailyDose(checked: max(50_000, nanograms * chance.between(85...125) / 100)))
        }
    }

    private func bolus(_ chance: inout Chance) -> Bolus? {
        Bolus(
            dose: Dose(checked: 1_000 * chance.between(1...10)),
            duration: TimeSpan(checked: 1_000 * chance.between(20...90)))
    }

    private func flex(about rate: Int64, _ chance: inout Chance) -> Program? {
        let steps = (0..<Int(chance.between(1...5))).map { index in
            RateStep(
                startMinute: index * 240, rate: HourlyDose(checked: max(1_100, rate * chance.between(80...120) / 100)))
        }
        return DaySchedule(steps: steps).flatMap { FlexSchedule(everyDay: $0, utcOffsetMinutes: 60) }.map { .flex($0) }
    }

    private func periodic(above base: DailyDose, _ chance: inout Chance) -> Program? {
        bolus(&chance).flatMap { PeriodicBoluses(bolus: $0, intervalMinutes: 240, firstAfterMinutes: 3) }
            .flatMap { Program(base: .periodicBoluses($0, base)) }
    }
}
