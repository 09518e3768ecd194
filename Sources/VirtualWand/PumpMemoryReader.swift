internal import PumpModel

/// Reads the lines of a pump's memory in their order: a name, a space, the rest.
struct PumpMemoryReader {
    private let lines: [Substring]
    private var next = 0

    init(text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    }

    mutating func skipTitle() throws(PumpMemoryError) { _ = try rest(of: PumpMemory.title, isTitle: true) }

    /// The rest of the line called `name`, as `read` understands it.
    mutating func one<Value>(_ name: String, _ read: (String) -> Value?) throws(PumpMemoryError) -> Value {
        guard let value = read(try rest(of: name)) else { throw .invalid(line: next, expected: name) }
        return value
    }

    /// The same for a rest of several fields, every one of which `read` takes.
    mutating func fields<Value>(
        _ name: String, _ read: (inout FieldReader) -> Value?
    ) throws(PumpMemoryError) -> Value {
        try one(name) { text in
            var reader = FieldReader(text.split(separator: " ", omittingEmptySubsequences: false)[...])
            let value = read(&reader)
            return reader.isAtEnd ? value : nil
        }
    }

    /// The same where a single '-' means that there is none.
    mutating func optional<Value>(
        _ name: String, _ read: (inout FieldReader) -> Value?
    ) throws(PumpMemoryError) -> Value? {
        try fields(name) { reader -> Value?? in reader.skip("-") ? .some(nil) : read(&reader).map { .some($0) } }
    }

    mutating func quantity<Value: Quantity>(_ name: String) throws(PumpMemoryError) -> Value {
        try one(name) { Int64($0).flatMap { try? Value(raw: $0) } }
    }

    mutating func flag(_ name: String) throws(PumpMemoryError) -> Bool {
        try one(name) { ["0": false, "1": true][$0] }
    }

    mutating func timestamp(_ name: String) throws(PumpMemoryError) -> Timestamp {
        try one(name) { Timestamp(fields: $0) }
    }

    mutating func optionalTimestamp(_ name: String) throws(PumpMemoryError) -> Timestamp? {
        try optional(name) { $0.timestamp() }
    }

    /// A count on a line of its own, then so many lines called `entry`.
    mutating func list<Value>(
        _ name: String, _ entry: String, limit: Int, _ read: (inout FieldReader) -> Value?
    ) throws(PumpMemoryError) -> [Value] {
        let count = try one(name) { Int($0).flatMap { (0...limit).contains($0) ? $0 : nil } }
        var values: [Value] = []
        for _ in 0..<count { values.append(try fields(entry, read)) }
        return values
    }

    /// What was read last has to fit the lines before it.
    func require(_ holds: Bool, _ name: String) throws(PumpMemoryError) {
        if !holds { throw .invalid(line: next, expected: name) }
    }

    /// Only the empty piece behind the last line end is left.
    func end() throws(PumpMemoryError) {
        guard next == lines.count - 1, lines[next].isEmpty else { throw .invalid(line: next + 1, expected: "end") }
    }

    private mutating func rest(of name: String, isTitle: Bool = false) throws(PumpMemoryError) -> String {
        let prefix = isTitle ? name : name + " "
        guard next < lines.count, lines[next].hasPrefix(prefix) else {
            throw .invalid(line: next + 1, expected: name)
        }
        defer { next += 1 }
        return String(lines[next].dropFirst(prefix.count))
    }
}
