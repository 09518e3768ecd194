/// The serial number engraved on a pump or printed on a wand: 1 to 20 of A-Z, 0-9 and '-'.
///
/// Two distinct types stand on it, because a wand and a pump are two devices with two identities.
public protocol SerialNumber: Hashable, Codable, Sendable, CustomStringConvertible {
    var text: String { get }
    init(checked text: String)
}

extension SerialNumber {
    /// - Returns: nil unless `text` is 1 to 20 of A-Z, 0-9 and '-'.
    public init?(_ text: String) {
        let allowed = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || byte == 0x2D
        }
        guard (1...20).contains(text.utf8.count), allowed else { return nil }
        self.init(checked: text)
    }

    public var description: String { text }
}

/// The pump's serial number: what every therapy command must name.
public struct PumpSerial: SerialNumber {
    public let text: String
    public init(checked text: String) { self.text = text }
}

/// The wand's serial number.
public struct WandSerial: SerialNumber {
    public let text: String
    public init(checked text: String) { self.text = text }
}

/// What does not change over a pump's life.
public struct PumpIdentity: Hashable, Sendable {
    public var serial: PumpSerial
    /// The maker's model name, at most `Limits.wireStringBytes` bytes.
    public var model: String
    public var firmware: String
    /// Nominal size: 20 mL or 40 mL.
    public var reservoirSize: Volume
    /// Per pump; must match its packaging, else dosing and read-outs are wrong.
    public var calibrationConstant: UInt32

    public init(
        serial: PumpSerial, model: String, firmware: String, reservoirSize: Volume, calibrationConstant: UInt32
    ) {
        self.serial = serial
        self.model = model
        self.firmware = firmware
        self.reservoirSize = reservoirSize
        self.calibrationConstant = calibrationConstant
    }
}

/// The drug in the reservoir. A drug that is not listed is unknown, and refused.
public enum Drug: UInt8, Hashable, Sendable, CaseIterable {
    case baclofen = 1

    /// The stable name used in JSON and in the drug library.
    public var name: String {
        switch self {
        case .baclofen: "baclofen"
        }
    }

    public init?(name: String) {
        guard let found = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = found
    }
}

/// Counts the program changes that a pump applied: a command names the revision it was planned on.
public struct ProgramRevision: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let number: UInt32
    public init(_ number: UInt32) { self.number = number }
    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    public var description: String { String(number) }
}

/// The 128-bit name of one change: given by the daemon, remembered by the pump in non-volatile memory.
public struct TransactionID: Hashable, Sendable, CustomStringConvertible {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// 32 lower-case hexadecimal digits.
    public var description: String { hexadecimal(high) + hexadecimal(low) }

    /// Reads what `description` writes; nil for anything else.
    public init?(_ text: String) {
        guard text.utf8.count == 32, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }),
            let high = UInt64(text.prefix(16), radix: 16), let low = UInt64(text.suffix(16), radix: 16)
        else { return nil }
        self.init(high: high, low: low)
    }

    private func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
