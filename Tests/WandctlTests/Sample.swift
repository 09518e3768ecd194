import ControlAPI

/// Answers of the API with numbers that differ from each other.
enum Sample {
    static let time = "2026-11-23T01:33:05.120Z"
    static let program = API.Program(
        mode: .simpleContinuous, doseNanogramsPerDay: 100_000, doseMicrogramsPerDay: "100",
        text: "simple continuous 100 mcg/day")
    static let newProgram = API.Program(
        mode: .simpleContinuous, doseNanogramsPerDay: 120_500, doseMicrogramsPerDay: "120.5",
        text: "simple continuous 120.5 mcg/day")

    static let proposal = API.Proposal(
        pumpSerial: "ITB-4711", baseRevision: 17, concentrationMicrogramsPerMilliliter: 500, old: program,
        new: API.Change(program: newProgram), oldTotal24HoursNanograms: 100_000, oldTotal24HoursMicrograms: "100",
        newTotal24HoursNanograms: 120_500, newTotal24HoursMicrograms: "120.5", changeBasisPoints: 2_050,
        changePercent: "+20.50", softLimits: [.init(code: "increase", text: "an increase of 20.5 % is above 15 %")],
        digest: String(repeating: "5a", count: 32))

    static let setUp = API.SetUp(
        patient: "A.B.", patientClass: .adultSpinal, tubingNanoliters: 200_000, tubingMilliliters: "0.2",
        catheterMicrometers: 760_000, catheterCentimeters: "76", catheterNanoliters: 167_200,
        catheterMilliliters: "0.1672", lowReservoirNanoliters: 2_000_000, lowReservoirMilliliters: "2",
        calibrationConstant: 987)

    static func pump(
        program: API.Program = program, withdrawal: API.Withdrawal? = nil, staged: API.Staged? = nil,
        session: API.TherapySession = API.TherapySession(state: .closed, openedAt: nil), setUp: API.SetUp? = setUp,
        alarms: [API.Alarm] = []
    ) -> API.Pump {
        API.Pump(
            serial: "ITB-4711", model: "Model 40", firmware: "2.1", reservoirSizeNanoliters: 40_000_000,
            calibrationConstant: 987, wand: "bench", readAt: time, ageMilliseconds: 65_000, pumpClock: time,
            pumpClockOffsetMilliseconds: -3_000, drug: "baclofen", concentrationMicrogramsPerMilliliter: 500,
            revision: 17, program: program, programmedAt: time, total24HoursNanograms: 100_000,
            total24HoursMicrograms: "100", greatest24HoursNanograms: 120_000, actualFlowNanolitersPerDay: 200_000,
            bolusRemainingNanograms: 0,
            reservoirNanoliters: 18_500_000, lowReservoirNanoliters: 2_000_000, residualNanoliters: 1_400_000,
            minimumFlowNanolitersPerDay: 6_000, serviceDaysRemaining: 900, withdrawal: withdrawal,
            session: session, staged: staged, lastApplied: nil, appliedCount: 16, newestEvent: 44, newestFault: 3,
            clockCorrectionMilliseconds: 0, setUp: setUp, lastRefill: nil, patientBoluses24Hours: 0,
            deliveredByHourNanograms: [4_000],
            hasCriticalAlarm: alarms.contains { $0.class == "critical" }, alarms: alarms)
    }

    static func wand(
        _ name: String = "bench", isUnpaired: Bool = false, reaches serial: String? = nil,
        stoppedPumps: [API.StoppedPump] = []
    ) -> API.Wand {
        API.Wand(
            name: name, isUnpaired: isUnpaired, port: API.Port(state: .open, path: "/dev/x", reason: nil, since: nil),
            session: nil,
            status: API.WandStatus(
                readAt: time, uptimeSeconds: 1,
                pumpInRange: serial.map { API.PumpInRange(serial: $0, isImplanted: true, strengthPercent: 80) }),
            counters: API.Counters(
                framesReceived: 1, framesSent: 2, framesRetransmitted: 3, framesCorrupt: 4, sessionsOpened: 5),
            stoppedPumps: stoppedPumps)
    }

    static func command(_ state: API.CommandState, _ certainty: API.Certainty) -> API.Command {
        API.Command(
            id: "0123", pumpSerial: "ITB-4711", kind: .change, state: state, isTerminal: false, version: 1,
            change: API.Change(program: newProgram), baseRevision: 17, proposal: proposal, confirmBefore: nil,
            appliedRevision: nil,
            userID: 1_001, confirmedByUserID: nil, operator: "R. Example", reason: "spasticity", overrideReason: nil,
            idempotencyKey: nil,
            acceptedAt: time, deadline: time, history: [.init(state: state, at: time)],
            outcome: API.Outcome(certainty: certainty, detail: "D.", whatToDo: "W."))
    }
}
