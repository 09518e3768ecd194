/// The card that the family carries: what the pump is, what it gives, and by when it must be refilled.
///
/// The dates follow `lowReservoirDate = t0 + (V - Vlow) / Qworst` with `Qworst = Q * (1 + e)` and
/// every bolus that the patient is allotted: never later than true, and none after the end of the pump's service.
public struct RegistrationCard: Hashable, Sendable {
    public var identity: PumpIdentity
    public var drug: Drug
    public var concentration: Concentration
    public var program: Program
    /// What the patient receives over the next 24 h.
    public var total24Hours: DailyDose
    /// When the pump was read; all dates count from here.
    public var interrogatedAt: Timestamp
    public var reservoir: Volume
    /// What the dates count with: the base at its worst error and every allotted bolus, rounded up.
    public var worstFlow: Flow
    /// When the low reservoir alarm is expected, or the end of service before it; nil when nothing flows.
    public var lowReservoirDate: Timestamp?
    /// `lowReservoirDate` less the margin: the day the refill is due.
    public var refillBy: Timestamp?
    /// The service ends before the reservoir is low: a refill is not what these dates ask for.
    public var endsWithService: Bool
    /// When the deliverable drug ends (the residual volume is never delivered), or the service.
    public var emptyDate: Timestamp?

    /// How pessimistic the dates are.
    public struct Policy: Hashable, Sendable {
        /// How much faster than programmed the pump may flow, in parts per thousand; at least 25.
        public var flowErrorPerMille: Int64
        /// Days between the refill date and the low reservoir date; 3 to 5 by custom.
        public var marginDays: Int64

        /// The range of `flowErrorPerMille` that a policy may have.
        public static let flowErrorPerMilleRange: ClosedRange<Int64> = 25...200
        /// The range of `marginDays` that a policy may have.
        public static let marginDaysRange: ClosedRange<Int64> = 0...30

        public init(flowErrorPerMille: Int64 = 25, marginDays: Int64 = 3) {
            self.flowErrorPerMille = flowErrorPerMille
            self.marginDays = marginDays
        }
    }

    /// - Throws: `QuantityError` when base and bolus together exceed what a daily dose can be.
    public init(report: PumpReport, readAt: Timestamp, policy: Policy) throws(QuantityError) {
        identity = report.identity
        drug = report.drug
        concentration = report.concentration
        program = report.runningProgram
        total24Hours = try report.runningProgram.total24Hours(minimumRateDose: report.minimumRateDose)
        interrogatedAt = readAt
        reservoir = report.reservoir
        let base = try report.program.baseDose(minimumRateDose: report.minimumRateDose)
        // what is left of a one-time delivery leaves the reservoir soon: its volume, rounded up, is taken off at once
        let bolusNanoliters =
            (report.bolusRemaining.nanograms * 1_000 + report.concentration.microgramsPerMilliliter - 1)
            / report.concentration.microgramsPerMilliliter
        let bolusVolume = Volume(checked: min(bolusNanoliters, Volume.range.upperBound))
        let scaled =
            Int128(base.nanogramsPerDay) * Int128(1_000 + policy.flowErrorPerMille)
            + Int128(report.program.allottedPerDay.nanograms) * 1_000
        let divisor = Int128(report.concentration.microgramsPerMilliliter)
        worstFlow = Flow(checked: Int64(min((scaled + divisor - 1) / divisor, Int128(Flow.range.upperBound))))
        let endOfService = Self.endOfService(serviceDaysRemaining: report.serviceDaysRemaining, readAt: readAt)
        func date(downTo level: Volume) -> Timestamp? {
            let available = report.reservoir.subtractingToZero(level).subtractingToZero(bolusVolume)
            return FlowArithmetic.timeToDeliver(
                available, of: base, andBoluses: report.program.allottedPerDay, at: report.concentration,
                worseByPerMille: policy.flowErrorPerMille
            ).map { min(readAt.advanced(byMilliseconds: $0.milliseconds), endOfService) }
        }
        lowReservoirDate = date(downTo: report.lowReservoirVolume)
        endsWithService = lowReservoirDate == endOfService
        refillBy = lowReservoirDate.map {
            $0.advanced(byMilliseconds: -policy.marginDays * TimeSpan.day.milliseconds)
        }
        emptyDate = date(downTo: report.residualVolume)
    }

    /// Days from the elective replacement indicator to the end of service, when the pump stops.
    public static let serviceReserveDays: Int64 = 90

    /// When the pump stops for good at the latest.
    public static func endOfService(serviceDaysRemaining: UInt16, readAt: Timestamp) -> Timestamp {
        readAt.advanced(
            byMilliseconds: (Int64(serviceDaysRemaining) + serviceReserveDays) * TimeSpan.day.milliseconds)
    }
}
