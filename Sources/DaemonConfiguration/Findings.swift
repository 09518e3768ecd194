/// What is wrong with a value: what was found, and what would be taken. The caller knows the place and the key.
struct ValueProblem: Error, Equatable {
    var found: String
    var allowed: String
}

/// Gathers the mistakes of one file, and of the variables that stand in for values of it, so that all of them are
/// reported at once.
struct Findings {
    /// Scalars of one part of a message.
    private static let longestText = 256

    let file: String
    /// Names of variables, by the key path of which they set the value: a mistake there is theirs, not the file's.
    var variables: [String: String] = [:]
    private var errors: [Spot: ConfigurationError] = [:]

    /// The text of the file comes before all variables.
    private enum Spot: Hashable, Comparable {
        case text(TextPlace)
        case variable(String)
    }

    init(file: String) { self.file = file }

    var isEmpty: Bool { errors.isEmpty }

    /// The first mistake at a place counts: what else is wrong there follows from it.
    mutating func add(_ found: String, allowed: String = "", at place: TextPlace, keyPath: String = "") {
        if let variable = variables[keyPath] {
            return add(found, allowed: allowed, variable: variable, keyPath: keyPath)
        }
        let error = ConfigurationError(
            file: file, place: place, keyPath: Self.printable(keyPath), found: Self.printable(found), allowed: allowed)
        errors[.text(place)] = errors[.text(place)] ?? error
    }

    /// The first mistake of a variable counts.
    mutating func add(_ found: String, allowed: String, variable: String, keyPath: String = "") {
        let error = ConfigurationError(
            file: file, place: nil, variable: Self.printable(variable), keyPath: keyPath, found: Self.printable(found),
            allowed: allowed)
        errors[.variable(variable)] = errors[.variable(variable)] ?? error
    }

    /// One line of bounded length that no terminal takes for a command, whatever the file holds.
    static func printable(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(longestText) {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            scalars.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(scalars) + (text.unicodeScalars.count > longestText ? "..." : "")
    }

    mutating func add(_ problem: ValueProblem, at place: TextPlace, keyPath: String) {
        add(problem.found, allowed: problem.allowed, at: place, keyPath: keyPath)
    }

    /// Everything that was added, in line order, that of variables last.
    var report: ConfigurationErrors {
        ConfigurationErrors(errors: errors.sorted { $0.key < $1.key }.map(\.value))
    }
}
