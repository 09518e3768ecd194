import ClinicalRecord
import PumpModel

/// Records to make papers of: a plain one, and random ones up to the extremes.
enum Records {
    static let readAt = Timestamp("2026-11-23T09:41:12.000Z")!

    /// A child of a clinic's ordinary week: a night schedule, eight changes, one refused, one in doubt.
    static var plain: ClinicalRecord {
        let steps: [(Int, Int64)] = [(0, 4_200), (360, 5_500), (780, 5_000), (1_140, 6_250)]
        return ClinicalRecord(
            at: readAt.advanced(byMilliseconds: 95_000),
            software: [.init(name: "wandd", version: "0.4.0"), .init(name: "wandctl", version: "0.4.0")],
            wand: "ward-4", pump: pump(),
            patient: .init(
                code: "K-117", patientClass: "child, 4 years or older", tubingVolume: Volume(checked: 200_000),
                catheterLength: Length(checked: 380_000), catheterVolume: Volume(checked: 83_600)),
            contact: "Spasticity clinic, ward 4: +00 555 0100, day and night",
            before: .init(
                lines: ["flex, 4 steps every day"], total24Hours: DailyDose(checked: 110_000),
                days: [
                    .init(
                        total: DailyDose(checked: 110_000), steps: [.init(startMinute: 0, nanogramsPerHour: 4_583)])
                ], utcOffsetMinutes: 60),
            after: .init(
                lines: ["flex, 4 steps every day", "patient bolus 5 mcg over 5 min, at most 4 in 24 h, 2 h lockout"],
                total24Hours: DailyDose(checked: 126_200),
                days: [
                    .init(
                        total: DailyDose(checked: 126_200),
                        steps: steps.map { .init(startMinute: $0.0, nanogramsPerHour: $0.1) })
                ], utcOffsetMinutes: 60),
            dates: .init(
                lowReservoir: readAt.advanced(byMilliseconds: 116 * 86_400_000),
                refillBy: readAt.advanced(byMilliseconds: 111 * 86_400_000),
                empty: readAt.advanced(byMilliseconds: 121 * 86_400_000)),
            titrations: titrations,
            alarms: [
                .init(
                    title: "low reservoir", cause: "lowReservoir", isCritical: false, priority: "low",
                    since: readAt.advanced(byMilliseconds: -20 * 86_400_000), state: .ended, source: "pump")
            ], auditHead: .init(sequence: 4_711, hash: String(repeating: "5ac3", count: 16)))
    }

    /// A sixth of the weekend's dose from Monday to Friday, as at a change from 600 mcg/day every day.
    static var weekend: ClinicalRecord {
        var record = plain
        let step = { (rate: Int64) in [ClinicalRecord.ProfileStep(startMinute: 0, nanogramsPerHour: rate)] }
        record.before = .init(
            lines: ["simple continuous 600 mcg/day"], total24Hours: DailyDose(checked: 600_000),
            days: [.init(total: DailyDose(checked: 600_000), steps: step(25_000))])
        record.after = .init(
            lines: ["flex Mon-Fri 00:00 4.2 mcg/h", "Sat-Sun 00:00 25 mcg/h (UTC+01:00)"],
            total24Hours: DailyDose(checked: 600_000), greatest24Hours: DailyDose(checked: 600_000),
            days: [
                .init(
                    weekdays: [.monday, .tuesday, .wednesday, .thursday, .friday], total: DailyDose(checked: 100_800),
                    steps: step(4_200)),
                .init(weekdays: [.saturday, .sunday], total: DailyDose(checked: 600_000), steps: step(25_000)),
            ], utcOffsetMinutes: 60)
        return record
    }

    /// Up to 24 boluses of 16 mcg a day on top of 600 mcg.
    static var patientBoluses: ClinicalRecord {
        var record = plain
        record.after = .init(
            lines: ["simple continuous 600 mcg/day"], total24Hours: DailyDose(checked: 600_000),
            greatest24Hours: DailyDose(checked: 984_000),
            patientBolus: PatientBolus(
                bolus: Bolus(dose: Dose(checked: 16_000), duration: TimeSpan(checked: 600_000))!,
                allottedPer24Hours: 24, lockoutMinutes: 60),
            days: [
                .init(total: DailyDose(checked: 600_000), steps: [.init(startMinute: 0, nanogramsPerHour: 25_000)])
            ])
        record.before = record.after
        record.before?.greatest24Hours = DailyDose(checked: 600_000)
        record.before?.patientBolus = nil
        return record
    }

    static func pump() -> ClinicalRecord.PumpState {
        .init(
            identity: PumpIdentity(
                serial: PumpSerial("NPA-204817H")!, model: "Infusor II 20", firmware: "3.11.2",
                reservoirSize: Volume(checked: 20_000_000), calibrationConstant: 117_382),
            drug: .baclofen, concentration: Concentration(checked: 1_000), revision: ProgramRevision(41),
            programmedAt: readAt.advanced(byMilliseconds: -200_000), readAt: readAt,
            clockOffsetMilliseconds: -4_200, reservoir: Volume(checked: 17_913_345),
            lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_400_000),
            actualFlow: Flow(checked: 126_200), worstFlow: Flow(checked: 149_855), serviceDaysRemaining: 1_204,
            stoppedSince: nil)
    }

    private static var titrations: [ClinicalRecord.Titration] {
        let rows: [(day: Int64, total: Int64?, change: Int64?, outcome: String, applied: Bool, reason: String)] = [
            (-240, 50_000, nil, "succeeded", true, "first dose after the implant"),
            (-210, 60_000, 2_000, "succeeded", true, "tone of the legs, transfers not possible"),
            (-182, 75_000, 2_500, "rejected", false, "more for the nights"),
            (-181, 69_000, 1_500, "succeeded", true, "more for the nights"),
            (-120, nil, nil, "succeeded", true, "fever, to be on the safe side: stopped for the MRI"),
            (-119, 69_000, nil, "succeeded", true, "back to the program after the MRI"),
            (-60, 90_000, 3_043, "succeeded", true, "growth, tone back"),
            (-30, 110_000, 2_222, "succeeded", true, "tone back in the mornings"),
            (-2, 132_000, 2_000, "inDoubt", false, "wakes at night"),
            (0, 126_200, 1_473, "succeeded", true, "wakes at night; less by day"),
        ]
        return rows.enumerated().map { index, row in
            .init(
                transaction: String(repeating: "0\(index)", count: 16),
                at: readAt.advanced(byMilliseconds: row.day * 86_400_000 - 3_000_000), operatorName: "A. Meyer",
                userID: 1_004, reason: row.reason, overrideReason: index == 6 ? "agreed with Dr. Novak" : nil,
                passedLimits: index == 6 ? ["increase"] : [],
                program: row.total == nil ? "stopped" : "flex, 4 steps every day",
                total24Hours: row.total.map { DailyDose(checked: $0) }, changeBasisPoints: row.change,
                outcome: row.outcome, isApplied: row.applied)
        }
    }
}

/// A small generator whose numbers are the same on every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
