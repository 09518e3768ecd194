internal import PumpModel

/// One telling of a story: step by step, until one does not hold.
struct StoryRun {
    /// Time without the wand after which it counts as put away, so that no empty line is polled for days.
    static let visit: Int64 = 15 * 60_000
    /// What a person takes to read old and new side by side, in milliseconds.
    static let reading: Int64 = 10_000
    /// What the daemon has to answer in, in milliseconds.
    static let patience: Int64 = 60_000

    let story: Story
    let ward: Ward
    /// Somebody pulled the plug: it stays out until it is plugged in.
    var isUnplugged = false
    /// Somebody plugged it in to stay, until it is put away or unplugged.
    var isHeld = false
    var checks = 0

    init(_ story: Story, _ site: Site) throws(StoryProblem) {
        self.story = story
        ward = Ward(story, site, try story.pump.memory(at: story.start, site))
    }

    mutating func play(_ step: StoryStep) throws(StoryProblem) {
        ward.tale.raised = []
        if let time = step.time { try move(to: time) }
        if let note = step.note { ward.tale.add(.note, ward.now, note) }
        var outcome = Outcome()
        if let action = step.action { outcome = try perform(action, step) }
        let problems = check(step.expectation, outcome)
        if !problems.isEmpty { throw StoryProblem(problems.joined(separator: "; ")) }
    }

    // MARK: time

    private mutating func move(to time: StepTime) throws(StoryProblem) {
        let day = TimeSpan.day.milliseconds
        let offset = Int64(ward.tale.utcOffsetMinutes) * 60_000
        let start = story.start.millisecondsSince1970
        let target: Int64
        switch time {
        case .wait(let span): target = ward.now + span.milliseconds
        case .day(let number, let minute):
            let first = (start + Int64(story.utcOffsetMinutes) * 60_000) / day
            target = (first + Int64(number)) * day + Int64(minute) * 60_000 - offset - start
        case .date(let date, let minute): target = date * day + Int64(minute) * 60_000 - offset - start
        }
        guard target >= ward.now else {
            let now = ward.tale.local(ward.moment.utc)
            throw StoryProblem(
                "its time is past: it is +\(now.storyDay)d \(now.clockWithSeconds), \(now.date), when this step begins")
        }
        try pass(until: target)
    }

    /// Time passes; a wand that nobody needs for long is put away.
    mutating func pass(until target: Int64) throws(StoryProblem) {
        if ward.isPortOpen, !isHeld, target - ward.now > Self.visit {
            try ward.run(until: min(target, ward.now + Self.reading))
            try putWandAway()
        }
        try ward.run(until: target)
    }

    mutating func putWandAway() throws(StoryProblem) {
        isHeld = false
        guard ward.isPortOpen else { return }
        ward.tale.add(.clinician, ward.now, "puts the wand away")
        try ward.closePort(inOrder: true)
    }

    /// Brings the wand, unless somebody pulled its plug.
    mutating func bringWand() throws(StoryProblem) {
        guard !isUnplugged else { return }
        try ward.openPort()
        try ward.run(until: ward.now + Self.patience, .wandStatus)
    }
}
