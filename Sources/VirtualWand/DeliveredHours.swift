package import PumpModel

/// What left the reservoir in each of the last hours of the pump's clock, in parts: the running hour and 24 before it.
///
/// Hours begin at the clock's full hours. A pump that is younger has fewer of them.
package struct DeliveredHours: Hashable, Sendable {
    package static let hour: Int64 = 3_600_000

    /// Of the running hour: hours since 1970 by the pump's clock.
    package private(set) var running: Int64
    /// The running hour first, 1 to `PumpReport.deliveredHours`.
    package private(set) var parts: [Int128]

    /// Nothing was delivered yet.
    package init(at clock: Timestamp) {
        running = clock.millisecondsSince1970 / Self.hour
        parts = [0]
    }

    /// - Returns: nil for a number of hours that there can not be.
    package init?(running: Int64, parts: [Int128]) {
        guard (1...PumpReport.deliveredHours).contains(parts.count), parts.allSatisfy(PumpMemory.amounts.contains)
        else { return nil }
        self.running = running
        self.parts = parts
    }

    /// Whether the running hour is that of `clock`.
    func runs(at clock: Timestamp) -> Bool { running == clock.millisecondsSince1970 / Self.hour }

    /// Where the next hour begins that will still be told of at `end`: what lies before it need not be parted.
    package func nextHour(toldOfAt end: Int64) -> Int64 {
        let oldest = end / Self.hour - Int64(PumpReport.deliveredHours - 1)
        return max(running + 1, oldest) * Self.hour
    }

    /// Adds what was delivered in the running hour, up to `clock`, where another hour may begin.
    package mutating func add(_ delivered: Int128, until clock: Int64) {
        parts[0] += delivered
        let begun = clock / Self.hour - running
        guard begun > 0 else { return }
        running += begun
        let fresh = Int(min(begun, Int64(PumpReport.deliveredHours)))
        parts.removeLast(max(0, parts.count + fresh - PumpReport.deliveredHours))
        parts.insert(contentsOf: repeatElement(0, count: fresh), at: 0)
    }

    /// As a report tells it.
    package var doses: [Dose] { parts.map(DeliveryRate.dose(of:)) }
}
