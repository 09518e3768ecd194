/// A UTC instant with millisecond resolution: what is shown, journalled and sent. Never used for timeouts.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
    public let millisecondsSince1970: Int64

    /// The instants that have a meaning here: 1970 to the end of 9999.
    public static let range: ClosedRange<Int64> = 0...253_402_300_799_999

    /// - Throws: `QuantityError.outOfRange` outside 1970...9999.
    public init(millisecondsSince1970 value: Int64) throws(QuantityError) {
        guard Self.range.contains(value) else {
            throw .outOfRange(quantity: "timestamp", value: value, allowed: Self.range, unit: "ms since 1970")
        }
        millisecondsSince1970 = value
    }

    /// The instant nearest to `value` that has a meaning: for clocks, which may not fail.
    public init(clamping value: Int64) {
        millisecondsSince1970 = min(max(value, Self.range.lowerBound), Self.range.upperBound)
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.millisecondsSince1970 < right.millisecondsSince1970
    }

    /// The instant `milliseconds` later (or earlier), held within the range.
    public func advanced(byMilliseconds milliseconds: Int64) -> Timestamp {
        let (sum, overflow) = millisecondsSince1970.addingReportingOverflow(milliseconds)
        return Timestamp(clamping: overflow ? (milliseconds < 0 ? 0 : .max) : sum)
    }

    /// Milliseconds from `earlier` to this instant; negative when this one is earlier.
    public func milliseconds(since earlier: Timestamp) -> Int64 {
        millisecondsSince1970 - earlier.millisecondsSince1970
    }
}

/// One reading of both clocks: timeouts run on `uptimeMilliseconds`, which never jumps; people read `utc`, which may.
public struct Moment: Hashable, Codable, Sendable {
    /// Monotonic milliseconds from an arbitrary start.
    public var uptimeMilliseconds: Int64
    /// The wall clock.
    public var utc: Timestamp

    public init(uptimeMilliseconds: Int64, utc: Timestamp) {
        self.uptimeMilliseconds = uptimeMilliseconds
        self.utc = utc
    }
}
