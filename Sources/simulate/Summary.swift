import Simulation

/// The result of a set of runs, for people and for programs.
struct Summary {
    let tally: Tally
    let failures: [SimulationFailure]
    let elapsed: Duration

    private var milliseconds: Int64 {
        elapsed.components.seconds * 1_000 + elapsed.components.attoseconds / 1_000_000_000_000_000
    }
    private var stepsPerSecond: Int { tally.steps * 1_000 / max(Int(milliseconds), 1) }

    private var numbers: [(name: String, value: Int)] {
        [
            ("seeds", tally.runs), ("steps", tally.steps), ("elapsedMilliseconds", Int(milliseconds)),
            ("stepsPerSecond", stepsPerSecond), ("virtualSeconds", Int(tally.virtualMilliseconds / 1_000)),
            ("daemonRuns", tally.incarnations), ("sessions", tally.sessions), ("questions", tally.questions),
            ("refusals", tally.refusals), ("durableRecords", tally.durableRecords), ("alerts", tally.alerts),
            ("faults", tally.faults.total),
        ]
    }

    private var faults: [(name: String, value: Int)] {
        FaultKind.allCases.map { ($0.rawValue, tally.faults[$0]) }
    }

    private var outcomes: [(name: String, value: Int)] {
        tally.outcomes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    var text: String {
        func list(_ pairs: [(name: String, value: Int)]) -> String {
            pairs.map { "  \($0.name) \($0.value)" }.joined(separator: "\n")
        }
        func met(_ name: String, _ pairs: [(name: String, count: Int)]) -> String {
            let missing = pairs.filter { $0.count == 0 }.map(\.name)
            let never = missing.isEmpty ? "" : "; never: \(missing.joined(separator: ", "))"
            return "\(name): \(pairs.count - missing.count) of \(pairs.count) met\(never)"
        }
        let coverage = """
            \(met("link state x event", tally.coverage.linkPairs))
            \(met("therapy step x event", tally.coverage.workPairs))
            """
        let verdict = failures.isEmpty ? "all invariants held" : failures.map(\.description).joined(separator: "\n\n")
        return """
            \(list(numbers))
            faults
            \(list(faults))
            commands by their end
            \(list(outcomes))
            \(coverage)
            \(verdict)
            """
    }

    var json: String {
        func object(_ pairs: [(name: String, value: Int)]) -> String {
            "{" + pairs.map { "\"\($0.name)\":\($0.value)" }.joined(separator: ",") + "}"
        }
        func list(_ texts: [String]) -> String { "[" + texts.map(quoted).joined(separator: ",") + "]" }
        let failed = failures.map { failure in
            "{\"invariant\":\(quoted(failure.invariant.rawValue)),\"what\":\(quoted(failure.what)),"
                + "\"seed\":\(failure.seed),\"step\":\(failure.step),\"replay\":\(quoted(failure.replay)),"
                + "\"trace\":\(list(failure.trace))}"
        }
        var members = numbers.map { "\"\($0.name)\":\($0.value)" }
        members.append("\"faultsByKind\":\(object(faults))")
        members.append("\"commandsByEnd\":\(object(outcomes))")
        for (name, pairs) in [("linkPairs", tally.coverage.linkPairs), ("stepPairs", tally.coverage.workPairs)] {
            let missing = pairs.filter { $0.count == 0 }.map(\.name)
            members.append("\"\(name)\":\(pairs.count),\"\(name)Never\":\(list(missing))")
        }
        members.append("\"failures\":[\(failed.joined(separator: ","))]")
        return "{" + members.joined(separator: ",") + "}"
    }

    private func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
