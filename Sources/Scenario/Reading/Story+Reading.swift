internal import DaemonConfiguration
internal import PumpModel

extension Story {
    private static let keys = ["story", "site", "library", "start", "pump", "steps"]

    /// Reads the content of a story's file.
    /// - Parameter file: its name for messages.
    /// - Throws: all mistakes at once, each with its line, what was found and what would be taken.
    package static func parse(_ bytes: [UInt8], file: String) throws(StoryErrors) -> Story {
        var findings = StoryFindings(file: file)
        guard bytes.count <= Limits.configurationBytes else {
            findings.add("is too large", allowed: "at most \(Limits.configurationBytes) bytes", at: .first)
            throw findings.report
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            findings.add("not valid UTF-8", allowed: "save the file as UTF-8", at: .first)
            throw findings.report
        }
        let story = StoryNode.root(of: text, findings: &findings).flatMap { Story($0, &findings) }
        guard let story, findings.isEmpty else { throw findings.report }
        return story
    }

    private init?(_ root: StoryNode, _ findings: inout StoryFindings) {
        let reader = StoryReader(root, keys: Self.keys, findings: &findings)
        let title = reader.required("story", StoryForms.text, &findings)
        let site = reader.required("site", StoryForms.text, &findings)
        let library = reader.optional("library", StoryForms.choice([("site", true), ("none", false)]), &findings)
        let start = reader.required("start", StoryForms.start, &findings)
        let offset = start?.utcOffsetMinutes ?? 0
        let pump = reader["pump"].flatMap { StoryPump($0, &findings) }
        if reader["pump"] == nil {
            findings.add("without pump", allowed: "every story is about a pump", at: root.place)
        }
        let steps = Self.steps(reader["steps"], root, offset, &findings)
        guard let title, let site, let start, let pump, let steps else { return nil }
        self.init(
            title: title, site: site, hasLibrary: library ?? true, start: start.at, utcOffsetMinutes: offset,
            pump: pump,
            steps: steps)
    }

    private static func steps(
        _ node: StoryNode?, _ root: StoryNode, _ offset: Int, _ findings: inout StoryFindings
    ) -> [StoryStep]? {
        guard let node, case .list(let items) = node.content, !items.isEmpty else {
            findings.add(
                "without steps", allowed: "a list, each step like '- at: +0d 09:00' with what happens below it",
                at: node?.place ?? root.place, path: "steps")
            return nil
        }
        let steps = items.compactMap { StoryStep($0, offset, &findings) }
        return steps.count == items.count ? steps : nil
    }
}

extension StoryPump {
    private static let keys = [
        "serial", "model", "size", "filled", "concentration", "calibration", "program", "service", "implanted", "line",
        "setup",
    ]

    fileprivate init?(_ node: StoryNode, _ findings: inout StoryFindings) {
        let reader = StoryReader(node, keys: Self.keys, findings: &findings)
        let serial = reader.required(
            "serial",
            StoryForm(example: "STORY-1") {
                PumpSerial($0)
            } hint: { _ in
                "1 to 20 of A-Z, 0-9 and '-'"
            },
            &findings)
        let model = reader.required("model", StoryForms.text, &findings)
        let size = reader.required("size", StoryForms.volume, &findings)
        let filled = reader.required("filled", StoryForms.volume, &findings)
        let concentration = reader.required("concentration", StoryForms.concentration, &findings)
        let calibration = reader.required("calibration", StoryForms.number(0...UInt32.max), &findings)
        let program = reader.required("program", StoryForms.firstProgram, &findings)
        let days = reader.optional("service", StoryForms.days(-3_650...3_650), &findings)
        let isImplanted = reader.optional("implanted", StoryForms.yesNo, &findings)
        let line = reader.required("line", StoryForms.line, &findings)
        let setUp = reader["setup"].map { SetUpOrder($0, &findings) }
        if let filled, let size, filled > size, let place = reader["filled"] {
            findings.add("\(filled) does not fit into \(size)", allowed: "at most the pump's size", of: place)
        }
        guard let serial, let model, let size, let filled, let concentration, let calibration, let program, let line
        else { return nil }
        if case .some(.none) = setUp { return nil }
        self.init(
            serial: serial, model: model, reservoirSize: size, filled: filled, concentration: concentration,
            calibrationConstant: calibration, program: program, serviceDays: days ?? 2_000,
            isImplanted: isImplanted ?? false, lineVolume: line.volume, isLineFilled: line.isFilled,
            setUp: setUp.flatMap { $0 })
    }
}

extension StoryForms {
    /// "stopped", "minimumRate", "100 mcg/day".
    static let firstProgram = StoryForm<Program>(example: "100 mcg/day") { text in
        switch text {
        case "stopped": .stopped
        case "minimumRate": .minimumRate
        default: dose.parse(text).map { .simpleContinuous($0) }
        }
    } hint: { _ in
        "stopped, minimumRate, or a dose like '100 mcg/day'"
    }

    /// "0.3672 mL empty", "0.3672 mL full".
    static let line = StoryForm<(volume: Volume, isFilled: Bool)>(example: "0.3672 mL empty") { text in
        for (word, isFilled) in [(" empty", false), (" full", true)] where text.hasSuffix(word) {
            return volume.parse(String(text.dropLast(word.count))).map { ($0, isFilled) }
        }
        return nil
    } hint: { _ in
        "what tubing and catheter hold, and whether drug: like '0.3672 mL empty' or '0.3672 mL full'"
    }
}
