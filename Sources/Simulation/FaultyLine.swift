/// The ends of the line.
enum Direction: Int, Sendable {
    case toWand, toHost
}

/// A serial line that carries whole frames and does to them what lines do: it loses, doubles, delays, reorders, damages
/// and cuts them, and stalls. What it has done is counted.
struct FaultyLine: Sendable {
    struct Delivery: Sendable {
        var bytes: [UInt8]
        var at: Int64
    }

    private var freeAt: [Int64] = [0, 0]
    /// Nothing arrives before.
    private var stalledUntil: Int64 = 0

    /// What arrives of `frame`, and when.
    mutating func carry(
        _ frame: [UInt8], _ direction: Direction, at now: Int64, _ plan: FaultPlan, _ chance: inout Chance,
        _ counts: inout FaultCounts
    ) -> [Delivery] {
        // 115200 baud, ten bits for a byte
        let duration = Int64(frame.count) * 10 * 1_000 / 115_200 + 1
        let started = max(now, freeAt[direction.rawValue], stalledUntil)
        freeAt[direction.rawValue] = started + duration
        var delivery = Delivery(bytes: frame, at: started + duration + chance.between(0...2))
        freeAt[direction.rawValue] = max(freeAt[direction.rawValue], delivery.at)
        guard plan.isStormy else { return [delivery] }
        func strikes(_ fault: FaultKind) -> Bool {
            guard plan.rate(fault) > 0, chance.happens(perMille: plan.rate(fault)) else { return false }
            counts[fault] += 1
            return true
        }
        if strikes(.frameLost) { return [] }
        if strikes(.frameCorrupted) {
            for _ in 0...chance.below(3) {
                delivery.bytes[chance.below(frame.count)] ^= 1 << UInt8(chance.below(8))
            }
        }
        if strikes(.frameTruncated) {
            let cut = chance.below(frame.count)
            delivery.bytes = Array(chance.below(2) == 0 ? frame[..<cut] : frame[cut...])
        }
        if strikes(.frameReordered) { delivery.at += chance.between(5...60) }
        if strikes(.frameDelayed) { delivery.at += chance.between(50...4_000) }
        guard strikes(.frameDuplicated) else { return [delivery] }
        var second = delivery
        second.at += chance.between(0...2_000)
        return [delivery, second]
    }

    mutating func stall(until time: Int64) { stalledUntil = max(stalledUntil, time) }
    mutating func clear() {
        freeAt = [0, 0]
        stalledUntil = 0
    }
}
