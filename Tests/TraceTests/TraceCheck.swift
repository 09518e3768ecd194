/// What is wrong with a table of requirements, each as a sentence with the row's number.
struct TraceCheck: Sendable {
    var index: SourceIndex
    var hasFile: @Sendable (String) -> Bool

    /// A gap is a sentence, not a word.
    private static let shortestGap = 20

    func faults(of text: String) -> [String] { faults(of: TraceTable(text)) }

    func faults(of table: TraceTable) -> [String] {
        var faults: [String] = []
        var requirements: [TraceTable.Requirement] = []
        for row in table.rows {
            guard let requirement = TraceTable.Requirement(row) else {
                faults.append("line \(row.line): five cells, the last one met, partly or not met")
                continue
            }
            requirements.append(requirement)
            faults += self.faults(of: requirement).map { "\(requirement.id): \($0)" }
        }
        return faults + numbering(table.rows.compactMap(\.cells.first)) + counts(requirements, table.counts)
    }

    private func faults(of requirement: TraceTable.Requirement) -> [String] {
        var faults: [String] = []
        for place in requirement.places where !isPlace(place) { faults.append("no such place: \(place)") }
        for test in requirement.tests where !isTest(test) { faults.append("no such test: \(test)") }
        for twice in Set(requirement.tests.filter { test in requirement.tests.count { $0 == test } > 1 }).sorted() {
            faults.append("named twice: \(twice)")
        }
        if requirement.requirement.count < Self.shortestGap { faults.append("it says nothing") }
        if let gap = requirement.state.gap, gap.count < Self.shortestGap { faults.append("a gap without a reason") }
        switch requirement.state {
        case .met, .partly:
            if requirement.tests.isEmpty { faults.append("nothing shows it") }
            if requirement.places.isEmpty { faults.append("nothing answers it") }
        case .notMet: break
        }
        return faults
    }

    private func isPlace(_ place: String) -> Bool { place.contains(".") ? hasFile(place) : index.types.contains(place) }

    private func isTest(_ test: String) -> Bool {
        if test.hasSuffix("()") { return index.tests.contains(test) }
        return ["Tests/", "FuzzTesting/"].contains(where: test.hasPrefix) && hasFile(test)
    }

    /// SR-01, SR-02 and so on: each once, none left out, in order.
    private func numbering(_ ids: [String]) -> [String] {
        let wanted = (1...max(1, ids.count)).map { "SR-" + ($0 < 10 ? "0\($0)" : "\($0)") }
        var faults = wanted.filter { !ids.contains($0) }.map { "\($0): missing" }
        for (index, id) in ids.enumerated() {
            if ids[..<index].contains(id) {
                faults.append("\(id): doubled")
            } else if !wanted.contains(id) {
                faults.append("\(id): no number of this table")
            }
        }
        if faults.isEmpty, ids != wanted { faults.append("the numbers are out of order") }
        return faults
    }

    /// The sentence at the top, which nobody can keep while rows come, go or change.
    private func counts(_ requirements: [TraceTable.Requirement], _ said: [Int]) -> [String] {
        var found = [requirements.count, 0, 0, 0]
        for requirement in requirements {
            switch requirement.state {
            case .met: found[1] += 1
            case .partly: found[2] += 1
            case .notMet: found[3] += 1
            }
        }
        guard found != said else { return [] }
        return [
            "the count: Requirements: \(found[0]); met: \(found[1]); partly: \(found[2]); not met: \(found[3])."
        ]
    }
}
