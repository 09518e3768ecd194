package import DaemonConfiguration

/// All mistakes of a story's file, in line order; never empty when thrown.
package struct StoryErrors: Error, Hashable, Sendable, CustomStringConvertible {
    package let errors: [ConfigurationError]

    /// One line for each mistake.
    package var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Gathers the mistakes of one story's file, so that all of them are told at once.
struct StoryFindings {
    let file: String
    private var errors: [TextPlace: ConfigurationError] = [:]

    init(file: String) { self.file = file }

    var isEmpty: Bool { errors.isEmpty }

    /// The first mistake at a place counts: what else is wrong there follows from it.
    mutating func add(_ found: String, allowed: String, at place: TextPlace, path: String = "") {
        guard errors[place] == nil else { return }
        errors[place] = ConfigurationError(file: file, place: place, keyPath: path, found: found, allowed: allowed)
    }

    mutating func add(_ found: String, allowed: String, of node: StoryNode) {
        add(found, allowed: allowed, at: node.place, path: node.path)
    }

    /// Everything that was added, in line order.
    var report: StoryErrors { StoryErrors(errors: errors.sorted { $0.key < $1.key }.map(\.value)) }
}
