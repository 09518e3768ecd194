internal import DaemonConfiguration
internal import PumpModel

extension StoryStep {
    private static let frame = ["at", "wait", "note", "override", "expect"]

    init?(_ node: StoryNode, _ utcOffsetMinutes: Int, _ findings: inout StoryFindings) {
        let reader = StoryReader(node, keys: Self.frame + StoryAction.keys, findings: &findings)
        let known = findings.isEmpty
        let at = reader.optional("at", StoryForms.at, &findings)
        let wait = reader.optional("wait", StoryForms.span, &findings)
        if let place = reader["wait"], reader["at"] != nil {
            findings.add("both at and wait", allowed: "one of them says when", of: place)
        }
        let actions = StoryAction.keys.compactMap { key in reader[key].map { (key, $0) } }
        if actions.count > 1 {
            findings.add(
                "\(actions.map(\.0).joined(separator: " and ")) in one step", allowed: "one action in each step",
                of: node)
        }
        let action = actions.first.map { StoryAction($0.0, $0.1, utcOffsetMinutes, &findings) }
        let override = reader.optional("override", StoryForms.text, &findings)
        if let place = reader["override"] {
            if case .some(.some(.change)) = action {
            } else if known {
                findings.add("an override of nothing", allowed: "it belongs to a change of therapy", of: place)
            }
        }
        let note = reader.optional("note", StoryForms.text, &findings)
        let expectation = reader["expect"].map { Expectation($0, &findings) }
        if actions.isEmpty, reader["expect"] == nil, reader["wait"] == nil, note == nil, case .section = node.content {
            findings.add(
                "a step in which nothing happens",
                allowed: "give it one of \(StoryAction.keys.joined(separator: ", "))",
                of: node)
        }
        if case .some(.none) = action { return nil }
        self.init(
            line: node.place.line, time: at ?? wait.map { .wait($0) }, note: note, action: action.flatMap { $0 },
            override: override, expectation: expectation ?? Expectation())
    }
}

extension StoryAction {
    static let keys = [
        "interrogate", "setup", "prime", "dose", "minimumRate", "flex", "bolus", "periodic", "patientBolus", "refill",
        "clock", "stop", "log", "acknowledge", "silence", "patient", "mri", "interference", "memory", "power",
        "service",
        "reservoir", "drift", "accuracy", "range", "wand", "daemon", "clocks", "watch",
    ]

    /// Nil when it is wrong; `findings` then says what.
    init?(_ key: String, _ node: StoryNode, _ utcOffsetMinutes: Int, _ findings: inout StoryFindings) {
        func read<Value>(_ form: StoryForm<Value>, _ make: (Value) -> StoryAction) -> StoryAction? {
            form.read(node, &findings).map(make)
        }
        let found: StoryAction?
        switch key {
        case "interrogate": found = Self.alone(node, .interrogate, &findings)
        case "stop": found = Self.alone(node, .stop, &findings)
        case "interference": found = Self.alone(node, .interference, &findings)
        case "minimumRate": found = Self.alone(node, .change(.minimumRate), &findings)
        case "log": found = read(StoryForms.word(LogChoice.self)) { .readLog($0) }
        case "acknowledge": found = read(StoryForms.alarm) { .acknowledge($0) }
        case "silence": found = read(StoryForms.alarm) { .silence($0) }
        case "patient": found = read(StoryForms.choice([("asks for a bolus", StoryAction.patientAsksForBolus)])) { $0 }
        case "mri": found = read(StoryForms.magnet) { .mri($0) }
        case "memory": found = read(StoryForms.word(MemoryStep.self)) { .memory($0) }
        case "power": found = read(StoryForms.choice([("cut", StoryAction.powerCut)])) { $0 }
        case "service": found = read(StoryForms.days(-3_650...3_650)) { .service(days: $0) }
        case "reservoir": found = read(StoryForms.choice([("empty", StoryAction.emptied)])) { $0 }
        case "drift": found = read(StoryForms.drift) { .drift(perMillion: $0) }
        case "accuracy": found = read(StoryForms.accuracy) { .accuracy(perMille: $0) }
        case "range": found = read(StoryForms.choice([("in", true), ("out", false)])) { .range(isInRange: $0) }
        case "wand": found = read(StoryForms.word(WandStep.self)) { .wand($0) }
        case "daemon": found = read(StoryForms.choice([("restart", StoryAction.daemonRestart)])) { $0 }
        case "clocks": found = read(StoryForms.utcOffset) { .clocks(utcOffsetMinutes: $0) }
        case "watch": found = read(StoryForms.watch) { .watch($0.0, every: $0.1) }
        default: found = ChangeOrder(key, node, utcOffsetMinutes, &findings).map { .change($0) }
        }
        guard let found else { return nil }
        self = found
    }

    /// An action that has no value.
    private static func alone(
        _ node: StoryNode, _ action: StoryAction, _ findings: inout StoryFindings
    ) -> StoryAction? {
        if case .text("") = node.content { return action }
        findings.add("\(node.kind) where nothing is expected", allowed: "write the key alone", of: node)
        return nil
    }
}
