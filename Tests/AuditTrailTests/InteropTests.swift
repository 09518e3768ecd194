import AuditTrail
import Foundation
import Testing

/// The verifier in Python finds in an exported trail what this one finds.
struct InteropTests {
    static let trails: [[AuditRecord]] = {
        var trails = [Trail.records, [], Array(Trail.records[4...]), Array(Trail.records.reversed())]
        trails += FieldChange.allCases.map { Trail.replacing(5, with: $0.applied(to: Trail.record(5))) }
        trails += FieldChange.allCases.map { change in
            [change.applied(to: Trail.record(5))] + Trail.records[5...]
        }
        trails += [Trail.removing(1...1), Trail.removing(4...6), Trail.removing(10...12)]
        trails += [Trail.swapping(3, 4), Trail.swapping(2, 9), Trail.swapping(1, 12)]
        trails += [Trail.duplicating(3, behind: 3), Trail.duplicating(8, behind: 2), Trail.duplicating(2, behind: 12)]
        let forged = AuditRecord(sequence: 6, previous: Trail.record(6).previous, entry: nil)
        trails += [Trail.replacing(6, with: forged), Trail.replacing(6, with: forged).reversed()]
        let renumbered = AuditRecord(sequence: 60, previous: Trail.record(6).previous, entry: nil)
        trails += [Trail.replacing(6, with: renumbered)]
        trails += [Trail.records.prefix(7) + Trail.chain([1, 2, 3, 4, 5], after: Trail.anchor(before: 8))]
        return trails
    }()

    /// What both verifiers know when they read a trail.
    private struct Reading {
        let records: [AuditRecord]
        let after: AuditHead?
        let head: AuditHead?

        var findings: [AuditFinding] {
            var verifier =
                after.map { AuditVerifier(after: $0, watching: head?.sequence) }
                ?? AuditVerifier(watching: head?.sequence)
            return verifier.findings(in: records, expecting: head)
        }
    }

    @Test func pythonFindsTheSame() throws {
        let trails = Self.trails + (0..<300).map { RandomActs(seed: $0).records }
        let readings = trails.flatMap { records in
            [
                Reading(records: records, after: .beginning, head: Trail.head),
                Reading(records: records, after: Trail.anchor(before: 3), head: nil),
                Reading(records: records, after: nil, head: Trail.head),
                Reading(records: records, after: nil, head: Trail.anchor(before: 7)),
            ]
        }
        let found = try PythonVerifier.findings(
            in: readings.map { reading in
                PythonVerifier.Case(
                    lines: reading.records.map { $0.line() }, after: reading.after?.text, head: reading.head?.text)
            })
        #expect(found.count == readings.count)
        for (reading, found) in zip(readings, found) {
            let expected = reading.findings.map(shortText)
            #expect(
                found.sorted() == expected.sorted(),
                "\(reading.records.map(\.sequence)) after \(reading.after?.text ?? "nil")")
        }
    }

    @Test func pythonPassesItsOwnTest() throws {
        #expect(try PythonVerifier.run(export: "", ["--self-test"]).status == 0)
    }

    @Test func pythonReadsAnExport() throws {
        let export = Trail.records.map { $0.line() + "\n" }.joined()
        let kept = ["--after", AuditHead.beginning.text, "--head", Trail.head.text]
        let intact = try PythonVerifier.run(export: export, kept)
        #expect(intact.status == 0)
        #expect(intact.output == "12 records, nothing found\n")
        let cut = try PythonVerifier.run(export: Trail.record(1).line(), kept)
        #expect(cut.status == 1)
        #expect(cut.output.hasPrefix("truncated 1: "))
    }

    @Test(arguments: [
        "{}", "[", "5", #"{"entry":1.0,"hash":"","previous":"","sequence":1}"#, " " + Trail.record(1).line(),
        Trail.record(1).line().replacing(#"{"entry""#, with: #"{"entry":1,"entry""#),
        Trail.record(1).line().replacing(#""hash""#, with: #""extra":1,"hash""#),
    ])
    func pythonRefusesOtherLines(line: String) throws {
        let result = try PythonVerifier.run(export: line + "\n", [])
        #expect(result.status == 1)
        #expect(result.output.hasPrefix("unreadable line 1: "))
    }

    private func shortText(_ finding: AuditFinding) -> String {
        switch finding {
        case .changed(let sequence): "changed \(sequence)"
        case .misnumbered(let sequence, let place): "misnumbered \(sequence) at \(place)"
        case .brokenLink(let sequence): "brokenLink \(sequence)"
        case .missing(let sequences): "missing \(sequences.lowerBound)-\(sequences.upperBound)"
        case .outOfOrder(let sequence, let after): "outOfOrder \(sequence) after \(after)"
        case .duplicated(let sequence): "duplicated \(sequence)"
        case .truncated(let last, _): "truncated \(last)"
        case .wrongHead(let sequence, _, _): "wrongHead \(sequence)"
        case .headNotCompared(let sequence): "headNotCompared \(sequence)"
        }
    }
}
