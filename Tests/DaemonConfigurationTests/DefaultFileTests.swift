import Testing

@testable import DaemonConfiguration

@Suite("The commented file that is installed")
struct DefaultFileTests {
    @Test("It is valid as it stands, and its values are the defaults")
    func defaults() throws {
        let wand = DaemonConfiguration.Wand(name: "wand-1", port: .path("/dev/ttyUSB0"), security: .unpaired)
        #expect(try parse(Installed.text(Installed.configuration)) == DaemonConfiguration(wands: [wand]))
    }

    @Test("It names every key, each with a comment above it or its section")
    func completeness() throws {
        let lines = try Installed.text(Installed.configuration).split(separator: "\n")
        let words = lines.map { $0.drop { " #-".contains($0) } }
        let keys =
            DaemonConfiguration.keys + DaemonConfiguration.Socket.keys + DaemonConfiguration.Wand.keys
            + DaemonConfiguration.Wand.Port.keys + ["ceiling", "increase", "decrease", "minimumFlow", "maximumFlow"]
            + ["concentrations", "interrogationAge", "lifetime", "flowError", "refillMargin", "level"]
        for key in keys { #expect(words.contains { $0.hasPrefix("\(key):") }, "\(key) is not in the file") }
    }

    @Test("Each example line parses when it is uncommented, alone or in place of the line above")
    func examples() throws {
        let text = try Installed.text(Installed.configuration)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var index = 0
        var count = 0
        while index < lines.count {
            guard Self.isExample(lines[index]) else {
                index += 1
                continue
            }
            var end = index + 1
            // a list item and the lines below it belong together
            if lines[index].contains("#- ") { while end < lines.count, Self.isComment(lines[end]) { end += 1 } }
            let example = lines[index..<end].map { $0.replacing("#", with: "", maxReplacements: 1) }
            let added = lines[..<index] + example + lines[end...]
            let instead = lines[..<(index - 1)] + example + lines[end...]
            let usual = try parse(lines.joined(separator: "\n"))
            let parsed = [added, instead].compactMap { try? parse($0.joined(separator: "\n")) }
            #expect(parsed.contains { $0 != usual }, "line \(index + 1): \(example)")
            count += 1
            index = end
        }
        #expect(count >= 6)
    }

    private static func isComment(_ line: String) -> Bool { line.drop { $0 == " " }.hasPrefix("#") }

    /// A '#' followed by anything but a space.
    private static func isExample(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        return text.hasPrefix("#") && text.count > 1 && !text.hasPrefix("# ")
    }
}
