/// A position in a text file: both count from 1, the column in Unicode scalars.
package struct TextPlace: Hashable, Comparable, Sendable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (left: Self, right: Self) -> Bool { (left.line, left.column) < (right.line, right.column) }
}

/// One mistake in a configuration file, or in a variable that sets one of its values: where it stands, what was found there, and what would be taken instead.
package struct ConfigurationError: Error, Hashable, Sendable {
    package var file: String
    /// Nil when the file as a whole is at fault, as it can not be read or is too large, or a variable is.
    package var place: TextPlace?
    /// The variable of the environment that is at fault, and not the file.
    package var variable: String?
    /// "dosing.ceiling", "wands[0].port"; empty when the mistake belongs to no key.
    package var keyPath: String
    /// "'1000 mg' is not a daily dose".
    package var found: String
    /// "write it like '1000 mcg/day'"; empty when there is nothing to add.
    package var allowed: String

    package init(
        file: String, place: TextPlace?, variable: String? = nil, keyPath: String, found: String, allowed: String
    ) {
        self.file = file
        self.place = place
        self.variable = variable
        self.keyPath = keyPath
        self.found = found
        self.allowed = allowed
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// "wandd.yaml:12:12: dosing.ceiling: '1000 mg' is not a daily dose: write it like '1000 mcg/day'"
    package var description: String {
        let inFile = place.map { "\(file):\($0.line):\($0.column)" } ?? file
        let position = variable.map { "environment variable \($0)" } ?? inFile
        return [position, keyPath, found, allowed].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}

/// All mistakes of one file, in line order; never empty when thrown.
package struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
    package var errors: [ConfigurationError]

    /// One line for each mistake.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}
