extension API.Change {
    static var example: Self { API.Example.change }
}

extension API.CommandSubmission {
    static var example: Self {
        Self(
            pumpSerial: API.Example.pump, baseRevision: 17,
            program: API.Program(
                mode: .simpleContinuous, doseMicrogramsPerDay: "120.5",
                patientBolus: API.PatientBolus(
                    doseMicrograms: "5", durationSeconds: 300, allottedPer24Hours: 4, lockoutMinutes: 60)),
            refill: API.Refill(
                withdrawnMilliliters: "2.1", filledMilliliters: "20", drug: "baclofen",
                concentrationMicrogramsPerMilliliter: 500),
            setUp: API.SetUp(
                patient: "K.M.-17", patientClass: .adultSpinal, tubingMilliliters: "0.26", catheterCentimeters: "89",
                catheterMilliliters: "0.196", lowReservoirMilliliters: "2", calibrationConstant: 124),
            clockCorrectionMilliseconds: -3_600_000, operator: "R. Example", reason: "spasticity at night",
            overrideReason: "agreed with the family", lifetimeSeconds: 900)
    }
}

extension API.Confirmation {
    static var example: Self { Self(digest: API.Example.digest, operator: "R. Example") }
}

extension API.StopRequest {
    static var example: Self { Self(operator: "R. Example", reason: "overdose suspected") }
}

extension API.Command {
    static var example: Self {
        Self(
            id: API.Example.command, pumpSerial: API.Example.pump, kind: .change, state: .awaitingConfirmation,
            isTerminal: false, version: 4, change: API.Change(program: API.Example.new), baseRevision: 17,
            proposal: .example, confirmBefore: API.Example.later, appliedRevision: nil, userID: 1_000,
            confirmedByUserID: nil, operator: "R. Example", reason: "spasticity at night",
            overrideReason: "agreed with the family", idempotencyKey: "2026-11-23-ward3-01",
            acceptedAt: API.Example.time, deadline: API.Example.later, history: [.example], outcome: .example)
    }
}

extension API.CommandList {
    static var example: Self { Self(commands: [.example], next: nil) }
}

extension API.Passage {
    static var example: Self { Self(state: .queued, at: API.Example.time) }
}

extension API.Outcome {
    static var example: Self {
        Self(
            certainty: .pending, detail: "The pump holds the new program without applying it.",
            whatToDo: "Compare old and new in 'proposal', then confirm its digest or cancel.")
    }
}

extension API.Proposal {
    static var example: Self {
        Self(
            pumpSerial: API.Example.pump, baseRevision: 17, concentrationMicrogramsPerMilliliter: 500,
            old: API.Example.old, new: API.Change(program: API.Example.new), oldTotal24HoursNanograms: 100_000,
            oldTotal24HoursMicrograms: "100", newTotal24HoursNanograms: 120_500, newTotal24HoursMicrograms: "120.5",
            oldDayTotalsNanograms: Array(repeating: 100_000, count: 7),
            newDayTotalsNanograms: Array(repeating: 120_500, count: 7), oldGreatest24HoursNanograms: 100_000,
            newGreatest24HoursNanograms: 140_500, changeBasisPoints: 2_050, changePercent: "+20.50",
            softLimits: [.example], digest: API.Example.digest)
    }
}

extension API.LimitFinding {
    static var example: Self { API.Example.softLimit }
}

extension API.LimitReport {
    static var example: Self {
        Self(
            pumpSerial: API.Example.pump, verdict: .needsOverride, rules: [.example],
            library: API.Library(
                state: .loaded, name: "House library", version: "7", date: "2026-09-01", sha256: API.Example.digest))
    }
}

extension API.RuleFinding {
    static var example: Self { Self(rule: "increase", outcome: .needsOverride, text: API.Example.softLimit.text) }
}

extension API.Library {
    static var example: Self {
        Self(
            state: .loaded, name: "House library", version: "7", date: "2026-09-01", sha256: API.Example.digest,
            entries: [.example])
    }
}

extension API.LibraryEntry {
    static var example: Self {
        Self(
            drug: "baclofen", concentrationMicrogramsPerMilliliter: 500, patientClass: .adultSpinal, therapy: .example,
            largestBolusNanograms: 100_000, usualBolusNanograms: 50_000, bolusIntervalSeconds: 14_400,
            largest24HoursNanograms: 1_000_000)
    }
}

extension API.TherapyLimits {
    static var example: Self {
        Self(
            lowestNanogramsPerDay: 12_000, usualFromNanogramsPerDay: 300_000, usualToNanogramsPerDay: 800_000,
            ceilingNanogramsPerDay: 1_000_000, increasePercent: 30, refillIncreasePercent: 40, decreasePercent: 20,
            increaseIntervalSeconds: 86_400, firstIncreaseAfterSeconds: 86_400)
    }
}

extension API.Hello {
    static var example: Self { Self(version: "1.0.0", isContinuous: true, heartbeatMilliseconds: 15_000) }
}

extension API.CommandEvent {
    static var example: Self {
        Self(
            id: API.Example.command, pumpSerial: API.Example.pump, wand: API.Example.wand, kind: .change,
            state: .awaitingConfirmation, version: 4, at: API.Example.time)
    }
}

extension API.AlarmEvent {
    static var example: Self {
        Self(
            happening: .silenced, id: 4, pumpSerial: API.Example.pump, name: "lowReservoir", priority: .low,
            userID: 1_000, at: API.Example.time)
    }
}

extension API.SessionEvent {
    static var example: Self { Self(pumpSerial: API.Example.pump, state: .open, at: API.Example.time) }
}

extension API.ChangeEvent {
    static var example: Self {
        Self(pumpSerial: API.Example.pump, command: nil, fromRevision: 17, toRevision: 18, at: API.Example.time)
    }
}

extension API.Bye {
    static var example: Self { Self(reason: .shuttingDown, detail: "The daemon is stopping.") }
}
