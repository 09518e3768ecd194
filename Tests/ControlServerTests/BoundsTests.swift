import PumpModel
import Testing

@testable import ControlAPI

/// What the description says of numbers is what the daemon holds requests to.
@Suite struct BoundsTests {
    @Test func quantitiesAreThoseOfThePumpModel() {
        #expect(0...API.Bounds.doseNanograms == DailyDose.range)
        #expect(0...API.Bounds.doseNanograms == Dose.range)
        #expect(0...API.Bounds.rateNanogramsPerHour == HourlyDose.range)
        #expect(0...API.Bounds.volumeNanoliters == Volume.range)
        #expect(0...API.Bounds.lengthMicrometers == Length.range)
        #expect(API.Bounds.concentrationMicrogramsPerMilliliter == Concentration.range)
        #expect(0...API.Bounds.clockCorrectionMilliseconds == TimeSpan.range)
    }

    @Test func limitsAreThoseOfTheDaemon() {
        let seconds = API.Bounds.lifetimeSeconds
        #expect(seconds.lowerBound * 1_000 == Limits.commandLifetimeFloorMilliseconds)
        #expect(seconds.upperBound * 1_000 == Limits.commandLifetimeCeilingMilliseconds)
        #expect(API.Bounds.operatorTextBytes == Limits.operatorTextBytes)
        #expect(API.Bounds.requestBodyBytes == Limits.requestBodyBytes)
        #expect(API.Bounds.pageRows == Limits.pageRows)
        #expect(API.Bounds.auditPageRecords == Limits.auditPageRecords)
        #expect(API.Bounds.waitMilliseconds == Limits.longPollMilliseconds)
        #expect(API.Bounds.wands == Limits.wands)
    }
}
