import PumpModel
import Testing
import WandProtocol

@testable import WandLink

/// The link against a tiny wand of our own over a line that loses, repeats and reorders: in order and once, or lost.
@Suite struct LossyLineTests {
    /// Numbers from a seed (a 64-bit xorshift with multiplication).
    struct Dice {
        var state: UInt64
        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
        mutating func roll(_ sides: UInt64) -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return (state &* 0x2545_F491_4F6C_DD1D) >> 33 % sides
        }
    }

    /// A wand: welcomes, delivers in order, acknowledges, and sends numbered messages with a window of two.
    struct ReferenceWand {
        var epoch: UInt64 = 0
        var pending: (epoch: UInt64, hostNonce: Nonce)?
        var expected: UInt16 = 0
        var sent: UInt16 = 0
        /// Per session: what the host said, in the order in which it was delivered.
        var heard: [UInt64: [UInt32]] = [:]
        var nextEpoch: UInt64 = 0x100

        /// The messages in flight to the host, said again until they are acknowledged.
        var messages: [Frame] {
            [sent, sent &+ 1].map { Wand.data($0, bytes(UInt32($0)), acknowledge: expected, epoch: epoch) }
        }

        mutating func receive(_ frame: Frame) -> [Frame] {
            switch frame.header.kind {
            case .hello:
                guard let hello = try? Hello(decoding: frame.body) else { return [] }
                if pending?.hostNonce != hello.nonce {
                    pending = (nextEpoch, hello.nonce)
                    nextEpoch += 1
                }
                return [Wand.welcome(hello.nonce, epoch: pending?.epoch ?? 0, window: 4)]
            case .ready:
                if let pending, frame.header.epoch == pending.epoch, epoch != pending.epoch {
                    (epoch, expected, sent) = (pending.epoch, 0, 0)
                }
                return frame.header.epoch == epoch ? [Wand.acknowledge(expected, epoch: epoch)] : []
            case .data, .acknowledge, .ping:
                guard frame.header.epoch == epoch else { return [] }
                if (1...2).contains(frame.header.acknowledge &- sent) { sent = frame.header.acknowledge }
                guard frame.header.kind != .acknowledge else { return [] }
                if frame.header.kind == .data, frame.header.sequence == expected {
                    expected &+= 1
                    heard[epoch, default: []].append(number(frame.body))
                }
                return [Wand.acknowledge(expected, epoch: epoch)]
            case .urgent, .welcome, .reset: return []
            }
        }
    }

    static func bytes(_ number: UInt32) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) } }
    static func number(_ body: ArraySlice<UInt8>) -> UInt32 {
        body.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Frames under way, each with the time of its arrival.
    struct Line {
        var underWay: [(at: Int64, frame: Frame)] = []
        var percentLost: UInt64
        var percentTwice: UInt64
        var jitter: UInt64

        mutating func put(_ frame: Frame, _ now: Int64, _ dice: inout Dice) {
            let copies = dice.roll(100) < percentTwice ? 2 : 1
            for _ in 0..<copies where dice.roll(100) >= percentLost {
                underWay.append((now + 3 + Int64(dice.roll(jitter)), frame))
            }
        }

        mutating func arrived(_ now: Int64) -> [Frame] {
            let due = underWay.filter { $0.at <= now }.sorted { $0.at < $1.at }
            underWay.removeAll { $0.at <= now }
            return due.map(\.frame)
        }
    }

    @Test(arguments: [(0, 0, 1), (5, 5, 10), (20, 20, 40), (40, 10, 200)] as [(UInt64, UInt64, UInt64)], 1...25)
    func deliveredOnceInOrderOrLost(_ line: (UInt64, UInt64, UInt64), _ seed: Int) {
        var dice = Dice(UInt64(seed))
        var bench = LinkBench()
        var wand = ReferenceWand()
        var toWand = Line(percentLost: line.0, percentTwice: line.1, jitter: line.2)
        var toHost = toWand
        /// What was taken for sending and what was delivered, per session in order.
        var sent: [UInt64: [UInt32]] = [:]
        var delivered: [UInt64: [UInt32]] = [:]
        var epoch: UInt64 = 0
        var next: UInt32 = 0
        var sessionsLost = 0
        var lateDeadlines = 0

        func carry(_ actions: [LinkAction]) {
            for action in actions {
                switch action {
                case .transmit(let frame): toWand.put(frame, bench.now, &dice)
                case .opened(let session): epoch = session.epoch
                case .deliver(let body): delivered[epoch, default: []].append(Self.number(body))
                case .lost: sessionsLost += 1
                case .refused, .incompatible: break
                }
            }
        }

        carry(bench.handle(.portOpened))
        for step in 0..<6_000 {
            bench.now += 5
            for frame in toWand.arrived(bench.now) {
                for answer in wand.receive(frame) { toHost.put(answer, bench.now, &dice) }
            }
            if wand.epoch != 0, step % 40 == 0 {
                for message in wand.messages { toHost.put(message, bench.now, &dice) }
            }
            for frame in toHost.arrived(bench.now) { carry(bench.receive(frame)) }
            if step % 15 == 0, bench.link.session != nil {
                let actions = bench.handle(.send(Self.bytes(next)))
                if !actions.contains(where: { if case .refused = $0 { true } else { false } }) {
                    sent[epoch, default: []].append(next)
                    next += 1
                }
                carry(actions)
            }
            if let due = bench.link.nextDeadline, due <= bench.now {
                carry(bench.handle(.tick))
                if let after = bench.link.nextDeadline, after <= bench.now { lateDeadlines += 1 }
            }
        }
        #expect(lateDeadlines == 0)
        for (epoch, heard) in wand.heard {
            #expect(heard == Array(sent[epoch, default: []].prefix(heard.count)), "seed \(seed), session \(epoch)")
        }
        for (epoch, numbers) in delivered {
            #expect(numbers == numbers.indices.map { UInt32($0) }, "seed \(seed), session \(epoch)")
        }
        let heardInAll = wand.heard.values.reduce(0) { $0 + $1.count }
        #expect(heardInAll > 0)
        // on a line without faults nothing may be lost at all
        if line.0 == 0 { #expect(sessionsLost == 0 && heardInAll >= Int(next) - 40 && heardInAll > 300) }
    }
}
