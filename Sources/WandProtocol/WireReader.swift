internal import PumpModel

/// Why the body of a frame is not a message.
package enum MessageError: Error, Hashable, Sendable {
    /// The body ends before the field does.
    case truncated(field: String)
    /// Bytes follow the last field.
    case trailing(bytes: Int)
    /// A type that this version does not know; it is answered with a fault, never ignored.
    case unknownType(UInt16, requestID: UInt32)
    /// A field holds a value that it can not have.
    case invalid(field: String)
}

/// Reads elementary values from a frame's body. Every read is bounded; nothing here traps on any input.
struct WireReader {
    private var rest: ArraySlice<UInt8>

    init(_ body: ArraySlice<UInt8>) { rest = body }

    mutating func integer<Value: FixedWidthInteger & UnsignedInteger>(_ field: String) throws(MessageError) -> Value {
        let count = MemoryLayout<Value>.size
        guard rest.count >= count else { throw .truncated(field: field) }
        let value = rest.withUnsafeBytes { Value(littleEndian: $0.loadUnaligned(as: Value.self)) }
        rest.removeFirst(count)
        return value
    }

    mutating func bytes(_ count: Int, _ field: String) throws(MessageError) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw .truncated(field: field) }
        defer { rest.removeFirst(count) }
        return rest.prefix(count)
    }

    mutating func counted(_ field: String) throws(MessageError) -> [UInt8] {
        let count: UInt8 = try integer(field)
        guard count <= Limits.wireStringBytes else { throw .invalid(field: field) }
        return Array(try bytes(Int(count), field))
    }

    /// UTF-8 of at most `Limits.wireStringBytes` bytes without control characters.
    mutating func text(_ field: String) throws(MessageError) -> String {
        let raw = try counted(field)
        guard let text = String(validating: raw, as: UTF8.self), !raw.contains(where: { $0 < 0x20 || $0 == 0x7F })
        else { throw .invalid(field: field) }
        return text
    }

    mutating func boolean(_ field: String) throws(MessageError) -> Bool {
        switch try integer(field) as UInt8 {
        case 0: false
        case 1: true
        default: throw .invalid(field: field)
        }
    }

    mutating func optional<Value>(
        _ field: String, _ read: (inout WireReader) throws(MessageError) -> Value
    ) throws(MessageError) -> Value? {
        try boolean(field) ? try read(&self) : nil
    }

    mutating func quantity<Value: Quantity>(_ field: String) throws(MessageError) -> Value {
        let raw: UInt32 = try integer(field)
        guard let value = try? Value(raw: Int64(raw)) else { throw .invalid(field: field) }
        return value
    }

    mutating func code<Value: RawRepresentable>(
        _ field: String, as: Value.Type = Value.self
    ) throws(MessageError) -> Value where Value.RawValue == UInt8 {
        guard let value = Value(rawValue: try integer(field)) else { throw .invalid(field: field) }
        return value
    }

    mutating func timestamp(_ field: String) throws(MessageError) -> Timestamp {
        let raw: UInt64 = try integer(field)
        guard let signed = Int64(exactly: raw), let value = try? Timestamp(millisecondsSince1970: signed) else {
            throw .invalid(field: field)
        }
        return value
    }

    mutating func transaction(_ field: String) throws(MessageError) -> TransactionID {
        let high: UInt64 = try integer(field)
        let low: UInt64 = try integer(field)
        return TransactionID(high: high.byteSwapped, low: low.byteSwapped)
    }

    mutating func revision(_ field: String) throws(MessageError) -> ProgramRevision {
        ProgramRevision(try integer(field))
    }

    mutating func serial<Value: SerialNumber>(_ field: String) throws(MessageError) -> Value {
        guard let serial = Value(try text(field)) else { throw .invalid(field: field) }
        return serial
    }

    /// Ends the reading: everything must have been read.
    func end() throws(MessageError) {
        guard rest.isEmpty else { throw .trailing(bytes: rest.count) }
    }
}
