internal import Dosing
internal import PumpModel

/// A change as it is submitted, and how it was computed.
struct ComputedChange: Hashable, Sendable {
    var change: PumpChange
    /// Lines of arithmetic for people.
    var steps: [String] = []
}

extension ChangeOrder {
    /// The whole change, on the pump as it was read.
    func computed(on report: PumpReport, at now: Timestamp, _ site: Site, card: RegistrationCard.Policy)
        throws(StoryProblem) -> ComputedChange
    {
        let present = report.program
        switch self {
        case .setUp(let order):
            let setUp = try order.setUp(
                model: report.identity.model, calibrationConstant: report.identity.calibrationConstant, site)
            return ComputedChange(change: PumpChange(program: present.afterwards, setUp: setUp))
        case .prime(let flow, let tubingIsPrimed, let base):
            return try Self.prime(flow, tubingIsPrimed, base, report)
        case .dose(let dose): return try Self.program(.simpleContinuous(dose), nil, present.patientBolus)
        case .minimumRate: return ComputedChange(change: PumpChange(program: .minimumRate))
        case .flex(let schedule): return try Self.program(.flex(schedule), nil, present.patientBolus)
        case .bolus(let bolus): return try Self.program(present.base, .bolus(bolus), present.patientBolus)
        case .periodic(let boluses, let base):
            let dose = base ?? (try? present.baseDose(minimumRateDose: report.minimumRateDose)) ?? .zero
            return try Self.program(.periodicBoluses(boluses, dose), nil, present.patientBolus)
        case .patientBolus(let bolus): return try Self.program(present.base, nil, bolus)
        case .clock(let correction):
            return ComputedChange(change: PumpChange(program: present.afterwards, clock: correction))
        case .refill(let order): return try Self.refill(order, report, now, card)
        }
    }

    private static func program(
        _ base: BaseProgram, _ once: OneTimeDelivery?, _ patient: PatientBolus?
    ) throws(StoryProblem) -> ComputedChange {
        guard let program = Program(base: base, once: once, patientBolus: patient) else {
            throw StoryProblem("a stopped pump delivers nothing on top")
        }
        return ComputedChange(change: PumpChange(program: program))
    }

    private static func prime(
        _ flow: Flow, _ tubingIsPrimed: Bool, _ base: BaseProgram, _ report: PumpReport
    ) throws(StoryProblem) -> ComputedChange {
        guard let line = report.setUp else { throw StoryProblem("the pump knows no line to prime: set it up first") }
        let computed: PrimeCalculation
        do throws(CalculationError) {
            computed = try PrimeCalculation(line: line, tubingIsPrimed: tubingIsPrimed, flow: flow)
        } catch {
            throw StoryProblem("no prime: \(error)")
        }
        var found = try program(base, computed.delivery, report.program.patientBolus)
        found.steps = computed.steps
        return found
    }

    private static func refill(
        _ order: RefillOrder, _ report: PumpReport, _ now: Timestamp, _ card: RegistrationCard.Policy
    ) throws(StoryProblem) -> ComputedChange {
        let base = order.dose.map { BaseProgram.simpleContinuous($0) } ?? report.program.base
        var bridge: BridgeCalculation?
        if order.isBridged {
            guard let line = report.setUp,
                let base = try? report.program.baseDose(minimumRateDose: report.minimumRateDose)
            else { throw StoryProblem("nothing to bridge: the pump knows no line or no dose") }
            // a bridge flows at one rate: of several at the lowest, so that nobody gets too much
            let lowest = report.program.lowestRate(minimumRateDose: report.minimumRateDose)
            let dose = report.program.hasOneRate ? base : lowest
            bridge = try? BridgeCalculation(
                line: line, dose: dose, oldConcentration: report.concentration, newConcentration: order.concentration,
                newDose: order.dose)
            guard bridge != nil else { throw StoryProblem("no bridge can be computed") }
        }
        var found = try program(base, bridge?.delivery, report.program.patientBolus)
        found.change.refill = Refill(
            withdrawn: order.withdrawn ?? report.reservoir, filled: order.filled, drug: report.drug,
            concentration: order.concentration)
        let refill = try? RefillCalculation(found.change, on: report, at: now, policy: card)
        found.steps = (bridge?.steps ?? []) + (refill?.steps ?? [])
        return found
    }
}
