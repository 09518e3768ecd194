import Testing

/// The table of requirements holds: what it names exists, and what it leaves open it says.
@Suite struct TraceTests {
    @Test func theTableHolds() throws {
        let (table, index) = (try Repository.table.get(), try Repository.index.get())
        let faults = TraceCheck(index: index, hasFile: { Repository.own.hasFile($0) }).faults(of: table)
        for fault in faults { Issue.record("docs/safety-requirements.md, \(fault)") }
    }

    /// A table that lost its rows, or an index that finds everything, would pass as well.
    @Test func thereIsMuchToHold() throws {
        let (table, index) = (TraceTable(try Repository.table.get()), try Repository.index.get())
        #expect(table.rows.count >= 60)
        #expect(index.tests.count > 900 && index.types.count > 500)
        #expect(index.tests.contains("TraceTests/TraceTests.thereIsMuchToHold()"))
        #expect(!index.tests.contains("TraceTests/TraceTests.thereIsNoSuchTest()"))
    }

    /// What a test shows can not be looked up; that people can read what it should show can.
    @Test func noRowIsATangle() throws {
        for row in TraceTable(try Repository.table.get()).rows {
            #expect(row.cells.count == 5 && row.cells[1].count < 260 && row.cells[4].count < 420, "line \(row.line)")
        }
    }
}
