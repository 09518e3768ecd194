package import PumpModel

/// What leaves the reservoir over time, exact to the last part, for any program.
///
/// Amounts are counted in **parts**: one part is a picogram divided by the milliseconds of a day, so that a base rate
/// is a whole number of parts per millisecond and nothing is ever rounded away. One nanoliter at a concentration of
/// `c` mcg/mL holds `c` picograms. Everything is a function of the pump's clock, not a sum of steps: the parts between two
/// moments do not depend on how the time between them is cut.
package struct DeliveryRate: Hashable, Sendable {
    /// Parts in one picogram.
    package static let partsPerPicogram: Int128 = 86_400_000

    private var base = BaseRate.constant(0)
    /// Where a prime or a bridge ends: until then it flows in place of the base.
    private var baseBegins = Int64.min
    private var once: Pulses?
    private var periodic: Pulses?
    private var patient: Pulses?

    /// Nothing flows.
    package static let none = DeliveryRate()

    private init() {}

    /// What `program`, applied at `programmedAt`, delivers.
    /// - Parameters:
    ///   - periodicFrom: from when periodic boluses are counted; from the beginning of the base when nil.
    ///   - patientBolusAt: when the patient's last bolus under this program began.
    package init(
        program: Program, programmedAt: Timestamp, minimumFlow: Flow, concentration: Concentration,
        correction: ClockCorrection = .none, periodicFrom: Timestamp? = nil, patientBolusAt: Timestamp? = nil
    ) {
        let applied = programmedAt.millisecondsSince1970
        base = BaseRate(
            program.base, minimumFlow: minimumFlow, concentration: concentration, correction: correction)
        switch program.once {
        case nil: break
        case .bolus(let bolus): once = Pulses(bolus, at: applied)
        case .prime(let timed), .bridge(let timed):
            let pulse = Pulses(timed, of: concentration, at: applied)
            once = pulse
            baseBegins = pulse.end
        }
        if case .periodicBoluses(let boluses, _) = program.base {
            let from = periodicFrom?.millisecondsSince1970 ?? max(applied, baseBegins)
            let first = from + Int64(boluses.firstAfterMinutes) * 60_000
            periodic = Pulses(boluses.bolus, at: first, interval: Int64(boluses.intervalMinutes) * 60_000)
        }
        if let bolus = program.patientBolus?.bolus, let patientBolusAt {
            patient = Pulses(bolus, at: patientBolusAt.millisecondsSince1970)
        }
    }

    /// Parts delivered between two moments of the pump's clock.
    package func parts(from start: Int64, to end: Int64) -> Int128 {
        base.parts(from: max(start, baseBegins), to: max(end, baseBegins)) + onTop(until: end) - onTop(until: start)
    }

    /// The first moment after `moment` at which another rate begins; nil when none ever does.
    package func change(after moment: Int64) -> Int64? {
        var next = moment < baseBegins ? baseBegins : base.change(after: moment) ?? .max
        next = min(next, once?.change(after: moment) ?? .max, periodic?.change(after: moment) ?? .max)
        next = min(next, patient?.change(after: moment) ?? .max)
        return next == .max ? nil : next
    }

    /// Whether anything but the base flows at `moment`.
    package func isOnTop(at moment: Int64) -> Bool {
        (once?.isRunning(at: moment) ?? false) || (periodic?.isRunning(at: moment) ?? false)
            || (patient?.isRunning(at: moment) ?? false)
    }

    /// Whether anything flows at `moment`.
    package func flows(at moment: Int64) -> Bool {
        isOnTop(at: moment) || (moment >= baseBegins && base.rate(at: moment) > 0)
    }

    /// Whether a prime or a bridge flows in place of the base at `moment`.
    package func replacesBase(at moment: Int64) -> Bool { moment < baseBegins }

    /// What is left at `moment` of what is delivered once, rounded up: zero means that nothing is left.
    package func onceRemaining(at moment: Int64) -> Dose {
        guard let once else { return .zero }
        return Self.dose(of: once.whole - once.parts(until: moment))
    }

    /// Parts as a dose, rounded up to whole nanograms and held within what a dose can be.
    package static func dose(of parts: Int128) -> Dose {
        let perNanogram = 1_000 * partsPerPicogram
        return Dose(checked: Int64(min((parts + perNanogram - 1) / perNanogram, Int128(Dose.range.upperBound))))
    }

    /// What flows at `moment`, rounded up to whole nanoliters per day and held within what a flow can be.
    package func flow(at moment: Int64, concentration: Concentration) -> Flow {
        var picograms = moment < baseBegins ? 0 : base.rate(at: moment)
        var seconds: Int128 = 1
        // one fraction of all: the seconds of three boluses, or of one long volume, stay far within the integers
        for pulse in [once, periodic, patient].compactMap({ $0 }) where pulse.isRunning(at: moment) {
            picograms = picograms * Int128(pulse.seconds) + pulse.picograms * 86_400 * seconds
            seconds *= Int128(pulse.seconds)
        }
        let divisor = Int128(concentration.microgramsPerMilliliter) * seconds
        let nanoliters = (picograms + divisor - 1) / divisor
        return Flow(checked: Int64(min(nanoliters, Int128(Flow.range.upperBound))))
    }

    /// The first millisecond after `start` by which at least `needed` parts have left; nil when that is not before `change`.
    /// - Parameter change: where the rate of `start` ends.
    package func moment(delivering needed: Int128, after start: Int64, before change: Int64?) -> Int64? {
        if needed <= 0 { return start }
        if let change, parts(from: start, to: change) < needed { return nil }
        guard let change, isOnTop(at: start) else {
            let rate = start < baseBegins ? 0 : base.rate(at: start)
            guard rate > 0 else { return nil }
            let milliseconds = (needed + rate - 1) / rate
            return milliseconds < Int128(Timestamp.range.upperBound) ? start + Int64(milliseconds) : nil
        }
        // fractions of parts of several doses: halving finds it in few steps, and only where it is known to lie
        var (early, late) = (start, change)
        while late - early > 1 {
            let middle = early + (late - early) / 2
            if parts(from: start, to: middle) < needed { early = middle } else { late = middle }
        }
        return late
    }

    private func onTop(until moment: Int64) -> Int128 {
        (once?.parts(until: moment) ?? 0) + (periodic?.parts(until: moment) ?? 0) + (patient?.parts(until: moment) ?? 0)
    }
}

extension Pulses {
    init(_ bolus: Bolus, at start: Int64, interval: Int64? = nil) {
        self.init(
            start: start, picograms: Int128(bolus.dose.nanograms) * 1_000, seconds: bolus.duration.milliseconds / 1_000,
            interval: interval)
    }

    init(_ timed: TimedVolume, of concentration: Concentration, at start: Int64) {
        self.init(
            start: start,
            picograms: Int128(timed.volume.nanoliters) * Int128(concentration.microgramsPerMilliliter),
            seconds: timed.duration.milliseconds / 1_000)
    }
}
