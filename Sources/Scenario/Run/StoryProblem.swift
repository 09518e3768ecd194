/// Why a story does not go on, or does not hold.
struct StoryProblem: Error, Hashable, Sendable {
    let text: String

    init(_ text: String) { self.text = text }
}
