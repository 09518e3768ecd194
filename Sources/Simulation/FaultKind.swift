/// What can go wrong in a run. Each seed enables some of them.
package enum FaultKind: String, CaseIterable, Hashable, Sendable {
    // on the line, per frame
    case frameLost, frameDuplicated, frameDelayed, frameReordered, frameCorrupted, frameTruncated
    // on the line, for a while
    case lineStalled, portGone
    // the daemon and its machine
    case daemonKilled
    /// Between two effects of one event.
    case daemonKilledMidway
    /// Told to stop, and given the time for it.
    case daemonStopped
    case workstationPowerLost, clockJumped
    // the disk
    case diskFailing, diskSlow
    // the wand and the pump
    case pumpPowerCut
    /// Between two actions of one event.
    case pumpPowerCutMidway
    case wandRebooted, pumpOutOfRange, pumpSwapped
    /// Somebody else changes the program.
    case otherProgrammer
    case answerSwallowed, answerLost, requestLost, answersSlow

    /// Strikes single frames, at a rate.
    var isOfFrames: Bool {
        switch self {
        case .frameLost, .frameDuplicated, .frameDelayed, .frameReordered, .frameCorrupted, .frameTruncated: true
        case .lineStalled, .portGone, .daemonKilled, .daemonKilledMidway, .daemonStopped, .workstationPowerLost,
            .clockJumped, .diskFailing, .diskSlow, .pumpPowerCut, .pumpPowerCutMidway, .wandRebooted, .pumpOutOfRange,
            .pumpSwapped, .otherProgrammer, .answerSwallowed, .answerLost, .requestLost, .answersSlow:
            false
        }
    }
}

/// How often something was done or seen, by its kind.
package struct FaultCounts: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: FaultKind.allCases.count)

    package init() {}

    package subscript(kind: FaultKind) -> Int {
        get { counts[kind.index] }
        set { counts[kind.index] = newValue }
    }

    package var total: Int { counts.reduce(0, +) }

    package mutating func add(_ other: FaultCounts) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }
}

extension FaultKind {
    /// Its place among all cases.
    var index: Int { FaultKind.indices[self] ?? 0 }
    private static let indices = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
