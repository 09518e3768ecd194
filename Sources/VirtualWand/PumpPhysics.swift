internal import PumpModel

/// What is true of a pump and what it can not know by itself: it lives with the memory, and no report tells of it.
package struct PumpPhysics: Hashable, Sendable {
    /// The accuracy that makers state, in per mille.
    package static let accuracy: ClosedRange<Int64> = -24...25

    /// So much more than the pump counts is delivered; less if negative.
    package var accuracyPerMille: Int64 = 0
    /// What is really in the reservoir, in thousandths of a part.
    package var content: Int128
    /// Nil where nobody looks into the line.
    package var line: CatheterLine?

    package init(content: Int128, accuracyPerMille: Int64 = 0, line: CatheterLine? = nil) {
        self.content = content
        self.accuracyPerMille = accuracyPerMille
        self.line = line
    }

    /// The pump delivers what it counts as `counted` parts, until `clock`; really nothing below `residual` parts.
    mutating func deliver(_ counted: Int128, of concentration: Concentration, residual: Int128, until clock: Int64) {
        let truly = min(
            counted * (CatheterLine.scale + Int128(accuracyPerMille)), max(0, content - residual * CatheterLine.scale))
        content -= truly
        line?.take(truly, of: concentration, until: clock)
    }
}
