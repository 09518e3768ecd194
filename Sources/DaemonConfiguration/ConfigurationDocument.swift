internal import PumpModel

/// Turns the bytes of one strict YAML file into a value.
enum ConfigurationDocument {
    /// - Parameter file: its name for messages.
    /// - Parameter known: mistakes that were found elsewhere, to be reported with those of the content.
    /// - Parameter key: one that the file can not be without.
    /// - Parameter make: gives nil when anything is wrong; the findings then say what.
    /// - Throws: all mistakes of the content at once, in line order.
    static func parse<Value>(
        _ bytes: [UInt8], file: String, needs key: String, known: Findings? = nil,
        make: (ConfigurationNode, inout Findings) -> Value?
    ) throws(ConfigurationErrors) -> Value {
        guard bytes.count <= Limits.configurationBytes else {
            throw ConfigurationErrors(errors: [
                ConfigurationError(
                    file: file, place: nil, keyPath: "", found: "is too large",
                    allowed: "at most \(Limits.configurationBytes) bytes")
            ])
        }
        var findings = known ?? Findings(file: file)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            findings.add("not valid UTF-8", allowed: "save the file as UTF-8", at: invalidPlace(in: bytes))
            throw findings.report
        }
        let root = YAMLDocument.root(of: text, needs: key, findings: &findings)
        let value = root.flatMap { make($0, &findings) }
        guard let value, findings.isEmpty else { throw findings.report }
        return value
    }

    /// Where the first byte stands that is not UTF-8.
    private static func invalidPlace(in bytes: [UInt8]) -> TextPlace {
        var place = TextPlace.start
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            place =
                scalar == "\n"
                ? TextPlace(line: place.line + 1, column: 1)
                : TextPlace(line: place.line, column: place.column + 1)
        }
        return place
    }
}
