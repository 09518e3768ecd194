import AlarmDesk
import PumpModel
import Testing

@Suite struct AlarmNameTests {
    /// The names are in journals and in clients: none may change.
    @Test func namesArePinned() {
        let names = """
            lowReservoir electiveReplacement nonCriticalMemoryError emptyReservoir endOfService motorStall \
            stoppedOver48Hours criticalMemoryError pumpStopped interrogationStale refillDueSoon pumpClockOff \
            linkLostInSession sessionAbandoned repeatedAlertStopStart readBackMismatch outcomeInDoubt watchListFull \
            pumpNotWatched
            """
        #expect(AlarmName.allCases.map(\.rawValue).joined(separator: " ") == names)
        #expect(AlarmPriority.allCases.map(\.rawValue) == ["low", "medium", "high"])
    }

    @Test(arguments: AlarmCause.allCases) func causesOfThePumpKeepTheirNameAndClass(_ cause: AlarmCause) {
        #expect(AlarmName(cause).rawValue == cause.name)
        #expect(AlarmName(cause).alarmClass == cause.alarmClass)
    }

    @Test(arguments: [
        (AlarmName.emptyReservoir, AlarmPriority.high), (.motorStall, .high), (.endOfService, .high),
        (.stoppedOver48Hours, .high), (.criticalMemoryError, .high), (.pumpStopped, .high),
        (.linkLostInSession, .high), (.sessionAbandoned, .high), (.repeatedAlertStopStart, .high),
        (.readBackMismatch, .high), (.pumpNotWatched, .high), (.outcomeInDoubt, .medium), (.electiveReplacement, .low),
        (.nonCriticalMemoryError, .low), (.lowReservoir, .low), (.interrogationStale, .low), (.refillDueSoon, .low),
        (.pumpClockOff, .low), (.watchListFull, .low),
    ])
    func priorityAndClass(_ name: AlarmName, _ priority: AlarmPriority) {
        #expect(name.firstPriority == priority)
        #expect(name.alarmClass == (priority == .high ? .critical : .nonCritical))
    }

    @Test func prioritiesAreOrdered() {
        #expect(AlarmPriority.allCases == AlarmPriority.allCases.sorted())
        #expect(AlarmPriority.low < .medium && AlarmPriority.medium < .high && !(AlarmPriority.high < .low))
    }

    @Test func everyAlarmHasItsOwnWords() {
        let titles = AlarmName.allCases.map(\.title)
        let advice = AlarmName.allCases.map(\.whatToDo)
        #expect(Set(titles).count == titles.count)
        #expect(Set(advice).count == advice.count)
        #expect(titles.allSatisfy { !$0.isEmpty && $0.count <= 60 && !$0.hasSuffix(".") })
        #expect(advice.allSatisfy { $0.hasSuffix(".") && $0.count <= 120 })
    }
}
