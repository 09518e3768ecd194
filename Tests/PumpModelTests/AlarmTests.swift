import PumpModel
import Testing

struct AlarmTests {
    /// Code, name and class of every cause, as the document has them.
    @Test(arguments: [
        (1, "lowReservoir", AlarmClass.nonCritical), (2, "electiveReplacement", .nonCritical),
        (3, "nonCriticalMemoryError", .nonCritical), (16, "emptyReservoir", .critical), (17, "endOfService", .critical),
        (18, "motorStall", .critical), (19, "stoppedOver48Hours", .critical), (20, "criticalMemoryError", .critical),
    ])
    func cause(code: UInt8, name: String, alarmClass: AlarmClass) throws {
        let cause = try #require(AlarmCause(rawValue: code))
        #expect(cause.name == name)
        #expect(cause.alarmClass == alarmClass)
    }

    @Test func thereAreNoOthers() {
        #expect(AlarmCause.allCases.count == 8)
        #expect(Set(AlarmCause.allCases.map(\.name)).count == 8)
    }

    @Test func limitsDoNotContradictEachOther() {
        #expect(Limits.contradictions() == [])
    }
}
