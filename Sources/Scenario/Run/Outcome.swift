internal import CommandQueue
internal import Dosing
internal import PumpModel
internal import WandProtocol

/// How a step ended.
struct Outcome: Hashable, Sendable {
    /// Hard limits and other refusals, by code.
    var refused: [String] = []
    /// Soft limits that it passes with an override, or did not pass without one.
    var needsOverride: [String] = []
    /// The state in which the command ended; nil without one.
    var ends: String?
    /// Whether the pump gave the patient what he asked for.
    var bolus: String?
    /// Entries of a log, with the local time at which they happened.
    var log: [LogEntry]?
    /// For people; nil when nothing went against it.
    var problem: String?

    struct LogEntry: Hashable, Sendable {
        var name: String
        var clock: String
    }

    init() {}

    init(_ refusal: Refusal) {
        if case .softLimits = refusal { needsOverride = refusal.codes } else { refused = refusal.codes }
        problem = refusal.reasons
    }
}
