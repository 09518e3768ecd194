package import PumpModel

/// Fills the line after an implantation: `V = tubing + length * volume per cm`, at a given flow.
///
/// Only the catheter counts where the pump's tubing was primed before. The time is rounded up to whole seconds: the flow
/// is never above the one asked for.
package struct PrimeCalculation: Calculation {
    package let inputs: [CalculationInput]
    package let steps: [String]
    package let prime: TimedVolume

    /// The one-time delivery of a program.
    package var delivery: OneTimeDelivery { .prime(prime) }

    /// From the pump's model and the kind of catheter.
    package init(
        pump: PumpProfile, catheter: CatheterProfile, length: Length, tubingIsPrimed: Bool = false, flow: Flow
    ) throws(CalculationError) {
        guard let volume = try? catheter.volume(of: length) else {
            throw .tooLarge("a catheter of \(length) holds more than any line: check its length")
        }
        try self.init(
            tubing: pump.tubingVolume, tubingIsPrimed: tubingIsPrimed, catheter: volume,
            catheterInputs: [
                CalculationInput("catheter", catheter.name), CalculationInput("catheter length", length),
                CalculationInput("volume per length", catheter.volumePerLength),
            ],
            catheterStep: ["catheter = \(length) * \(catheter.volumePerLength) = \(volume)"], flow: flow)
    }

    /// From what the pump knows about its line.
    package init(line: PumpSetUp, tubingIsPrimed: Bool = false, flow: Flow) throws(CalculationError) {
        try self.init(
            tubing: line.tubingVolume, tubingIsPrimed: tubingIsPrimed, catheter: line.catheterVolume,
            catheterInputs: [CalculationInput("catheter volume", line.catheterVolume)], catheterStep: [], flow: flow)
    }

    private init(
        tubing: Volume, tubingIsPrimed: Bool, catheter: Volume, catheterInputs: [CalculationInput],
        catheterStep: [String], flow: Flow
    ) throws(CalculationError) {
        let counted = tubingIsPrimed ? Volume.zero : tubing
        guard let volume = try? counted.adding(catheter) else {
            throw .tooLarge("tubing and catheter together hold more than any line: check their volumes")
        }
        guard volume > .zero else { throw .emptyLine }
        guard flow > .zero else { throw .noFlow }
        let seconds = dividedUp(Int128(volume.nanoliters) * 86_400, by: Int128(flow.nanolitersPerDay))
        prime = try TimedVolume(volume, seconds: seconds)
        inputs =
            [CalculationInput("tubing volume", tubingIsPrimed ? "\(tubing), primed before" : tubing.description)]
            + catheterInputs + [CalculationInput("flow", flow)]
        steps =
            catheterStep + [
                "V = \(counted) + \(catheter) = \(volume)",
                "t = \(volume) / \(flow) = \(SpanText.text(prime.duration)), rounded up to whole seconds",
            ]
    }
}
