internal import PumpModel

extension Story {
    /// Plays the story on virtual time. The same story and site give the same telling, to the letter.
    package func play(on site: Site) -> Telling {
        var telling = Telling(
            title: title, tale: Tale(start: start, utcOffsetMinutes: utcOffsetMinutes), steps: steps.count)
        do throws(StoryProblem) {
            var run = try StoryRun(self, site)
            for (index, step) in steps.enumerated() {
                do throws(StoryProblem) {
                    try run.play(step)
                    telling.stepsPlayed = index + 1
                } catch {
                    telling.failure = Telling.Failure(step: index + 1, line: step.line, text: error.text)
                    run.ward.tale.add(.failure, run.ward.now, "step \(index + 1), line \(step.line): \(error.text)")
                    break
                }
            }
            telling.tale = run.ward.tale
            telling.checks = run.checks
            telling.virtualMilliseconds = run.ward.now
        } catch {
            telling.failure = Telling.Failure(step: 0, line: 1, text: error.text)
        }
        return telling
    }
}

/// What became of a story.
package struct Telling: Hashable, Sendable {
    package let title: String
    package internal(set) var tale: Tale
    package let steps: Int
    package internal(set) var stepsPlayed = 0
    package internal(set) var checks = 0
    package internal(set) var virtualMilliseconds: Int64 = 0
    /// Nil when everything held.
    package internal(set) var failure: Failure?

    /// The step that did not hold, counted from 1; 0 when the story could not begin.
    package struct Failure: Hashable, Sendable {
        package let step: Int
        package let line: Int
        package let text: String
    }
}
