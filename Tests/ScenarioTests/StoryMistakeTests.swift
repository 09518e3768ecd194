import DaemonConfiguration
import Scenario
import Testing

@Suite("Mistakes in a story's file")
struct StoryMistakeTests {
    /// A step, its line in the file, and what its message must hold.
    @Test(
        "are named with their line and what is allowed",
        arguments: [
            ("  - at: tomorrow\n    stop:\n", 16, "'+3d 08:00'"),
            ("  - at: +1d 25:00\n    stop:\n", 16, "'+3d 08:00'"),
            ("  - wait: 6 hours\n    stop:\n", 16, "'6 h'"),
            ("  - at: +1d 08:00\n    wait: 6 h\n    stop:\n", 17, "one of them says when"),
            ("  - dose: 120\n", 16, "100 mcg/day"),
            ("  - dose: 120 mcg/h\n", 16, "mcg/day"),
            ("  - stop: now\n", 16, "write the key alone"),
            ("  - stop:\n    interrogate:\n", 16, "one action in each step"),
            ("  - note: a\n    doze: 120 mcg/day\n", 17, "known here are"),
            ("  - override: a reason\n    stop:\n", 16, "belongs to a change of therapy"),
            ("  - stop:\n    expect: {programm: stopped}\n", 17, "known here are"),
            ("  - stop:\n    expect: {alarms: [motorStahl]}\n", 17, "motorStall"),
            ("  - stop:\n    expect: {alarms: [motorStall loud]}\n", 17, "silenced"),
            ("  - stop:\n    expect: {ends: well}\n", 17, "succeeded"),
            ("  - stop:\n    expect: {atTip: 300 mcg/h}\n", 17, "300 mcg/day"),
            ("  - stop:\n    expect: {reservoir: 18 mL within some %}\n", 17, "within 5 %"),
            ("  - stop:\n    expect: {lowReservoirDate: soon}\n", 17, "2026-03-29"),
            ("  - mri: out, turns after 30 h\n", 16, "2 to 24 h"),
            ("  - drift: +2 %\n", 16, "ppm"),
            ("  - accuracy: +9.0 %\n", 16, "+2.5 %"),
            ("  - memory: gone\n", 16, "lost, corrected, repaired"),
            ("  - wand: broken\n", 16, "plugged, away, unplugged, reboot"),
            ("  - bolus: 10 mcg\n", 16, "10 mcg over 5 min"),
            ("  - prime: {flow: 24 mL/day}\n", 16, "then"),
            ("  - refill: {filled: 18 mL}\n", 16, "concentration"),
            ("  - setup: {patient: A B, class: child, catheter: a, length: 9 cm, lowReservoir: 2 mL}\n", 16, "letters"),
            ("  - patientBolus: {bolus: 10 mcg over 5 min, lockout: 1 min, most: 3}\n", 16, "own time"),
            ("  - periodic: {bolus: 10 mcg over 5 min, every: 7 h, first: 1 h}\n", 16, "divides a day"),
            ("  - flex: {Mon-Fri: {'00:00': 5 mcg/h}}\n", 16, "every day of the week"),
            ("  - flex: {every day: {'06:00': 5 mcg/h}}\n", 16, "the first at 00:00"),
            ("  - flex: {every day: {'00:00': 5 mcg/h}, Sun: {'00:00': 5 mcg/h}}\n", 16, "each day once"),
            ("  - clocks: summer\n", 16, "'+02:00'"),
            ("  - watch: 3 d\n", 16, "3 d every 6 h"),
            ("  - {}\n", 16, "give it one of"),
            ("  - note: &a b\n", 16, "write the value itself"),
            ("  - dose: 120 mcg/day\n    dose: 130 mcg/day\n", 16, "each key once"),
            ("  - [\n", 17, "not valid YAML"),
            ("", 15, "without steps"),
        ])
    func named(_ steps: String, _ line: Int, _ allowed: String) throws {
        let errors = try #require(throws: StoryErrors.self) { try StoryFiles.parse(steps: steps) }
        let first = try #require(errors.errors.first)
        #expect(first.description.contains(allowed), "\(first)")
        #expect(first.description.hasPrefix("\(StoryFiles.path("a-test.yaml")):"))
        #expect(first.place?.line == line, "\(first)")
    }

    @Test("All of them are told at once, in the order of the file")
    func allAtOnce() throws {
        let errors = try #require(throws: StoryErrors.self) {
            try StoryFiles.parse(steps: "  - dose: 120\n  - wait: soon\n  - stop: now\n")
        }
        #expect(errors.errors.compactMap { $0.place?.line } == [16, 17, 18])
    }

    @Test(
        "The head is read as strictly",
        arguments: [
            ("serial: STORY-1", "serial: story", "A-Z"), ("size: 20 mL", "size: 20", "mL"),
            ("filled: 18 mL", "filled: 21 mL", "at most the pump's size"),
            ("start: 2026-03-02 08:00 +01:00", "start: today", "+01:00"),
            ("line: 0.3672 mL full", "line: 0.3672 mL", "empty"), ("program: 300 mcg/day", "program: some", "stopped"),
            ("story: a test", "tale: a test", "known here are"), ("  model: VP-20\n", "", "without model"),
        ])
    func head(_ right: String, _ wrong: String, _ allowed: String) throws {
        let head = StoryFiles.head.replacing(right, with: wrong)
        #expect(head != StoryFiles.head)
        let errors = try #require(throws: StoryErrors.self) { try StoryFiles.parse(steps: "  - stop:\n", head: head) }
        #expect(errors.description.contains(allowed), "\(errors)")
    }

    @Test("A file that is not there, and one that is no text")
    func unreadable() throws {
        #expect(throws: StoryErrors.self) { try Story.read(file: StoryFiles.path("none.yaml")) }
        #expect(throws: StoryErrors.self) { try Story.parse([0xFF, 0xFE], file: "x") }
        #expect(throws: StoryErrors.self) { try Story.parse([], file: "x") }
    }
}
