import Scenario
import Testing

@Suite("A story's run")
struct StoryRunTests {
    @Test("A year without events is told at once")
    func aYear() throws {
        let telling = try StoryFiles.play(
            steps: "  - at: +365d 08:00\n    expect: {pumpAlarms: [lowReservoir, emptyReservoir], delivers: nothing}\n")
        #expect(telling.failure == nil)
        #expect(telling.virtualMilliseconds == 365 * 86_400_000)
    }

    @Test("A daemon that restarts knows its commands and its critical alarms")
    func restart() throws {
        let telling = try StoryFiles.play(
            steps: """
                  - at: +1d 09:00
                    dose: 310 mcg/day
                    expect: {ends: succeeded}
                  - stop:
                    expect: {sounding: critical}
                  - daemon: restart
                    expect: {alarms: [pumpStopped sounding], sounding: critical}
                  - interrogate:
                    expect: {alarms: [pumpStopped sounding], program: stopped}
                """)
        #expect(telling.failure == nil)
    }

    @Test("A pump that is more than accurate gives more than it counts")
    func accuracy() throws {
        let telling = try StoryFiles.play(
            steps: """
                  - accuracy: +2.5 %
                  - at: +3d 09:00
                    interrogate:
                    expect: {flow: 0.6 mL/day, atTip: 307.5 mcg/day over 24 h}
                """)
        #expect(telling.failure == nil)
    }

    @Test("Boluses in equal intervals above the present base")
    func periodic() throws {
        let telling = try StoryFiles.play(
            steps: """
                  - at: +1d 09:00
                    periodic: {bolus: 10 mcg over 10 min, every: 6 h, first: 1 h}
                    expect: {total: 340 mcg/day}
                  - wait: 25 h
                    expect: {atTip: 340 mcg/day within 1 % over 24 h}
                """)
        #expect(telling.failure == nil)
    }

    @Test("A wand that restarts, and a pump that loses its power, go on")
    func interruptions() throws {
        let telling = try StoryFiles.play(
            steps: """
                  - at: +1d 09:00
                    wand: plugged
                  - wand: reboot
                  - wait: 20 s
                    power: cut
                  - dose: 310 mcg/day
                    expect: {ends: succeeded}
                  - minimumRate:
                    override: a pause
                    expect: {needsOverride: [decrease], delivers: 3 mcg/day}
                """)
        #expect(telling.failure == nil)
    }

    @Test("Colours stand in the timeline only where they are asked for")
    func colours() throws {
        let telling = try StoryFiles.play(steps: "  - at: +1d 09:00\n    interrogate:\n    expect: {alarms: []}\n")
        #expect(!telling.text(isColoured: false).contains("\u{1B}"))
        #expect(telling.text(isColoured: true).contains("\u{1B}[32m"))
        #expect(telling.text(isColoured: false).contains("day 1, Tue 2026-03-03"))
        #expect(telling.text(isColoured: false).hasSuffix("held: 1 steps, 1 expectations, 1 days"))
    }

    @Test("A set-up that the site does not know is told before the story begins")
    func unknownCatheter() throws {
        let head = StoryFiles.head.replacing("catheter-a", with: "catheter-x")
        let file = StoryFiles.path("a-test.yaml")
        let story = try StoryFiles.parse(steps: "  - stop:\n", head: head)
        let telling = story.play(on: try Site.read(for: story, in: file))
        #expect(telling.failure?.step == 0)
        #expect(try #require(telling.failure).text.contains("catheter-a, catheter-b"))
    }
}
