import PumpModel

/// A pump as the worked examples have it: 20 mL left at 1000 mcg/mL, 100 mcg/day.
func exampleReport(
    program: Program = .simpleContinuous(DailyDose(checked: 100_000)), concentration: Int64 = 1_000,
    reservoirNanoliters: Int64 = 20_000_000, bolusRemaining: Int64 = 0, minimumFlow: Int64 = 6_000
) -> PumpReport {
    PumpReport(
        identity: PumpIdentity(
            serial: PumpSerial(checked: "SP40-1"), model: "Simulated 40", firmware: "1.0",
            reservoirSize: Volume(checked: 40_000_000), calibrationConstant: 113),
        clock: noon, drug: .baclofen, concentration: Concentration(checked: concentration),
        revision: ProgramRevision(7), program: program, programmedAt: noon, actualFlow: .zero,
        bolusRemaining: Dose(checked: bolusRemaining), reservoir: Volume(checked: reservoirNanoliters),
        lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_400_000),
        minimumFlow: Flow(checked: minimumFlow), serviceDaysRemaining: 1_500, stoppedSince: nil, staged: nil,
        lastApplied: nil, appliedCount: 7, newestEvent: 0, alarms: [])
}

/// 2026-11-23T12:00:00.000Z
let noon = Timestamp(clamping: 1_795_435_200_000)

func mcgPerDay(_ micrograms: Int64) -> DailyDose { DailyDose(checked: micrograms * 1_000) }

func bolus(mcg: Int64, seconds: Int64) -> Bolus? {
    Bolus(dose: Dose(checked: mcg * 1_000), duration: TimeSpan(checked: seconds * 1_000))
}
