/// Everything that one transaction changes in a pump, all of it or nothing.
///
/// A program always stands in it, also where only something else changes: so what is confirmed is all that the pump does
/// afterwards, and a refill with another concentration can not come apart from the program that goes with it.
public struct PumpChange: Hashable, Sendable {
    public var program: Program
    public var refill: Refill?
    public var setUp: PumpSetUp?
    public var clock: ClockCorrection?

    public init(
        program: Program, refill: Refill? = nil, setUp: PumpSetUp? = nil, clock: ClockCorrection? = nil
    ) {
        self.program = program
        self.refill = refill
        self.setUp = setUp
        self.clock = clock
    }

    /// Nothing but a program.
    public var isProgramOnly: Bool { refill == nil && setUp == nil && clock == nil }
}

/// The reservoir as it is after it was emptied and filled.
public struct Refill: Hashable, Codable, Sendable {
    /// What was drawn out, as measured.
    public var withdrawn: Volume
    /// What is in the reservoir now.
    public var filled: Volume
    public var drug: Drug
    public var concentration: Concentration

    public init(withdrawn: Volume, filled: Volume, drug: Drug, concentration: Concentration) {
        self.withdrawn = withdrawn
        self.filled = filled
        self.drug = drug
        self.concentration = concentration
    }
}

/// What a pump's clock is ahead of itself by, for the place in a day schedule alone.
///
/// The clock that bolus, lockout, alarms and log count by is set by nobody. This is the new value, not a step: applied twice it
/// is the same.
public struct ClockCorrection: Hashable, Sendable {
    public let milliseconds: Int64

    /// Ten years either way.
    public static let range: ClosedRange<Int64> = -(3_660 * 86_400_000)...(3_660 * 86_400_000)

    /// - Returns: nil outside `range`.
    public init?(milliseconds: Int64) {
        guard Self.range.contains(milliseconds) else { return nil }
        self.milliseconds = milliseconds
    }

    private init() { milliseconds = 0 }

    /// The clock as it is.
    public static let none = ClockCorrection()
}

/// What a pump knows about its patient and its line.
public struct PumpSetUp: Hashable, Codable, Sendable {
    public var patient: PatientCode
    public var patientClass: PatientClass
    /// Inside the pump, from the reservoir to the catheter's port.
    public var tubingVolume: Volume
    public var catheterLength: Length
    /// Of the whole catheter as implanted.
    public var catheterVolume: Volume
    /// Below it the pump raises `lowReservoir`.
    public var lowReservoirVolume: Volume
    /// As it stands on the pump's packaging: the pump refuses another than its own.
    public var calibrationConstant: UInt32

    public init(
        patient: PatientCode, patientClass: PatientClass, tubingVolume: Volume, catheterLength: Length,
        catheterVolume: Volume, lowReservoirVolume: Volume, calibrationConstant: UInt32
    ) {
        self.patient = patient
        self.patientClass = patientClass
        self.tubingVolume = tubingVolume
        self.catheterLength = catheterLength
        self.catheterVolume = catheterVolume
        self.lowReservoirVolume = lowReservoirVolume
        self.calibrationConstant = calibrationConstant
    }

    /// From the reservoir to the tip: at most twice what a volume can be, and cut to that.
    public var lineVolume: Volume {
        Volume(checked: min(tubingVolume.nanoliters + catheterVolume.nanoliters, Volume.range.upperBound))
    }
}

/// Initials or a pseudonym: 1 to 16 letters, digits, '.', '-', never a name with a space in it.
public struct PatientCode: Hashable, Sendable, CustomStringConvertible {
    public let text: String

    /// Of a text that was checked.
    public init(checked text: String) { self.text = text }

    /// - Returns: nil for anything else.
    public init?(_ text: String) {
        let isAllowed = text.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "." || scalar == "-")
        }
        guard (1...16).contains(text.utf8.count), isAllowed else { return nil }
        self.text = text
    }

    public var description: String { text }
}

/// Whose limits apply. The raw value is the code on the wire.
public enum PatientClass: UInt8, Hashable, Codable, Sendable, CaseIterable {
    case adultSpinal = 1
    case adultCerebral = 2
    /// Four years and older.
    case child = 3

    /// The stable name used in JSON and in the drug library.
    public var name: String {
        switch self {
        case .adultSpinal: "adultSpinal"
        case .adultCerebral: "adultCerebral"
        case .child: "child"
        }
    }

    /// For people.
    public var title: String {
        switch self {
        case .adultSpinal: "adult, spasticity of spinal origin"
        case .adultCerebral: "adult, spasticity of cerebral origin"
        case .child: "child, 4 years and older"
        }
    }

    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}
