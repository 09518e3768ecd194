/// A serial line with its faults: bytes enter at one end at one time and leave at the other at another.
///
/// What enters is cut behind the delimiter of each frame, so that faults strike frames however writes were cut. Bytes
/// behind the last delimiter wait for the next one, at most `pieceLimit` of them.
package struct VirtualLine: Sendable {
    /// More than the largest frame.
    static let pieceLimit = 8_192
    /// Pieces on the line at once; what enters beyond is lost, as on a line that nobody reads.
    static let transitLimit = 1_024

    private struct Transit {
        var direction: LineDirection
        var delivery: LineFaults.Delivery
    }

    private var faults: [LineDirection: LineFaults]
    private var unfinished: [LineDirection: [UInt8]] = [:]
    /// By time of delivery, then by order of entry.
    private var transits: [Transit] = []

    package init(hostToWand: LineFaults, wandToHost: LineFaults) {
        faults = [.hostToWand: hostToWand, .wandToHost: wandToHost]
    }

    /// When the next piece leaves, in milliseconds; nil when the line is empty.
    package var nextDeadline: Int64? { transits.first?.delivery.notBefore }

    /// Changes what one direction does.
    package mutating func change(_ direction: LineDirection, _ change: (inout LineFaults) -> Void) {
        if var changed = faults[direction] {
            change(&changed)
            faults[direction] = changed
        }
    }

    /// Bytes enter the line.
    package mutating func enter(_ bytes: [UInt8], _ direction: LineDirection, at now: Int64) {
        var piece = unfinished[direction] ?? []
        for byte in bytes {
            // a delimiter with nothing before it opens a frame, further ones add nothing, one with something closes it
            if byte == 0, piece == [0] { continue }
            piece.append(byte)
            let closes = byte == 0 && piece.count > 1
            if closes || piece.count >= Self.pieceLimit {
                carry(piece, direction, at: now)
                piece.removeAll(keepingCapacity: true)
            }
        }
        unfinished[direction] = piece
    }

    /// What has arrived by `now`, in order.
    package mutating func due(at now: Int64) -> [(direction: LineDirection, bytes: [UInt8])] {
        let count = transits.firstIndex { $0.delivery.notBefore > now } ?? transits.count
        defer { transits.removeFirst(count) }
        return transits.prefix(count).map { ($0.direction, $0.delivery.bytes) }
    }

    private mutating func carry(_ piece: [UInt8], _ direction: LineDirection, at now: Int64) {
        var carried: [LineFaults.Delivery] = []
        change(direction) { carried = $0.carry(piece, at: now) }
        for delivery in carried where transits.count < Self.transitLimit {
            let place = transits.lastIndex { $0.delivery.notBefore <= delivery.notBefore }.map { $0 + 1 } ?? 0
            transits.insert(Transit(direction: direction, delivery: delivery), at: place)
        }
    }
}
