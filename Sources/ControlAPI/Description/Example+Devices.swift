extension API.WandList {
    static var example: Self { Self(wands: [.example]) }
}

extension API.Wand {
    static var example: Self {
        Self(
            name: API.Example.wand, isUnpaired: true, port: .example, session: .example, status: .example,
            counters: .example, stoppedPumps: [.example])
    }
}

extension API.Port {
    static var example: Self {
        Self(
            state: .closed, path: "/dev/ttyUSB0", reason: "the device went away", since: API.Example.time)
    }
}

extension API.Session {
    static var example: Self {
        Self(wandSerial: "W-100", model: "Wand 2", firmware: "2.1.0", openedAt: API.Example.time)
    }
}

extension API.WandStatus {
    static var example: Self { Self(readAt: API.Example.time, uptimeSeconds: 3_600, pumpInRange: .example) }
}

extension API.PumpInRange {
    static var example: Self { Self(serial: API.Example.pump, isImplanted: false, strengthPercent: 87) }
}

extension API.Counters {
    static var example: Self {
        Self(
            framesReceived: 412, framesSent: 398, framesRetransmitted: 1, framesCorrupt: 0, sessionsOpened: 1)
    }
}

extension API.StoppedPump {
    static var example: Self { Self(pumpSerial: "ITB-0815", since: API.Example.time) }
}

extension API.PumpList {
    static var example: Self { Self(pumps: [.example]) }
}

extension API.Pump {
    static var example: Self {
        Self(
            serial: API.Example.pump, model: "ITB 20", firmware: "3.0.1", reservoirSizeNanoliters: 20_000_000,
            calibrationConstant: 124, wand: API.Example.wand, readAt: API.Example.time, ageMilliseconds: 1_200,
            pumpClock: "2026-11-23T10:00:02.000Z", pumpClockOffsetMilliseconds: 2_000, drug: "baclofen",
            concentrationMicrogramsPerMilliliter: 500, revision: 17, program: API.Example.old,
            programmedAt: "2026-10-01T08:00:00.000Z", total24HoursNanograms: 100_000, total24HoursMicrograms: "100",
            greatest24HoursNanograms: 100_000, actualFlowNanolitersPerDay: 200_000, bolusRemainingNanograms: 0,
            reservoirNanoliters: 12_000_000, lowReservoirNanoliters: 2_000_000, residualNanoliters: 500_000,
            minimumFlowNanolitersPerDay: 48_000, serviceDaysRemaining: 1_480, withdrawal: nil,
            session: API.TherapySession(state: .closed, openedAt: nil), staged: nil, lastApplied: .example,
            appliedCount: 16, newestEvent: 40, newestFault: 0, clockCorrectionMilliseconds: 0,
            setUp: API.Example.setUp, lastRefill: .example, patientBoluses24Hours: 0,
            deliveredByHourNanograms: [2_100, 4_166, 4_167], hasCriticalAlarm: false, alarms: [.example])
    }
}

extension API.Withdrawal {
    static var example: Self { Self(stoppedSince: API.Example.time, elapsedSeconds: 8_040) }
}

extension API.TherapySession {
    static var example: Self { Self(state: .open, openedAt: API.Example.time) }
}

extension API.Staged {
    static var example: Self {
        Self(
            transaction: API.Example.command, baseRevision: 17, change: API.Example.change,
            remainingMilliseconds: 540_000)
    }
}

extension API.Applied {
    static var example: Self {
        Self(transaction: "00112233445566778899aabbccddeeff", revision: 17, at: "2026-10-01T08:00:00.000Z")
    }
}

extension API.LastRefill {
    static var example: Self { Self(refill: API.Example.refill, revision: 17, at: "2026-10-01T08:00:00.000Z") }
}

extension API.Alarm {
    static var example: Self { Self(cause: "lowReservoir", class: "nonCritical", since: API.Example.time) }
}

extension API.Card {
    static var example: Self {
        Self(
            pumpSerial: API.Example.pump, model: "ITB 20", reservoirSizeNanoliters: 20_000_000, drug: "baclofen",
            concentrationMicrogramsPerMilliliter: 500, program: API.Example.old, total24HoursNanograms: 100_000,
            total24HoursMicrograms: "100", readAt: API.Example.time, reservoirNanoliters: 12_000_000,
            worstFlowNanolitersPerDay: 205_000, lowReservoirDate: "2027-01-11T04:40:00.000Z",
            refillBy: "2027-01-08T04:40:00.000Z", emptyDate: "2027-01-18T12:00:00.000Z",
            contact: "Ward 3, +00 000 000")
    }
}

extension API.LogPage {
    static var example: Self {
        Self(pumpSerial: API.Example.pump, log: .events, oldest: 1, newest: 40, entries: [.example])
    }
}

extension API.LogEntry {
    static var example: Self {
        Self(number: 40, at: API.Example.time, kind: "programChanged", text: "revision 17 applied")
    }
}

extension API.AlarmList {
    static var example: Self { Self(alarms: [.example], sounding: .example) }
}

extension API.ListedAlarm {
    static var example: Self { API.Example.alarm }
}

extension API.Sounding {
    static var example: Self { Self(class: .critical, everyMilliseconds: 5_000) }
}
