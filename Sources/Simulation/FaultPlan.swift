/// Which faults a seed knows, and how hard they strike: a swarm of different runs finds more than many alike.
///
/// Faults come in phases, calm and stormy ones in turn; one seed in eight has none at all, one in eight has all.
struct FaultPlan: Sendable {
    private(set) var enabled: [FaultKind] = []
    /// Enabled ones that strike now and then.
    private(set) var events: [FaultKind] = []
    /// Of a thousand frames, by the fault's place among all.
    private var framesPerMille = [Int](repeating: 0, count: FaultKind.allCases.count)
    /// Milliseconds between two events of a stormy phase, at most.
    private(set) var pauseMilliseconds: Int64 = 5_000
    private(set) var isStormy = false
    private(set) var isOver = false

    init(seed: UInt64) {
        var chance = Chance(seed: seed, concern: .swarm)
        let kind = chance.below(8)
        let share = kind == 0 ? 0 : kind == 1 ? 1_000 : 150 + chance.below(500)
        for fault in FaultKind.allCases where chance.happens(perMille: share) {
            enabled.append(fault)
            if fault.isOfFrames {
                framesPerMille[fault.index] = chance.pick([5, 20, 50, 100, 250])
            } else {
                events.append(fault)
            }
        }
        pauseMilliseconds = chance.pick([700, 2_000, 5_000, 15_000])
    }

    mutating func turn() { isStormy.toggle() }

    /// From here on nothing goes wrong any more.
    mutating func end() {
        isOver = true
        isStormy = false
    }

    /// Of a thousand frames, how many this fault strikes now.
    func rate(_ fault: FaultKind) -> Int { isStormy ? framesPerMille[fault.index] : 0 }
}
