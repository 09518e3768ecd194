import Testing

/// The check can fail: on a small table that is right, and on the real one, each mistake is found as what it is.
@Suite struct CheckTests {
    static let sound = """
        # A table

        Requirements: 3; met: 1; partly: 1; not met: 1.

        | id | requirement | where | shown by | state |
        |---|---|---|---|---|
        | SR-01 | The pump does what it is told. | `Pump/Valve` | `PumpTests/ValveTests.opens()`, `Tests/a.py` | met |
        | SR-02 | The pump does nothing else at all. | `Pump/Valve`, `config/a.yaml` | `PumpTests/ValveTests.shuts()` | partly: nobody looks at night |
        | SR-03 | The pump sings while it does it. | - | - | not met: it has no voice, and nobody asked |
        """

    static let check: TraceCheck = {
        var index = SourceIndex()
        index.addTypes(of: "package struct Valve: Sendable {\n}", in: "Pump")
        index.addTests(
            of:
                "@Suite struct ValveTests {\n    @Test func opens() {\n    }\n    @Test(arguments: 1...2)\n    func shuts(_ n: Int) {\n",
            in: "PumpTests")
        return TraceCheck(index: index) { ["Tests/a.py", "config/a.yaml"].contains($0) }
    }()

    @Test func aSoundTableHasNoFaults() { #expect(Self.check.faults(of: Self.sound) == []) }

    /// What is replaced, by what, and what is found.
    static let mistakes: [(old: String, new: String, faults: [String])] = [
        ("ValveTests.opens()", "ValveTests.open()", ["SR-01: no such test: PumpTests/ValveTests.open()"]),
        (
            "PumpTests/ValveTests.opens()", "PumpTests/LidTests.opens()",
            ["SR-01: no such test: PumpTests/LidTests.opens()"]
        ),
        (
            "PumpTests/ValveTests.opens()", "LidTests/ValveTests.opens()",
            ["SR-01: no such test: LidTests/ValveTests.opens()"]
        ),
        ("ValveTests.opens()", "ValveTests.opens", ["SR-01: no such test: PumpTests/ValveTests.opens"]),
        ("Tests/a.py", "Tests/b.py", ["SR-01: no such test: Tests/b.py"]),
        ("Tests/a.py", "config/a.yaml", ["SR-01: no such test: config/a.yaml"]),
        ("`Tests/a.py`", "Tests/a.py", ["SR-01: no such test: (Tests/a.py)"]),
        (", `Tests/a.py`", ", `Tests/a.py`, `Tests/a.py`", ["SR-01: named twice: Tests/a.py"]),
        ("`PumpTests/ValveTests.shuts()`", "-", ["SR-02: nothing shows it"]),
        ("`PumpTests/ValveTests.shuts()`", "by hand", ["SR-02: no such test: (by hand)"]),
        ("| `Pump/Valve` |", "| `Pump/Lid` |", ["SR-01: no such place: Pump/Lid"]),
        ("| `Pump/Valve` |", "| - |", ["SR-01: nothing answers it"]),
        ("config/a.yaml", "config/b.yaml", ["SR-02: no such place: config/b.yaml"]),
        ("The pump sings while it does it.", "Sings.", ["SR-03: it says nothing"]),
        ("it has no voice, and nobody asked", "later", ["SR-03: a gap without a reason"]),
        ("nobody looks at night", "mostly", ["SR-02: a gap without a reason"]),
        (" met |\n", " nearly |\n", ["line 7: five cells", "the count: Requirements: 2; met: 0;"]),
        (
            "not met: it has no voice", "not met, it has no voice",
            ["line 9: five cells", "the count: Requirements: 2;"]
        ),
        (" | `Pump/Valve` | ", " | ", ["line 7: five cells", "the count: Requirements: 2;"]),
        ("SR-02", "SR-03", ["SR-02: missing", "SR-03: doubled"]),
        ("SR-02", "SR-04", ["SR-02: missing", "SR-04: no number of this table"]),
        ("SR-02", "SR-2", ["SR-02: missing", "SR-2: no number of this table"]),
        ("partly: nobody looks at night", "met", ["the count: Requirements: 3; met: 2; partly: 0;"]),
        ("Requirements: 3", "Requirements: 4", ["the count: Requirements: 3;"]),
        ("Requirements: 3", "There are 3", ["the count: Requirements: 3;"]),
    ]

    @Test(arguments: mistakes.indices)
    func aMistakeIsFound(_ number: Int) {
        let (old, new, expected) = Self.mistakes[number]
        let spoilt = Self.replacingFirst(old, by: new, in: Self.sound)
        #expect(spoilt != Self.sound)
        let found = Self.check.faults(of: spoilt)
        #expect(found.count == expected.count, "\(found)")
        for (fault, start) in zip(found, expected) { #expect(fault.hasPrefix(start), "\(fault)") }
    }

    @Test func rowsInAnotherOrderAreFound() {
        var lines = Self.sound.split(separator: "\n", omittingEmptySubsequences: false)
        lines.swapAt(6, 7)
        #expect(Self.check.faults(of: lines.joined(separator: "\n")) == ["the numbers are out of order"])
    }

    /// Whichever row of the real table is taken out, doubled, or loses the name of a test.
    @Test func anyRowOfTheRealTableCounts() throws {
        let (table, index) = (TraceTable(try Repository.table.get()), try Repository.index.get())
        let check = TraceCheck(index: index, hasFile: { Repository.own.hasFile($0) })
        try #require(check.faults(of: table).isEmpty)
        for (place, row) in table.rows.enumerated() {
            var without = table
            without.rows.remove(at: place)
            #expect(!check.faults(of: without).isEmpty, "without \(row.cells[0])")
            var twice = table
            twice.rows.insert(row, at: place)
            #expect(check.faults(of: twice).contains("\(row.cells[0]): doubled"))
            guard let name = TraceTable.Requirement(row)?.tests.last else { continue }
            var renamed = table
            renamed.rows[place].cells[3] = Self.replacingFirst(name, by: "x" + name, in: row.cells[3])
            #expect(check.faults(of: renamed) == ["\(row.cells[0]): no such test: x\(name)"])
        }
    }

    private static func replacingFirst(_ old: String, by new: String, in text: String) -> String {
        guard let range = text.firstRange(of: old) else { return text }
        return text.replacingCharacters(in: range, with: new)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
