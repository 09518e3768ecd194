package import PumpModel

/// Tubing and catheter, from the reservoir's outlet to the tip: a row of equal cells that what comes in pushes on.
///
/// Every time half of a cell's volume has come in, half of what each cell holds moves on to the next one, and of the last
/// one out at the tip: drug arrives by advection with dispersion, a front smeared by about 7 % of the line either way, not as
/// a plug. Drug is counted in thousandths of a part of `DeliveryRate`, all of it: what came in is what is in the line,
/// what waits for a whole step, and what left at the tip. The steps are counted by volume and not by time, so that it does
/// not matter in which pieces it comes in.
package struct CatheterLine: Hashable, Sendable {
    /// Divides the parts of a nanoliter, so that a step is a whole number of them.
    package static let cellCount = 100
    /// Steps that move a whole cell's volume.
    static let stepsPerCell = 2
    /// Thousandths of a part in one.
    static let scale: Int128 = 1_000

    /// Volumes that a line can have.
    package static let volumes = Volume(checked: 50_000)...Volume(checked: 5_000_000)

    /// From the reservoir to the tip.
    package let volume: Volume
    /// What each cell holds, the reservoir's end first.
    package internal(set) var cells: [Int128]
    /// All that ever came in.
    package internal(set) var entered: Int128 = 0
    /// What left at the tip in whole steps.
    var stepped: Int128 = 0
    /// What left at the tip in each of the last hours.
    package internal(set) var hours: DeliveredHours
    /// What came in since the last step, of the concentration that comes in now.
    var waiting: Int128 = 0
    var concentration: Concentration
    /// What came in since the last step before the concentration changed.
    var earlier: Int128 = 0
    /// The volume of that, in parts of a nanoliter.
    var earlierVolume: Int128 = 0

    /// A line that is full of `concentration`, or with nil of a fluid without drug, as it is implanted.
    /// - Returns: nil outside `volumes`.
    package init?(volume: Volume, filledWith concentration: Concentration?, at clock: Timestamp) {
        guard Self.volumes.contains(volume) else { return nil }
        self.volume = volume
        self.concentration = concentration ?? Concentration(checked: 1)
        hours = DeliveredHours(at: clock)
        cells = []
        let content = concentration.map { Self.drug(in: cellVolume, of: $0) } ?? 0
        cells = Array(repeating: content, count: Self.cellCount)
    }

    /// Drug comes in at the reservoir's end until `clock`, and pushes on what is there.
    mutating func take(_ drug: Int128, of incoming: Concentration, until clock: Int64) {
        if incoming != concentration { change(to: incoming) }
        let before = delivered
        entered += drug
        waiting += drug
        while let step = nextStep() { push(step) }
        hours.add(delivered - before, until: clock)
    }

    /// All that ever left at the tip: of the step that is under way as much as of its volume has come in.
    package var delivered: Int128 {
        let volume = earlierVolume + waiting / Self.drug(in: 1, of: concentration)
        return stepped + moving(from: cells[Self.cellCount - 1]) * volume / stepVolume
    }

    /// What is in the line.
    package var content: Int128 { cells.reduce(waiting + earlier, +) + stepped - delivered }

    /// What a place of the line holds, in thousandths of a mcg/mL; 0 is the reservoir's end.
    package func milliConcentration(ofCell index: Int) -> Int64 {
        Int64(clamping: cells[index] * 1_000 / Self.drug(in: cellVolume, of: Concentration(checked: 1)))
    }

    /// Whether what waits is less than a step.
    var isBetweenSteps: Bool {
        earlierVolume < stepVolume && waiting < Self.drug(in: stepVolume - earlierVolume, of: concentration)
    }

    /// The drug of a whole step, once so much has come in.
    private mutating func nextStep() -> Int128? {
        let needed = Self.drug(in: stepVolume - earlierVolume, of: concentration)
        guard waiting >= needed else { return nil }
        defer {
            waiting -= needed
            earlier = 0
            earlierVolume = 0
        }
        return earlier + needed
    }

    /// From the tip backwards: each cell gives of what it held before.
    private mutating func push(_ drug: Int128) {
        var next = drug
        for index in cells.indices {
            let leaving = moving(from: cells[index])
            cells[index] += next - leaving
            next = leaving
        }
        stepped += next
    }

    private mutating func change(to incoming: Concentration) {
        // less than one part of a nanoliter is lost of the volume, and nothing of the drug
        earlierVolume += waiting / Self.drug(in: 1, of: concentration)
        earlier += waiting
        waiting = 0
        concentration = incoming
    }

    /// What a step moves out of a cell that holds so much.
    private func moving(from content: Int128) -> Int128 { content / Int128(Self.stepsPerCell) }

    /// The most that a cell can hold.
    var fullCell: Int128 { Self.drug(in: cellVolume, of: Concentration(checked: Concentration.range.upperBound)) }

    /// In parts of a nanoliter.
    private var cellVolume: Int128 {
        Int128(volume.nanoliters) * DeliveryRate.partsPerPicogram / Int128(Self.cellCount)
    }
    private var stepVolume: Int128 { cellVolume / Int128(Self.stepsPerCell) }

    /// Drug in a volume of so many parts of a nanoliter.
    private static func drug(in volume: Int128, of concentration: Concentration) -> Int128 {
        volume * Int128(concentration.microgramsPerMilliliter) * scale
    }
}
