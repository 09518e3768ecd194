internal import PumpModel

/// Boluses, and what any 24 h bring.
extension Assessment {
    var bolusSize: RuleFinding {
        guard let largest = change.program.boluses.map(\.dose).max() else { return .notApplicable(.bolusSize, noBolus) }
        guard let boluses else { return .notApplicable(.bolusSize, noBounds) }
        let doses = Set(change.program.boluses.map(\.dose)).sorted()
        let hard = doses.filter { $0 > boluses.largest }
        let soft = doses.filter { $0 > boluses.usual && $0 <= boluses.largest }
        return .of(
            .bolusSize, hard: hard.map { .bolusTooLarge($0, largest: boluses.largest) },
            soft: soft.map { .bolusUnusual($0, usual: boluses.usual) },
            met: "a bolus of \(largest) is not above the usual \(boluses.usual)")
    }

    var peakHour: RuleFinding {
        guard case .flex(let schedule) = change.program.base else {
            return .notApplicable(.peakHour, "no schedule by the time of day")
        }
        guard let boluses else { return .notApplicable(.peakHour, noBounds) }
        let peak = schedule.peakHour
        let isHard = peak.excess > boluses.largest
        return .of(
            .peakHour, hard: isHard ? [.peakHourTooLarge(peak, largest: boluses.largest)] : [],
            soft: !isHard && peak.excess > boluses.usual ? [.peakHourUnusual(peak, usual: boluses.usual)] : [],
            met: "no hour brings more than \(peak.excess) above its day's mean, not above a usual bolus of "
                + "\(boluses.usual)")
    }

    var bolusInterval: RuleFinding {
        guard !change.program.boluses.isEmpty else { return .notApplicable(.bolusInterval, noBolus) }
        guard let interval = boluses?.interval else { return .notApplicable(.bolusInterval, noBounds) }
        var hard: [HardLimit] = []
        if case .bolus = change.program.once, let last = sinceLastBolus, last < interval {
            hard.append(.bolusTooSoon(elapsed: last, interval: interval))
        }
        var apart: [Int] = []
        if case .periodicBoluses(let boluses, _) = change.program.base { apart.append(boluses.intervalMinutes) }
        if let patient = change.program.patientBolus { apart.append(patient.lockoutMinutes) }
        hard += apart.map { TimeSpan(checked: Int64($0) * 60_000) }.filter { $0 < interval }
            .map { .bolusesTooClose(apart: $0, interval: interval) }
        return .of(
            .bolusInterval, hard: hard, met: "boluses are at least \(SpanText.text(interval)) apart")
    }

    /// Since the last single bolus began, as far as anyone knows.
    private var sinceLastBolus: TimeSpan? {
        let isInProgram = if case .bolus = report.program.once { true } else { false }
        let byPump = isInProgram || !history.isComplete ? sinceProgrammed : nil
        return [history.lastBolusAt.map(elapsed), byPump].compactMap { $0 }.min()
    }

    var largest24Hours: RuleFinding {
        guard let boluses else { return .notApplicable(.largest24Hours, noBounds) }
        let worst = worst24Hours(of: change.program, minimumRateDose: minimumRateDose)
        let maximum = boluses.largest24Hours
        let total = Dose(checked: min(worst, Dose.range.upperBound))
        guard worst > maximum.nanograms else {
            return .met(.largest24Hours, "no 24 h bring more than \(total), not above \(maximum)")
        }
        // what was delivered can not be taken back: refusing less than what goes on would help nobody
        let present = worst24Hours(of: report.program.afterwards, minimumRateDose: report.minimumRateDose)
        guard worst > present else {
            return .met(
                .largest24Hours, "up to \(total) in 24 h is above \(maximum), and no more than without this change")
        }
        return .of(.largest24Hours, hard: [.above24HourMaximum(total: total, maximum: maximum)], met: "")
    }

    /// The most in any 24 h that end within the coming 24 h, in nanograms: what left the reservoir before, and what `program`
    /// brings from now on. An hour of which only a part falls into the 24 h counts in full.
    func worst24Hours(of program: Program, minimumRateDose: DailyDose) -> Int64 {
        let (day, hour) = (TimeSpan.day.milliseconds, Int64(3_600_000))
        let running = report.clock.millisecondsSince1970 % hour
        let coming = GreatestDelivery(
            of: program, minimumRateDose: minimumRateDose, oldConcentration: report.concentration)
        var past: Int64 = 0
        var worst = coming.within(day)
        for (age, dose) in report.deliveredByHour.prefix(PumpReport.deliveredHours).enumerated() {
            past += dose.nanograms
            // as long as the 24 h still begin within this hour, the coming part is at its longest at the hour's end
            let ahead = age == 0 ? day : day - running - Int64(age - 1) * hour
            if ahead >= 0 { worst = max(worst, past + coming.within(ahead)) }
        }
        return worst
    }

    var bolusRunning: RuleFinding {
        // a prime or a bridge that runs is `lineRunning`'s to tell
        let isOfLine =
            switch report.program.once {
            case .prime, .bridge: true
            case .bolus, nil: false
            }
        return .of(
            .bolusRunning,
            hard: report.bolusRemaining > .zero && !isOfLine
                ? [.bolusRunning(remaining: report.bolusRemaining)] : [], met: "no bolus is running")
    }

    private var noBolus: String { "no bolus in the program" }
}
