internal import VirtualWand

/// What numbers are drawn for: each concern draws from a generator of its own, so that one more draw for one of them
/// leaves all others as they were.
enum Concern: UInt64, CaseIterable, Sendable {
    case swarm = 1
    case line, journal, clients, faults, kills, identifiers, nonces, wand, clocks
}

/// Numbers for one concern of one run, from its seed.
struct Chance: Sendable {
    private var random: SplitMix64

    init(seed: UInt64, concern: Concern) {
        var mixer = SplitMix64(seed: seed)
        random = SplitMix64(seed: mixer.next() ^ (concern.rawValue &* 0xD6E8_FEB8_6659_FD93))
    }

    mutating func next() -> UInt64 { random.next() }

    /// 0 to `bound` - 1.
    mutating func below(_ bound: Int) -> Int { Int(random.next() % UInt64(max(bound, 1))) }

    mutating func between(_ range: ClosedRange<Int64>) -> Int64 {
        range.lowerBound + Int64(random.next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    mutating func happens(perMille: Int) -> Bool { below(1_000) < perMille }

    mutating func pick<Element>(_ all: [Element]) -> Element { all[below(all.count)] }
}

/// The generators of one run.
struct Chances: Sendable {
    var line, journal, clients, faults, kills, identifiers, nonces, wand, clocks: Chance

    init(seed: UInt64) {
        line = Chance(seed: seed, concern: .line)
        journal = Chance(seed: seed, concern: .journal)
        clients = Chance(seed: seed, concern: .clients)
        faults = Chance(seed: seed, concern: .faults)
        kills = Chance(seed: seed, concern: .kills)
        identifiers = Chance(seed: seed, concern: .identifiers)
        nonces = Chance(seed: seed, concern: .nonces)
        wand = Chance(seed: seed, concern: .wand)
        clocks = Chance(seed: seed, concern: .clocks)
    }
}
