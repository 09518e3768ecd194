package import WandProtocol

/// What can go wrong between a wand and the answer to one request.
package enum AnswerFault: String, Hashable, Sendable, CaseIterable {
    /// The pump acted and answered; the answer never reaches the host, and nothing else does in its place.
    case swallowed
    /// The pump acted; the wand did not hear its answer, and says `telemetryLost`.
    case answerLost
    /// The pump never heard the request; the wand can not know, and says `telemetryLost`.
    case requestLost
}

/// Faults of the short-range link, by the type of the request: at given rates, and for the next so many requests.
package struct AnswerFaults: Hashable, Sendable {
    private struct Key: Hashable, Sendable {
        var fault: AnswerFault
        var type: MessageType
    }

    private var random: SplitMix64
    private var perMillion: [Key: UInt32] = [:]
    private var next: [Key: Int] = [:]

    package init(seed: UInt64 = 0) { random = SplitMix64(seed: seed) }

    /// Lets `fault` strike requests of `type` in so many of a million cases.
    package mutating func set(_ fault: AnswerFault, of type: MessageType, perMillion rate: UInt32) {
        perMillion[Key(fault: fault, type: type)] = rate
    }

    /// Lets `fault` strike the next `count` requests of `type`.
    package mutating func strike(_ fault: AnswerFault, next count: Int, of type: MessageType) {
        next[Key(fault: fault, type: type)] = count
    }

    /// The fault that strikes a request of `type` now.
    mutating func drawn(for type: MessageType) -> AnswerFault? {
        for fault in AnswerFault.allCases {
            let key = Key(fault: fault, type: type)
            if let count = next[key], count > 0 {
                next[key] = count - 1
                return fault
            }
            if random.happens(perMillion: perMillion[key] ?? 0) { return fault }
        }
        return nil
    }
}
