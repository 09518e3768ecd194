package import PumpModel

/// A kind of catheter, by what one centimeter of it holds.
package struct CatheterProfile: Hashable, Sendable {
    package var name: String
    package var volumePerLength: VolumePerLength

    package init(name: String, volumePerLength: VolumePerLength) {
        self.name = name
        self.volumePerLength = volumePerLength
    }

    /// What a catheter of this length holds, rounded up to whole nanoliters.
    /// - Throws: `QuantityError.outOfRange` when that exceeds what a volume can be.
    package func volume(of length: Length) throws(QuantityError) -> Volume {
        // at most 2e6 * 1e5: far within an integer
        let scaled = length.micrometers * volumePerLength.nanolitersPerCentimeter
        return try Volume(raw: (scaled + 9_999) / 10_000)
    }
}

/// A volume per length, in nanoliters per centimeter; written in milliliters per centimeter (mL/cm).
package struct VolumePerLength: Quantity {
    package let rawValue: Int64
    package static let quantityName = "volume per length"
    package static let smallestUnit = "nL/cm"
    package static let range: ClosedRange<Int64> = 1...100_000
    package static let display = (unit: "mL/cm", decimals: 6)
    package init(checked rawValue: Int64) { self.rawValue = rawValue }
    /// Whole nanoliters per centimeter.
    package var nanolitersPerCentimeter: Int64 { rawValue }
}
