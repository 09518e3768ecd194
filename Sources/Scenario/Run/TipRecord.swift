internal import PumpModel
internal import VirtualWand

/// What had left the line at its tip, and what had come into it, hour by hour: for how much the patient received over any
/// time.
struct TipRecord: Sendable {
    private static let hour: Int64 = 3_600_000
    /// Hours that are kept: over a month.
    private static let limit = 32 * 24

    struct Sample: Hashable, Sendable {
        var at: Int64
        /// In thousandths of a part of `DeliveryRate`, since the story began.
        var delivered: Int128
        var entered: Int128
    }

    private(set) var samples: [Sample] = []
    /// When the next sample is due, in milliseconds of the story.
    private(set) var dueAt: Int64

    /// - Parameter isKept: whether anybody will ask.
    init(isKept: Bool) { dueAt = isKept ? 0 : .max }

    mutating func take(_ memory: PumpMemory, at now: Int64) {
        guard let line = memory.physics.line else { return dueAt = .max }
        samples.append(Sample(at: now, delivered: line.delivered, entered: line.entered))
        if samples.count > Self.limit { samples.removeFirst(Self.limit / 2) }
        dueAt = (now / Self.hour + 1) * Self.hour
    }

    /// What left at the tip in the last `span`, as a daily dose; nil where the story is younger.
    func dose(over span: TimeSpan, _ memory: PumpMemory, at now: Int64) -> DailyDose? {
        let from = now - span.milliseconds
        guard span > .zero, let line = memory.physics.line, let late = samples.lastIndex(where: { $0.at <= from })
        else { return nil }
        var past = samples[late].delivered
        if samples[late].at < from, late + 1 < samples.count {
            let (early, next) = (samples[late], samples[late + 1])
            past += (next.delivered - early.delivered) * Int128(from - early.at) / Int128(next.at - early.at)
        }
        let perDay = (line.delivered - past) * Int128(TimeSpan.day.milliseconds) / Int128(span.milliseconds)
        return DailyDose(checked: Int64(min(perDay / Self.perNanogram, Int128(DailyDose.range.upperBound))))
    }

    /// All that came into the line since the story began.
    func total(_ memory: PumpMemory) -> Dose {
        let entered = memory.physics.line?.entered ?? 0
        return Dose(checked: Int64(min(entered / Self.perNanogram, Int128(Dose.range.upperBound))))
    }

    /// Thousandths of a part in a nanogram.
    private static let perNanogram = DeliveryRate.partsPerPicogram * 1_000 * 1_000
}
