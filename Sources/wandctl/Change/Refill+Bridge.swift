import ControlAPI
import Dosing
import PumpModel

/// The bridge of a refill with another concentration: at one rate, that of the old program or a given one.
extension RefillCommand {
    func addBridge(to content: inout ChangeContent, on pump: API.Pump, _ concentration: Int64) throws {
        guard let old = try oldDose(of: pump) else {
            content.explanation += without(content, on: pump, concentration, isPlanned: true)
            return
        }
        guard let line = pump.setUp?.value else {
            throw Failure(
                .refused, "the pump knows nothing of its line, so no bridge can be computed",
                advice: "Set it up first with 'wandctl setup'.")
        }
        var program = content.program ?? pump.program.asOrder
        guard program.mode != .stopped else {
            throw Failure(
                .usage, "the pump is stopped: there is nothing for the bridge to lead to",
                advice: "Give the daily dose with --dose, or leave --bridge-dose out.")
        }
        let bridge: BridgeCalculation
        do throws(CalculationError) {
            bridge = try BridgeCalculation(
                line: line, dose: old,
                oldConcentration: Concentration(checked: pump.concentrationMicrogramsPerMilliliter),
                newConcentration: Concentration(checked: concentration),
                newDose: dose.flatMap { try? DailyDose(decimalText: $0) })
        } catch {
            throw Failure(.refused, "no bridge can be computed: \(error)", advice: "Check the pump's set-up.")
        }
        // what the line brings without a bridge depends on the new program, which the calculation does not know whole
        content.explanation += bridge.lines(titled: "Bridge").filter { !$0.contains("without the bridge") }
        content.explanation += without(content, on: pump, concentration).map { "  " + $0 }
        content.explanation.append(Self.comparison(of: bridge.bridgeFlow, old, on: pump))
        program.once = API.Once(
            kind: .bridge, volumeMilliliters: bridge.bridge.volume.decimalText,
            durationSeconds: bridge.bridge.duration.milliseconds / 1_000)
        content.program = program
    }

    /// The one rate at which the old drug is brought on; nil where none flows.
    /// - Throws: `Failure` where the old program has several, and none was chosen: a bridge at the greatest of them could
    ///   bring a multiple of what runs now.
    private func oldDose(of pump: API.Pump) throws -> DailyDose? {
        let given = try bridgeDose.map { try OrderText.amount(DailyDose.self, $0) }
        switch pump.program.mode {
        case .stopped, .minimumRate: return given
        case .simpleContinuous:
            let old = pump.program.doseNanogramsPerDay.flatMap { try? DailyDose(raw: $0) }
            guard given == nil || given == old else {
                throw Failure(
                    .usage, "the pump has one rate, and the bridge goes on at it",
                    advice: "Leave --bridge-dose out.")
            }
            return old
        case .flex, .periodicBoluses:
            guard let given else {
                throw Failure(
                    .usage, "the pump's program has several rates, and a bridge has one: none can be computed",
                    advice:
                        "Give the rate of the bridge in mcg/day with --bridge-dose, not above what the patient needs "
                        + "for as long as it lasts, or --no-bridge. Flows now: \(Self.hourly(flowOf: pump)).")
            }
            return given
        }
    }

    /// What the new program brings of the old drug without a bridge, with its arithmetic.
    func without(
        _ content: ChangeContent, on pump: API.Pump, _ concentration: Int64, isPlanned: Bool = false
    ) -> [String] {
        WithoutBridge(
            content.program ?? pump.program.asOrder, oldConcentration: pump.concentrationMicrogramsPerMilliliter,
            newConcentration: concentration, line: pump.setUp?.value?.lineVolume
        )?.lines(isPlanned: isPlanned) ?? []
    }

    /// The bridge beside what runs now.
    private static func comparison(of flow: Flow, _ dose: DailyDose, on pump: API.Pump) -> String {
        let hour = (try? HourlyDose(raw: (dose.nanogramsPerDay + 23) / 24))?.description ?? "more than any rate"
        let isFaster = flow.nanolitersPerDay > pump.actualFlowNanolitersPerDay
        return "  the bridge flows at Qb = \(flow), \(hour); flows now: \(hourly(flowOf: pump))"
            + (isFaster ? ": the bridge is FASTER than that" : "")
    }

    /// "0.1 mL/day, 4.2 mcg/h", rounded to the nearest nanogram.
    private static func hourly(flowOf pump: API.Pump) -> String {
        let perDay = pump.actualFlowNanolitersPerDay * pump.concentrationMicrogramsPerMilliliter
        let hour = (try? HourlyDose(raw: (perDay + 12_000) / 24_000))?.description ?? "more than any rate"
        return "\(Amounts.flow(pump.actualFlowNanolitersPerDay)), \(hour)"
    }
}
