/// A change as all rules see it.
package struct Judgement: Hashable, Codable, Sendable {
    /// Every rule once, in the order of `Rule.allCases`.
    package let rules: [RuleFinding]

    init(rules: [RuleFinding]) { self.rules = rules }

    /// What refuses the change.
    package var hard: [HardLimit] { rules.flatMap(\.hard) }
    /// What only an override with a reason passes.
    package var soft: [SoftLimit] { rules.flatMap(\.soft) }
}

/// What one rule says, with the numbers that made it so.
package struct RuleFinding: Hashable, Codable, Sendable {
    package let rule: Rule
    package let outcome: Outcome
    /// One sentence for people.
    package let text: String
    /// Not empty when the outcome is `refused`.
    package let hard: [HardLimit]
    /// Not empty when the outcome is `needsOverride`; it may also hold what a refusal passes over.
    package let soft: [SoftLimit]

    package enum Outcome: String, Hashable, Codable, Sendable, CaseIterable {
        case met
        case needsOverride
        case refused
        /// The change has nothing that the rule is about.
        case notApplicable
    }
}

extension RuleFinding {
    static func met(_ rule: Rule, _ text: String) -> RuleFinding {
        RuleFinding(rule: rule, outcome: .met, text: text, hard: [], soft: [])
    }

    static func notApplicable(_ rule: Rule, _ text: String) -> RuleFinding {
        RuleFinding(rule: rule, outcome: .notApplicable, text: text, hard: [], soft: [])
    }

    /// - Parameter met: the sentence for when nothing is broken.
    static func of(_ rule: Rule, hard: [HardLimit] = [], soft: [SoftLimit] = [], met: String) -> RuleFinding {
        guard !hard.isEmpty || !soft.isEmpty else { return .met(rule, met) }
        let text = (hard.map(\.description) + soft.map(\.description)).joined(separator: "; ")
        return RuleFinding(
            rule: rule, outcome: hard.isEmpty ? .needsOverride : .refused, text: text, hard: hard, soft: soft)
    }
}
