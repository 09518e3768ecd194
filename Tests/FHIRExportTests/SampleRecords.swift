import ClinicalRecord
import PumpModel

/// Records to export: from all that can be known to nothing that need not be.
enum SampleRecords {
    static let now = Timestamp(clamping: 1_795_420_800_000)

    /// Every one of them, by name.
    static let all: [(name: String, record: ClinicalRecord)] = [
        ("full", full), ("bare", bare), ("stopped", stopped), ("hostile", hostile), ("extreme", extreme),
        ("blank", blank), ("repeated", repeated), ("long", long(titrations: 500)),
    ]
    static let names = all.map(\.name)

    static func named(_ name: String) throws -> ClinicalRecord {
        guard let found = all.first(where: { $0.name == name }) else { throw Missing(name: name) }
        return found.record
    }

    struct Missing: Error { var name: String }

    /// A flex program after a continuous one, four changes, alarms that stand and that are over.
    static let full = ClinicalRecord(
        at: now, software: [.init(name: "wandctl", version: "0.4.0"), .init(name: "wandd", version: "0.4.1")],
        wand: "bed-3",
        pump: pump(), patient: patient("K.M."), contact: "Dr. Contact, 555-0100",
        before: .init(
            lines: ["continuous, 100 mcg/day"], total24Hours: dose(100_000),
            days: [.init(total: dose(100_000), steps: [.init(startMinute: 0, nanogramsPerHour: 4_167)])]),
        after: .init(
            lines: ["flex, 2 steps every day", "patient bolus 5 mcg over 5 min, at most 4 in 24 h"],
            total24Hours: dose(120_500),
            days: [
                .init(
                    total: dose(120_500),
                    steps: [
                        .init(startMinute: 0, nanogramsPerHour: 4_000),
                        .init(startMinute: 495, nanogramsPerHour: 5_001),
                    ])
            ]),
        dates: .init(
            lowReservoir: now.advanced(byMilliseconds: 86_400_000 * 70),
            refillBy: now.advanced(byMilliseconds: 86_400_000 * 66),
            empty: now.advanced(byMilliseconds: 86_400_000 * 72)),
        titrations: [
            titration(1, outcome: "succeeded", applied: true, total: 100_000, change: nil),
            titration(2, outcome: "rejected", applied: false, total: 9_000_000, change: 890_000),
            titration(
                3, outcome: "succeeded", applied: true, total: 120_500, change: 2_050, override: "seen in clinic"),
            titration(4, outcome: "awaitingConfirmation", applied: false, total: 130_000, change: 788),
        ],
        alarms: [
            alarm("motor stall", "motorStall", critical: true, priority: "high", state: .sounding),
            alarm(
                "low reservoir", "lowReservoir", critical: false, priority: "low", state: .ended, source: "daemon"),
        ],
        auditHead: .init(sequence: 4_711, hash: String(repeating: "0a", count: 32)))

    /// Nil and empty wherever that is allowed.
    static let bare = ClinicalRecord(
        at: now, software: [], wand: "w", pump: pump(), patient: nil, contact: nil, before: nil,
        after: .init(lines: [], total24Hours: .zero, days: []),
        dates: .init(lowReservoir: nil, refillBy: nil, empty: nil), titrations: [], alarms: [], auditHead: nil)

    /// A pump that was stopped by the last change.
    static let stopped: ClinicalRecord = {
        var record = full
        record.pump.stoppedSince = now.advanced(byMilliseconds: -3_600_000)
        record.pump.actualFlow = .zero
        record.after = .init(lines: ["stopped"], total24Hours: .zero, days: [])
        record.titrations.append(titration(5, outcome: "succeeded", applied: true, total: nil, change: -10_000))
        return record
    }()

    /// The same 256 bytes of trouble wherever a text goes.
    static let hostile = everyText(
        String(
            ("\"\\</script>\u{0}\u{1B}[31m\u{7F}\u{85}\u{A0}\u{2028}\u{FEFF}\u{202E}💉👨‍👩‍👧é\r\n\t' OR 1=1;--{}[],:"
                + String(repeating: "n\u{308}", count: 120)).prefixOfUTF8(256)))

    /// Texts of which nothing is left.
    static let blank = everyText(" \u{A0}\n\u{3000}\u{FEFF} ")

    /// The ends of every range, and a profile that makes no sense.
    static let extreme: ClinicalRecord = {
        var record = full
        record.at = Timestamp(clamping: .max)
        record.pump.programmedAt = Timestamp(clamping: 0)
        record.pump.clockOffsetMilliseconds = .min
        record.pump.reservoir = Volume(checked: 1)
        record.pump.actualFlow = Flow(checked: 100_000_000)
        record.pump.serviceDaysRemaining = 0
        record.pump.identity.calibrationConstant = .max
        record.after.total24Hours = dose(1)
        record.after.days = [
            .init(
                total: dose(1),
                steps: [
                    .init(startMinute: 600, nanogramsPerHour: .max), .init(startMinute: 600, nanogramsPerHour: -1),
                ])
        ]
        record.titrations = ["rejected", "mismatched", "inDoubt", "verifying", "superseded", "", "no such state"].map {
            titration(9, outcome: $0, applied: $0 == "rejected", total: 4_000_000_000, change: .max)
        }
        record.alarms = [
            alarm(
                "lost its clock", "electiveReplacement", critical: false, priority: "low",
                state: .ended)
        ]
        return record
    }()

    /// One transaction three times, one alarm twice.
    static let repeated: ClinicalRecord = {
        var record = full
        record.titrations = Array(repeating: record.titrations[0], count: 3)
        record.alarms = Array(repeating: record.alarms[0], count: 2)
        record.software += [.init(name: "wandd", version: "0.4.1"), .init(name: "wandctl", version: "0.4.0")]
        return record
    }()

    static func long(titrations count: Int) -> ClinicalRecord {
        var record = full
        record.titrations = (0..<count).map { number in
            titration(
                number, outcome: number % 3 == 0 ? "failed" : "succeeded", applied: number % 3 != 0,
                total: Int64(number) * 250, change: Int64(number))
        }
        return record
    }

    private static func everyText(_ text: String) -> ClinicalRecord {
        var record = full
        record.software = [.init(name: "wandd", version: text), .init(name: text, version: text)]
        record.wand = text
        record.pump.identity.model = text
        record.pump.identity.firmware = text
        record.patient = patient(text)
        record.contact = text
        record.before?.lines = [text]
        record.after.lines = [text, text]
        record.titrations = record.titrations.map { titration in
            var changed = titration
            changed.transaction = text
            changed.operatorName = text
            changed.reason = text
            changed.overrideReason = text
            changed.program = text
            changed.outcome = text
            return changed
        }
        record.alarms = record.alarms.map { alarm in
            var changed = alarm
            changed.title = text
            changed.cause = text
            changed.priority = text
            changed.source = text
            return changed
        }
        record.auditHead?.hash = text
        return record
    }
}

extension SampleRecords {
    static func dose(_ nanogramsPerDay: Int64) -> DailyDose { DailyDose(checked: nanogramsPerDay) }

    static func pump() -> ClinicalRecord.PumpState {
        .init(
            identity: .init(
                serial: PumpSerial(checked: "ITB-0042"), model: "Synthia II", firmware: "2.11",
                reservoirSize: Volume(checked: 40_000_000), calibrationConstant: 128),
            drug: .baclofen, concentration: Concentration(checked: 500), revision: ProgramRevision(17),
            programmedAt: now.advanced(byMilliseconds: -7_200_123), readAt: now.advanced(byMilliseconds: -1),
            clockOffsetMilliseconds: -1_250, reservoir: Volume(checked: 17_400_001),
            lowReservoirVolume: Volume(checked: 2_000_000), residualVolume: Volume(checked: 1_400_000),
            actualFlow: Flow(checked: 241_000), worstFlow: Flow(checked: 247_025), serviceDaysRemaining: 812,
            stoppedSince: nil)
    }

    static func patient(_ code: String) -> ClinicalRecord.Patient {
        .init(
            code: code, patientClass: "adult, spinal origin", catheterLength: Length(checked: 381_000),
            catheterVolume: Volume(checked: 83_820))
    }

    static func titration(
        _ number: Int, outcome: String, applied: Bool, total: Int64?, change: Int64?, override: String? = nil
    ) -> ClinicalRecord.Titration {
        let digits = String(number, radix: 16)
        return .init(
            transaction: String(repeating: "0", count: 32 - digits.count) + digits,
            at: now.advanced(byMilliseconds: Int64(number - 1_000) * 60_000), operatorName: "nurse.ada", userID: 1_004,
            reason: "more spasms at night", overrideReason: override,
            passedLimits: override == nil ? [] : ["increase"], program: "continuous, program \(number)",
            total24Hours: total.map(dose), changeBasisPoints: change, outcome: outcome, isApplied: applied)
    }

    static func alarm(
        _ title: String, _ cause: String, critical: Bool, priority: String, state: ClinicalRecord.ListedAlarm.State,
        source: String = "pump"
    ) -> ClinicalRecord.ListedAlarm {
        .init(
            title: title, cause: cause, isCritical: critical, priority: priority,
            since: now.advanced(byMilliseconds: -600_000), state: state, source: source)
    }
}

extension String {
    /// As many whole scalars as fit in `count` bytes.
    fileprivate func prefixOfUTF8(_ count: Int) -> String {
        var result = String.UnicodeScalarView()
        var used = 0
        for scalar in unicodeScalars {
            used += UTF8.width(scalar)
            guard used <= count else { break }
            result.append(scalar)
        }
        return String(result)
    }
}
