internal import AlarmDesk
internal import PumpModel

/// Looks whether everything is as expected.
extension StoryRun {
    /// - Returns: what is not so, each as a sentence. What went against a step and was not expected is one of them.
    mutating func check(_ expectation: Expectation, _ outcome: Outcome) -> [String] {
        var problems: [String] = []
        if let problem = outcome.problem, expectation.expected(.refused) == nil,
            expectation.expected(.needsOverride) == nil, expectation.expected(.ends) == nil
        {
            let codes = (outcome.refused + outcome.needsOverride).joined(separator: ", ")
            problems.append("it did not succeed: \(problem)" + (codes.isEmpty ? "" : " [\(codes)]"))
        }
        for item in expectation.items {
            checks += 1
            guard let problem = problem(item, outcome) else {
                ward.tale.add(.check, ward.now, "\(item.key.rawValue): \(Self.text(item.expected))")
                continue
            }
            problems.append("line \(item.line): \(item.key.rawValue): \(problem)")
        }
        return problems
    }

    private static func text(_ expected: Expected) -> String {
        switch expected {
        case .text(let text): text
        case .list(let list): list.isEmpty ? "none" : list.joined(separator: ", ")
        case .amount(let amount): amount.text
        case .day(let day): Timestamp(clamping: day * TimeSpan.day.milliseconds).dateText
        case .never: "never"
        case .nothing: "nothing"
        case .count(let count): "\(count)"
        }
    }

    /// What is not as expected; nil when all is.
    private func problem(_ item: Expectation.Item, _ outcome: Outcome) -> String? {
        let found = found(item, outcome)
        guard let found else { return "expected \(Self.text(item.expected)), and there is none: read the pump first" }
        switch (item.expected, found) {
        case (.text(let expected), .text(let found)) where expected == found: return nil
        case (.amount(let amount), .amount(let value, _)) where amount.holds(value): return nil
        case (.day(let expected), .day(let day)) where expected == day: return nil
        case (.never, .never), (.nothing, .nothing): return nil
        case (.nothing, .amount(0, _)): return nil
        case (.count(let expected), .count(let count)) where expected == count: return nil
        case (.list(let expected), .list(let found)) where matches(item.key, expected, found): return nil
        default: return "expected \(Self.text(item.expected)), found \(found.text)"
        }
    }

    private func matches(_ key: Expectation.Key, _ expected: [String], _ found: [String]) -> Bool {
        switch key {
        case .refused, .needsOverride: return Set(expected) == Set(found)
        case .alarms:
            return expected.count == found.count
                && zip(expected, found).allSatisfy { $0 == $1 || $1.hasPrefix($0 + " ") }
        case .log:
            // in this order, with or without the time
            var rest = found[...]
            for entry in expected {
                guard let place = rest.firstIndex(where: { $0 == entry || $0.hasPrefix(entry + " ") }) else {
                    return false
                }
                rest = rest[(place + 1)...]
            }
            return true
        default: return expected == found
        }
    }
}
