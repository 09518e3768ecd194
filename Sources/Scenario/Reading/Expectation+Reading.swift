internal import AlarmDesk
internal import CommandQueue
internal import DaemonConfiguration
internal import PumpModel

extension Expectation {
    init(_ node: StoryNode, _ findings: inout StoryFindings) {
        guard case .section(let entries) = node.content else {
            findings.add(
                "\(node.kind) where a section is expected",
                allowed: "its keys are \(Key.allCases.map(\.rawValue).joined(separator: ", "))", of: node)
            return
        }
        for entry in entries {
            guard let key = Key(rawValue: entry.key) else {
                findings.add(
                    "unknown key", allowed: "known here are \(Key.allCases.map(\.rawValue).joined(separator: ", "))",
                    at: entry.place, path: entry.node.path)
                continue
            }
            guard let expected = Expected(key, entry.node, &findings) else { continue }
            items.append(Item(key: key, line: entry.place.line, expected: expected))
        }
    }
}

extension Expected {
    fileprivate init?(_ key: Expectation.Key, _ node: StoryNode, _ findings: inout StoryFindings) {
        func amount<Unit: Quantity>(_: Unit.Type) -> Expected? {
            StoryForms.expected(Unit.self).read(node, &findings).map { .amount($0) }
        }
        let found: Expected?
        switch key {
        case .program: found = StoryForms.text.read(node, &findings).map { .text($0) }
        case .refused, .needsOverride: found = Self.list(node, StoryForms.code, &findings)
        case .ends: found = StoryForms.ending.read(node, &findings).map { .text($0) }
        case .bolus:
            found = StoryForms.choice([("given", "given"), ("refused", "refused")]).read(node, &findings).map {
                .text($0)
            }
        case .log: found = Self.list(node, StoryForms.text, &findings)
        case .alarms: found = Self.list(node, StoryForms.listedAlarm, &findings)
        case .raised: found = Self.list(node, StoryForms.alarm, &findings)
        case .pumpAlarms: found = Self.list(node, StoryForms.pumpAlarm, &findings)
        case .sounding:
            let words = ["critical", "nonCritical", "nothing"]
            found = StoryForms.choice(words.map { ($0, $0) }).read(node, &findings).map { .text($0) }
        case .total, .atTip: found = amount(DailyDose.self)
        case .delivers:
            if case .text("nothing") = node.content { found = .nothing } else { found = amount(DailyDose.self) }
        case .reservoir, .trueReservoir: found = amount(Volume.self)
        case .flow: found = amount(Flow.self)
        case .concentration: found = amount(Concentration.self)
        case .deliveredTotal: found = amount(Dose.self)
        case .clockAhead: found = StoryForms.expectedShift.read(node, &findings).map { .amount($0) }
        case .lowReservoirDate, .refillBy, .emptyDate:
            if case .text("never") = node.content {
                found = .never
            } else {
                found = StoryForms.day.read(node, &findings).map { .day($0) }
            }
        case .serviceDays, .patientBoluses:
            found = StoryForms.number(0...Int64(65_535)).read(node, &findings).map { .count($0) }
        }
        guard let found else { return nil }
        self = found
    }

    /// A list, or the one that it has.
    private static func list(
        _ node: StoryNode, _ form: StoryForm<String>, _ findings: inout StoryFindings
    ) -> Expected? {
        guard case .list(let items) = node.content else { return form.read(node, &findings).map { .list([$0]) } }
        let found = items.compactMap { form.read($0, &findings) }
        return found.count == items.count ? .list(found) : nil
    }
}

extension StoryForms {
    /// A refusal's or a limit's code: which there are is for the rules to say, so any word is taken.
    static let code = StoryForm<String>(example: "aboveCeiling") { text in
        !text.isEmpty && text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) }
            ? text : nil
    }

    /// How a command ends.
    static let ending = choice(
        ["succeeded", "rejected", "failed", "cancelled", "expired", "superseded", "mismatched"].map { ($0, $0) })

    static let pumpAlarm = StoryForm<String>(
        example: "lowReservoir", parse: { text in AlarmCause.allCases.first { $0.name == text }?.name }
    ) { _ in
        "one of \(AlarmCause.allCases.map(\.name).joined(separator: ", "))"
    }

    /// "lowReservoir", "motorStall silenced".
    static let listedAlarm = StoryForm<String>(example: "lowReservoir silenced") { text in
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        let states = ["sounding", "silenced", "acknowledged", "cleared"]
        guard let name = parts.first, AlarmName(rawValue: name) != nil, parts.count == 1 || states.contains(parts[1])
        else { return nil }
        return text
    } hint: { text in
        let states = "and if it matters sounding, silenced, acknowledged or cleared"
        let isNamed = AlarmName(rawValue: String(text.prefix { $0 != " " })) != nil
        return isNamed ? "an alarm's name, \(states)" : "\(alarm.hint(text) ?? "an alarm's name"), \(states)"
    }

    /// "300 mcg/day", "300 mcg/day within 5 %", "300 mcg/day within 5 % over 24 h".
    static func expected<Unit: Quantity>(_: Unit.Type) -> StoryForm<ExpectedAmount> {
        let example = "300 \(Unit.display.unit) within 5 %"
        return StoryForm(example: example) { text in
            guard let (amount, perMille, over) = parts(of: text), let value = try? Unit(text: amount) else {
                return nil
            }
            return ExpectedAmount(
                value: value.rawValue, unit: Unit.display.unit,
                halfStep: halfStep(of: amount.dropLast(Unit.display.unit.count), decimals: Unit.display.decimals),
                perMille: perMille, over: over, text: text)
        } hint: { _ in
            "an amount like '\(example)', for what is delivered also '... over 24 h'"
        }
    }

    /// "+1 h within 10 %", "-90 s": in milliseconds.
    static let expectedShift = StoryForm<ExpectedAmount>(example: "+90 s within 10 %") { text in
        guard let (amount, perMille, over) = parts(of: text), over == nil, let value = shift.parse(amount) else {
            return nil
        }
        return ExpectedAmount(
            value: value, unit: "ms", halfStep: 500, perMille: perMille, over: nil, text: text)
    }

    private static func parts(of text: String) -> (amount: String, perMille: Int64?, over: TimeSpan?)? {
        var rest = text
        var over: TimeSpan?
        if let place = rest.firstRange(of: " over ") {
            over = span.parse(String(rest[place.upperBound...]))
            guard over != nil else { return nil }
            rest = String(rest[..<place.lowerBound])
        }
        guard let place = rest.firstRange(of: " within ") else { return (rest, nil, over) }
        let percent = rest[place.upperBound...]
        guard percent.hasSuffix(" %"), let perMille = perMille(String(percent.dropLast(2))) else { return nil }
        return (String(rest[..<place.lowerBound]), perMille, over)
    }

    /// Half of the last digit's step, in smallest units.
    private static func halfStep(of number: some StringProtocol, decimals: Int) -> Int64 {
        let written = number.trimmingSpaces.split(separator: ".").dropFirst().first?.count ?? 0
        return (0..<max(0, decimals - written)).reduce(1) { step, _ in step * 10 } / 2
    }
}

extension StringProtocol {
    fileprivate var trimmingSpaces: String { String(filter { $0 != " " }) }
}
