import Scenario
import Testing

@Suite("What is expected and is not so")
struct WrongExpectationTests {
    /// One line for each kind of expectation, each untrue of the story's pump.
    @Test(
        "fails at its step, and says what was found",
        arguments: [
            ("{program: stopped}", "found simple continuous 300 mcg/day"),
            ("{total: 310 mcg/day}", "found 300 mcg/day"),
            ("{reservoir: 18.0 mL}", "found 17.37"),
            ("{reservoir: 18.0 mL within 3 %}", "found 17.37"),
            ("{flow: 0.7 mL/day}", "found 0.6 mL/day"),
            ("{concentration: 1000 mcg/mL}", "found 500 mcg/mL"),
            ("{lowReservoirDate: 2026-03-27}", "found 2026-03-"),
            ("{refillBy: never}", "found 2026-03-"),
            ("{emptyDate: 2027-01-01}", "found 2026-03-"),
            ("{serviceDays: 1}", "found 1999"),
            ("{patientBoluses: 1}", "found 0"),
            ("{clockAhead: +5 min}", "found +0 s"),
            ("{alarms: [motorStall]}", "found none"),
            ("{raised: [motorStall]}", "found none"),
            ("{sounding: critical}", "found nothing"),
            ("{pumpAlarms: lowReservoir}", "found none"),
            ("{delivers: nothing}", "found 300 mcg/day"),
            ("{trueReservoir: 18.0 mL}", "found 17.37"),
            ("{atTip: 310 mcg/day within 1 % over 24 h}", "found 300 mcg/day"),
            ("{deliveredTotal: 300 mcg}", "found 312.5"),
            ("{refused: aboveCeiling}", "found none"),
            ("{needsOverride: increase}", "found none"),
            ("{ends: succeeded}", "there was no command"),
            ("{bolus: given}", "there is none"),
            ("{log: [motorStalled]}", "there is none"),
        ])
    func fails(_ expectation: String, _ found: String) throws {
        let telling = try StoryFiles.play(
            steps: """
                  - at: +1d 09:00
                    interrogate:
                    expect: \(expectation)
                  - interrogate:
                """)
        let failure = try #require(telling.failure)
        #expect(failure.step == 1)
        #expect(failure.line == 16)
        #expect(failure.text.contains("line 18"))
        #expect(failure.text.contains(found), "\(failure.text)")
        #expect(telling.stepsPlayed == 0)
        #expect(telling.text(isColoured: false).contains("FAILED at step 1, line 16"))
        #expect(telling.json.contains("\"held\":false"))
    }

    @Test("A refusal that nobody expected fails")
    func unexpectedRefusal() throws {
        let telling = try StoryFiles.play(steps: "  - at: +1d 09:00\n    dose: 1001 mcg/day\n")
        #expect(try #require(telling.failure).text.contains("aboveCeiling"))
    }

    @Test("A change that needs no override fails where one was expected")
    func unexpectedSuccess() throws {
        let telling = try StoryFiles.play(
            steps: "  - at: +1d 09:00\n    dose: 310 mcg/day\n    expect: {needsOverride: increase}\n")
        #expect(try #require(telling.failure).text.contains("expected increase, found none"))
    }

    @Test("One of several codes is not all of them")
    func everyCode() throws {
        let telling = try StoryFiles.play(
            steps: "  - at: +1d 09:00\n    dose: 1001 mcg/day\n    expect: {refused: [aboveCeiling, bolusTooLarge]}\n")
        #expect(telling.failure?.step == 1)
    }

    @Test("A step whose time is past fails")
    func past() throws {
        let telling = try StoryFiles.play(steps: "  - at: +1d 09:00\n    interrogate:\n  - at: +1d 08:59\n    stop:\n")
        let failure = try #require(telling.failure)
        #expect(failure.step == 2)
        #expect(failure.text.contains("past"))
    }

    @Test("An alarm that is not listed can not be silenced")
    func noAlarm() throws {
        let telling = try StoryFiles.play(steps: "  - silence: motorStall\n")
        #expect(try #require(telling.failure).text.contains("no alarm motorStall is listed"))
    }
}
