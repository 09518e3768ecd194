/// A version 5 UUID (RFC 9562): the same name in the same namespace is the same UUID, on every machine and every day.
struct NameUUID: Hashable, Sendable, CustomStringConvertible {
    /// Sixteen bytes, most significant first.
    let bytes: [UInt8]

    /// The namespace of URLs, from RFC 9562.
    static let url = NameUUID(bytes: [
        0x6B, 0xA7, 0xB8, 0x11, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
    ])
    /// The namespace of every resource that is exported here.
    static let export = NameUUID(in: .url, name: "urn:wandd:fhir")

    private init(bytes: [UInt8]) { self.bytes = bytes }

    init(in namespace: NameUUID, name: String) {
        var bytes = Array(SHA1.digest(of: namespace.bytes + name.utf8).prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        self.bytes = bytes
    }

    /// 8-4-4-4-12 hexadecimal digits in lower case.
    var description: String {
        let digits = bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
        return [0..<4, 4..<6, 6..<8, 8..<10, 10..<16].map { digits[$0].joined() }.joined(separator: "-")
    }
}
