/// A command's longer help text, taken apart: paragraphs, and the examples below them.
struct Discussion: Equatable {
    /// Without line breaks.
    var paragraphs: [String] = []
    /// Each a command line; what a person types over several lines stays in several.
    var examples: [String] = []

    /// Exit codes stand in a section of their own, made from the numbers themselves.
    private static let leftOut = "Exit codes:"

    init(_ text: String) {
        var isExamples = false
        var isLeftOut = false
        var paragraph: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + [""] {
            let isIndented = line.hasPrefix("  ")
            let words = line.split(separator: " ").joined(separator: " ")
            if ["Examples:", "Example:"].contains(words) {
                (isExamples, isLeftOut) = (true, false)
            } else if words == Self.leftOut {
                (isExamples, isLeftOut) = (false, true)
            } else if isIndented, isExamples {
                examples.append(String(line.dropFirst(2)))
            } else if isIndented, isLeftOut {
                continue
            } else if words.isEmpty {
                if !paragraph.isEmpty { paragraphs.append(paragraph.joined(separator: " ")) }
                paragraph = []
            } else {
                (isExamples, isLeftOut) = (false, false)
                paragraph.append(words)
            }
        }
    }
}
