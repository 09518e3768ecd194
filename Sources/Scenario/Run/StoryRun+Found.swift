internal import AlarmDesk
internal import CommandQueue
internal import PumpModel
internal import VirtualWand

/// A value as it was found.
enum Found: Hashable, Sendable {
    case text(String)
    case list([String])
    case amount(Int64, text: String)
    case day(Int64)
    case never
    case nothing
    case count(Int64)

    var text: String {
        switch self {
        case .text(let text): text
        case .list(let list): list.isEmpty ? "none" : list.joined(separator: ", ")
        case .amount(_, let text): text
        case .day(let day): Timestamp(clamping: day * TimeSpan.day.milliseconds).dateText
        case .never: "never"
        case .nothing: "nothing"
        case .count(let count): "\(count)"
        }
    }

    static func amount(_ value: some Quantity) -> Found { .amount(value.rawValue, text: value.description) }
}

/// Where what is expected is looked for.
extension StoryRun {
    /// Nil where nobody knows it.
    func found(_ item: Expectation.Item, _ outcome: Outcome) -> Found? {
        let memory = ward.wand.pump.memory
        switch item.key {
        case .refused: return .list(outcome.refused)
        case .needsOverride: return .list(outcome.needsOverride)
        case .ends: return .text(outcome.ends ?? "not at all: there was no command")
        case .bolus: return outcome.bolus.map { .text($0) }
        case .log: return outcome.log.map { .list($0.map { "\($0.name) \($0.clock)" }) }
        case .alarms: return .list(ward.desk.shown.map { "\($0.name.rawValue) \($0.state.word)" })
        case .raised: return .list(ward.tale.raised)
        case .sounding: return .text(ward.desk.sounding?.alarmClass.rawValue ?? "nothing")
        case .pumpAlarms: return .list(memory.alarms.map(\.cause.name))
        case .delivers:
            let dose = ward.delivers
            if case .nothing = item.expected, dose == .zero { return .nothing }
            return .amount(dose)
        case .trueReservoir: return .amount(memory.trueReservoir)
        case .deliveredTotal: return .amount(ward.tip.total(memory))
        case .atTip:
            guard case .amount(let amount) = item.expected else { return nil }
            let dose = ward.tip.dose(over: amount.over ?? .day, memory, at: ward.now)
            return dose.map { .amount($0.rawValue, text: StoryText.short($0, digits: 2)) }
        case .program, .total, .reservoir, .flow, .concentration, .lowReservoirDate, .refillBy, .emptyDate,
            .serviceDays,
            .patientBoluses, .clockAhead:
            return read(item.key)
        }
    }

    /// By the last interrogation.
    private func read(_ key: Expectation.Key) -> Found? {
        guard let known = ward.known else { return nil }
        let report = known.report
        let card = try? RegistrationCard(report: report, readAt: known.readAt.utc, policy: ward.cardPolicy(report))
        func day(_ date: Timestamp?) -> Found { date.map { .day(ward.tale.local($0).day) } ?? .never }
        switch key {
        case .program: return .text(report.program.description)
        case .total: return card.map { .amount($0.total24Hours) }
        case .reservoir: return .amount(report.reservoir)
        case .flow: return .amount(report.actualFlow)
        case .concentration: return .amount(report.concentration)
        case .lowReservoirDate: return card.map { day($0.lowReservoirDate) }
        case .refillBy: return card.map { day($0.refillBy) }
        case .emptyDate: return card.map { day($0.emptyDate) }
        case .serviceDays: return .count(Int64(report.serviceDaysRemaining))
        case .patientBoluses: return .count(Int64(report.patientBoluses))
        case .clockAhead:
            let ahead = report.clock.milliseconds(since: known.readAt.utc) + report.clockCorrection.milliseconds
            return .amount(ahead, text: StoryText.signed(ahead))
        default: return nil
        }
    }
}

extension ListedAlarm.State {
    /// As a story names it.
    fileprivate var word: String {
        switch self {
        case .sounding: "sounding"
        case .silenced: "silenced"
        case .acknowledged: "acknowledged"
        case .cleared: "cleared"
        }
    }
}
