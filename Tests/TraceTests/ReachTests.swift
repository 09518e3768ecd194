import Testing

/// What a target can reach is what it imports: some must not be able to reach far.
@Suite struct ReachTests {
    /// No therapy follows from an alarm, or from what people do to one: the desk knows neither queue nor wire.
    @Test func theAlarmDeskKnowsNoWayToAPump() throws {
        #expect(try imports(of: "AlarmDesk") == ["PumpModel"])
    }

    /// A judgement depends on nothing but what it is given: no clock, no file, no other command.
    @Test func theDosingRulesKnowOnlyThePump() throws {
        #expect(try imports(of: "Dosing") == ["PumpModel"])
    }

    /// One misunderstanding can not hide on both sides of the line.
    @Test func theVirtualWandSharesNoQueueAndNoLink() throws {
        #expect(
            try imports(of: "VirtualWand").subtracting(["Foundation", "Glibc"]) == ["PumpModel", "WandProtocol"])
    }

    private func imports(of target: String) throws -> Set<String> {
        let files = try Repository.own.swiftFiles(below: "Sources/\(target)")
        #expect(files.count > 10)
        return Set(try files.flatMap { SourceIndex.imports(of: try Repository.own.text($0)) })
    }
}
