import Foundation
import Testing

/// docs/protocol-vectors.json, which an independent implementation wrote from the document.
struct Vectors: Decodable, Sendable {
    struct Check: Decodable, Sendable {
        let input: Bytes
        let crc: String
    }
    struct Stuffing: Decodable, Sendable {
        let plain: Bytes
        let stuffed: Bytes
    }
    struct Body: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let body: Bytes
        let fields: JSONValue
        var testDescription: String { name }
    }
    struct Wire: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let wire: Bytes
        let kind: String
        let security: UInt8
        let epoch: String
        let counter: UInt32
        let sequence: UInt16
        let acknowledge: UInt16
        let body: Bytes
        /// The values of a handshake body; nil where the body is a message or opaque.
        let fields: JSONValue?
        var testDescription: String { name }
    }
    struct InvalidWire: Decodable, Sendable, CustomTestStringConvertible {
        let name: String
        let wire: Bytes
        let error: String
        var testDescription: String { name }
    }

    let crc32c: [Check]
    let cobs: [Stuffing]
    let messages: [Body]
    let frames: [Wire]
    let invalidFrames: [InvalidWire]

    /// The file, read once. A missing or broken file leaves it empty, and `VectorTests.isComplete` fails.
    static let all: Vectors = {
        let file = root.appending(path: "docs/protocol-vectors.json")
        guard let data = try? Data(contentsOf: file), let read = try? JSONDecoder().decode(Vectors.self, from: data)
        else { return Vectors(crc32c: [], cobs: [], messages: [], frames: [], invalidFrames: []) }
        return read
    }()

    /// The repository.
    static let root = URL(filePath: #filePath).appending(path: "../../..").standardized
}

/// Bytes written as hexadecimal text.
struct Bytes: Decodable, Sendable {
    let bytes: [UInt8]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let digits = Array(try container.decode(String.self).utf8)
        bytes = try stride(from: 0, to: digits.count, by: 2).map { index in
            let pair = String(decoding: digits[index..<min(index + 2, digits.count)], as: UTF8.self)
            guard pair.utf8.count == 2, let byte = UInt8(pair, radix: 16) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "no byte: \(pair)")
            }
            return byte
        }
    }
}

/// Lower-case hexadecimal text of a number, two digits a byte.
func hexadecimal(_ value: some FixedWidthInteger & UnsignedInteger) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: value.bitWidth / 4 - digits.count) + digits
}
