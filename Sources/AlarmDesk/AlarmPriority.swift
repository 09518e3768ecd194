/// How soon people must act, after IEC 60601-1-8. The raw value is the name in JSON.
package enum AlarmPriority: String, Hashable, Codable, Sendable, CaseIterable, Comparable {
    /// To be aware of.
    case low
    /// To be acted on promptly.
    case medium
    /// To be acted on at once.
    case high

    package static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .low: 0
        case .medium: 1
        case .high: 2
        }
    }
}
