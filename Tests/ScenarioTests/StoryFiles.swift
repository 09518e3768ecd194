import DaemonConfiguration
import Foundation
import Scenario
import Testing

/// The stories that are shipped, and small ones for tests.
enum StoryFiles {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Scenarios").path

    /// Every story's file by name.
    static let names: [String] = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasSuffix(".yaml") }.sorted()

    static func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// A story of which only the steps are written out.
    static func parse(
        steps: String, head: String = head, file: String = path("a-test.yaml")
    ) throws(StoryErrors) -> Story {
        try Story.parse(Array((head + steps).utf8), file: file)
    }

    static func play(steps: String) throws -> Telling {
        let file = path("a-test.yaml")
        let story = try parse(steps: steps)
        return story.play(on: try Site.read(for: story, in: file))
    }

    /// Fifteen lines: the steps begin in line 16.
    static let head = """
        story: a test
        site: ../../config/wandd.yaml
        start: 2026-03-02 08:00 +01:00
        pump:
          serial: STORY-1
          model: VP-20
          size: 20 mL
          filled: 18 mL
          concentration: 500 mcg/mL
          calibration: 113
          program: 300 mcg/day
          line: 0.3672 mL full
          setup: {patient: A.B., class: adultSpinal, catheter: catheter-a, length: 76 cm, lowReservoir: 2 mL}

        steps:

        """
}
