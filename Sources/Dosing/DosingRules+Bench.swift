internal import PumpModel

extension DosingRules {
    /// Rules with round numbers for simulations and benches: they belong to no site, and to no pump that is made.
    /// The model is that of the simulated pump, the maintenance range is as wide as what is allowed, and a therapy may
    /// change at any time, so that only what a simulation is about is judged.
    package static let bench: DosingRules = {
        let largest = DailyDose(checked: 1_000_000)
        let boluses = BolusBounds(
            usual: Dose(checked: 500_000), largest: Dose(checked: 500_000), interval: .zero,
            largest24Hours: Dose(checked: 4_000_000))
        let bounds = TherapyBounds(
            maintenance: .zero...largest, allowed: .zero...largest, increasePercent: 30, refillIncreasePercent: 40,
            decreasePercent: 20, increaseInterval: .zero, firstIncreaseAfter: .zero, boluses: boluses)
        let classes = Dictionary(uniqueKeysWithValues: PatientClass.allCases.map { ($0, bounds) })
        let entries = [500, 1_000, 2_000].map {
            DrugEntry(drug: .baclofen, concentration: Concentration(checked: $0), use: .therapy(classes))
        }
        let pump = PumpProfile(
            model: "VP-20", flow: Flow(checked: 48_000)...Flow(checked: 24_000_000), minimumFlow: Flow(checked: 6_000),
            residualVolume: Volume(checked: 1_400_000), tubingVolume: Volume(checked: 200_000),
            reservoirSizes: [Volume(checked: 20_000_000), Volume(checked: 40_000_000)], serviceReserveDays: 90,
            serviceYears: 7, criticalAlarmInterval: TimeSpan(checked: 600_000),
            nonCriticalAlarmInterval: TimeSpan(checked: 3_600_000), flowErrorPerMille: 25)
        let catheter = CatheterProfile(name: "bench", volumePerLength: VolumePerLength(checked: 2_200))
        return DosingRules(
            library: .loaded(
                DrugLibrary(name: "bench", version: "1", date: "2026-01-01", entries: entries),
                sha256: String(repeating: "0", count: 64)),
            catalog: PumpCatalog(pumps: [pump], catheters: [catheter]))
    }()
}
