import Scenario
import Testing

@Suite("The shipped stories")
struct ShippedStoryTests {
    @Test("There are some", arguments: ["implant-and-titrate.yaml", "limits.yaml", "implant-to-eos.yaml"])
    func areThere(_ name: String) { #expect(StoryFiles.names.contains(name)) }

    @Test("Each holds", arguments: StoryFiles.names)
    func holds(_ name: String) throws {
        let file = StoryFiles.path(name)
        let story = try Story.read(file: file)
        let telling = story.play(on: try Site.read(for: story, in: file))
        #expect(telling.failure == nil)
        #expect(telling.stepsPlayed == story.steps.count)
        // a story that expects nothing shows nothing
        #expect(telling.checks > 0)
    }

    @Test("Each is told twice in the same words", arguments: StoryFiles.names)
    func isDeterministic(_ name: String) throws {
        let file = StoryFiles.path(name)
        let story = try Story.read(file: file)
        let site = try Site.read(for: story, in: file)
        let (first, second) = (story.play(on: site), story.play(on: site))
        #expect(first == second)
        #expect(first.json == second.json)
    }
}
