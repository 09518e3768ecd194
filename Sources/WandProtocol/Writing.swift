internal import PumpModel

/// The one way to write each elementary value: little-endian, lengths before what they count.
extension [UInt8] {
    mutating func write<Value: FixedWidthInteger & UnsignedInteger>(_ value: Value) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// A byte of presence, then the value if there is one: absent never looks like zero.
    mutating func write<Value>(optional value: Value?, _ writeValue: (inout [UInt8], Value) -> Void) {
        append(value == nil ? 0 : 1)
        if let value { writeValue(&self, value) }
    }

    /// A byte of length and UTF-8, cut at a character's end to `Limits.wireStringBytes`.
    mutating func write(text: String) {
        var cut = text
        while cut.utf8.count > Limits.wireStringBytes { cut.removeLast() }
        append(UInt8(cut.utf8.count))
        append(contentsOf: cut.utf8)
    }

    /// A byte of length and the bytes.
    mutating func write(counted bytes: [UInt8]) {
        precondition(bytes.count <= Limits.wireStringBytes, "counted bytes over their limit")
        append(UInt8(bytes.count))
        append(contentsOf: bytes)
    }

    /// A quantity as the unsigned integer of its smallest unit.
    /// - Precondition: it fits 32 bits: all quantities do but a time span above 49 days, and those on the wire are
    ///   lifetimes of at most an hour.
    mutating func write32(_ quantity: some Quantity) {
        write(UInt32(quantity.rawValue))
    }

    mutating func write(_ timestamp: Timestamp) { write(UInt64(timestamp.millisecondsSince1970)) }

    /// The 16 bytes of the id in the order of its hexadecimal text.
    mutating func write(_ id: TransactionID) {
        write(id.high.byteSwapped)
        write(id.low.byteSwapped)
    }

    mutating func write(_ revision: ProgramRevision) { write(revision.number) }
}
