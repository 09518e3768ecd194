internal import AuditTrail

extension API {
    /// The story that the examples tell: one pump, one wand, one dose that is raised.
    enum Example {
        static let pump = "ITB-4711"
        static let wand = "ward-3"
        static let command = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
        static let digest = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
        static let time = "2026-11-23T10:00:00.000Z"
        static let later = "2026-11-23T10:15:00.000Z"

        static let old = Program(
            mode: .simpleContinuous, doseNanogramsPerDay: 100_000, doseMicrogramsPerDay: "100",
            text: "continuous 100 mcg/day")
        static let new = Program(
            mode: .simpleContinuous, doseNanogramsPerDay: 120_500, doseMicrogramsPerDay: "120.5",
            patientBolus: PatientBolus(
                doseNanograms: 5_000, doseMicrograms: "5", durationSeconds: 300, allottedPer24Hours: 4,
                lockoutMinutes: 60),
            text: "continuous 120.5 mcg/day; patient bolus 5 mcg over 300 s, at most 4 in 24 h, 60 min apart")
        static let flex = Program(
            mode: .flex,
            schedule: Schedule(
                utcOffsetMinutes: 60,
                days: [
                    Day(
                        weekdays: Weekday.allCases, totalNanograms: 112_250, totalMicrograms: "112.25",
                        steps: [
                            Step(start: "00:00", nanogramsPerHour: 4_000, microgramsPerHour: "4"),
                            Step(start: "06:30", nanogramsPerHour: 5_500, microgramsPerHour: "5.5"),
                            Step(start: "17:00", nanogramsPerHour: 4_000, microgramsPerHour: "4"),
                        ])
                ]),
            once: Once(kind: .bridge, volumeNanoliters: 250_000, volumeMilliliters: "0.25", durationSeconds: 86_400),
            text: "day schedule")
        static let periodic = Program(
            mode: .periodicBoluses, doseNanogramsPerDay: 20_000, doseMicrogramsPerDay: "20",
            periodic: PeriodicBoluses(
                doseNanograms: 25_000, doseMicrograms: "25", durationSeconds: 600, intervalMinutes: 360,
                firstAfterMinutes: 60),
            once: Once(kind: .bolus, doseNanograms: 10_000, doseMicrograms: "10", durationSeconds: 300),
            text: "periodic boluses")
        static let refill = Refill(
            withdrawnNanoliters: 2_100_000, withdrawnMilliliters: "2.1", filledNanoliters: 20_000_000,
            filledMilliliters: "20", drug: "baclofen", concentrationMicrogramsPerMilliliter: 500)
        static let setUp = SetUp(
            patient: "K.M.-17", patientClass: .adultSpinal, tubingNanoliters: 260_000, tubingMilliliters: "0.26",
            catheterMicrometers: 890_000, catheterCentimeters: "89", catheterNanoliters: 196_000,
            catheterMilliliters: "0.196", lowReservoirNanoliters: 2_000_000, lowReservoirMilliliters: "2",
            calibrationConstant: 124)
        static let change = Change(
            program: new, refill: refill, setUp: setUp, clockCorrectionMilliseconds: -3_600_000)
        static let softLimit = LimitFinding(code: "increase", text: "the greatest 24 h rise by 40.5 %, usual are 30 %")
        static let hardLimit = LimitFinding(
            code: "aboveCeiling", text: "1200 mcg/day lies above the ceiling of 1000 mcg/day")
        static let alarm = ListedAlarm(
            id: 4, pumpSerial: pump, name: "lowReservoir", title: "Reservoir low", whatToDo: "Refill the pump.",
            class: .nonCritical, priority: .low, state: .silenced, since: time, raisedAt: time, occurrences: 1,
            silencedUntil: later, userID: 1_000)
        static let record = AuditRecord(
            sequence: 1, previous: .beginning,
            entry: [
                "kind": "stop", "at": .string(time), "atMilliseconds": 1_795_428_000_000, "uptimeMilliseconds": 81_000,
                "boot": "5f1c", "wand": .string(wand), "pump": .string(pump), "command": .string(command),
                "state": "succeeded", "version": 4, "userID": 1_000, "user": "drjones", "operator": "R. Example",
                "reason": "overdose suspected", "to": ["mode": "stopped", "text": "stopped"],
            ])
    }
}

extension API.Version {
    static var example: Self { Self(version: "1.0.0", apiVersion: 1) }
}

extension API.Caller {
    static var example: Self {
        Self(
            userID: 1_000, user: "drjones", roles: [.observer, .clinician], isSignedIn: true,
            signedInUntil: API.Example.later, inactivitySeconds: 180, secondPerson: .overrides)
    }
}

extension API.Health {
    static var example: Self {
        Self(
            status: .degraded, reasons: ["wand ward-3: UNPAIRED, nobody proves who is on the line"],
            uptimeMilliseconds: 81_000, journal: .example, wands: [.example])
    }
}

extension API.JournalHealth {
    static var example: Self { Self(writable: true, problem: nil) }
}

extension API.WandHealth {
    static var example: Self {
        Self(name: API.Example.wand, isReady: true, isUnpaired: true, pumpInRange: API.Example.pump)
    }
}

extension API.Settings {
    static var example: Self { Self(file: "/etc/wandd/wandd.yaml", settings: [.example]) }
}

extension API.Setting {
    static var example: Self {
        Self(key: "access.inactivity", value: "3 min", origin: .file, line: 12, needsRestart: false)
    }
}

extension API.Reload {
    static var example: Self { Self(applied: ["alarms.staleAfter"], needsRestart: ["wands[0].port.path"]) }
}

extension API.AuditBounds {
    static var example: Self {
        Self(
            anchor: "0:\(AuditHash.beginning)", head: "\(API.Example.record.sequence):\(API.Example.record.hash)")
    }
}

extension API.AuditPage {
    static var example: Self {
        let bounds = API.AuditBounds.example
        return Self(records: [.example], anchor: bounds.anchor, head: bounds.head, next: nil)
    }
}

extension AuditRecord {
    static var example: AuditRecord { API.Example.record }
}
