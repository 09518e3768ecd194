package import PumpModel

/// What must be so after a step; nothing is expected of what is nil.
///
/// What was read comes from the last interrogation, as people know it; what is true comes from the pump itself.
package struct Expectation: Hashable, Sendable {
    /// Everything that a file may expect, by its key.
    package enum Key: String, Hashable, Sendable, CaseIterable {
        // how the step ended
        case refused, needsOverride, ends, bolus, log
        // by the last interrogation
        case program, total, reservoir, flow, concentration, lowReservoirDate, refillBy, emptyDate, serviceDays
        case patientBoluses, clockAhead
        // by the daemon
        case alarms, raised, sounding
        // what is true
        case pumpAlarms, delivers, trueReservoir, atTip, deliveredTotal
    }

    package struct Item: Hashable, Sendable {
        package var key: Key
        package var line: Int
        package var expected: Expected
    }

    /// In the order of the file.
    package var items: [Item] = []

    func expected(_ key: Key) -> Expected? { items.first { $0.key == key }?.expected }
}

/// An expected value.
package enum Expected: Hashable, Sendable {
    case text(String)
    /// In any order for codes, in this order for alarms and log entries.
    case list([String])
    case amount(ExpectedAmount)
    /// A local day, in days since 1970.
    case day(Int64)
    case never
    case nothing
    case count(Int64)
}

/// A number with its unit: as far as it is written, or within so many per mille of it.
package struct ExpectedAmount: Hashable, Sendable {
    /// In smallest units.
    package var value: Int64
    package var unit: String
    /// Half a step of the last digit that was written, in smallest units.
    package var halfStep: Int64
    /// Nil for as far as it is written.
    package var perMille: Int64?
    /// Over which time, for what is delivered.
    package var over: TimeSpan?
    /// As the file has it.
    package var text: String

    func holds(_ found: Int64) -> Bool {
        let off = abs(found - value)
        guard let perMille else { return off <= halfStep }
        return Int128(off) * 1_000 <= Int128(abs(value)) * Int128(perMille)
    }
}
