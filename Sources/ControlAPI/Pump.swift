extension API {
    /// A pump as it was read last. Nothing in it is newer than `readAt`.
    public struct Pump: Codable, Hashable, Sendable {
        public var serial: String
        public var model: String
        public var firmware: String
        public var reservoirSizeNanoliters: Int64
        /// Must match the pump's packaging.
        public var calibrationConstant: UInt32
        /// The wand that read it.
        public var wand: String
        /// RFC 3339, by the clock of this machine.
        public var readAt: String
        /// Time since, on a clock that never jumps.
        public var ageMilliseconds: Int64
        /// The pump's own clock when it answered.
        public var pumpClock: String
        /// The pump's clock less this machine's, when it was read.
        public var pumpClockOffsetMilliseconds: Int64
        public var drug: String
        public var concentrationMicrogramsPerMilliliter: Int64
        /// Counts the program changes: what a command must name.
        public var revision: UInt32
        public var program: Program
        /// By the pump's clock.
        public var programmedAt: String
        /// What 24 h from now deliver, without a bolus that was given; null when that does not fit a daily dose.
        @Nullable public var total24HoursNanograms: Int64?
        /// The same, as exact decimal text.
        @Nullable public var total24HoursMicrograms: String?
        /// The same with every bolus that the patient is allotted; null when that does not fit a daily dose.
        @Nullable public var greatest24HoursNanograms: Int64?
        /// What flows now: 0 when stopped, empty or stalled, whatever the program says.
        public var actualFlowNanolitersPerDay: Int64
        public var bolusRemainingNanograms: Int64
        public var reservoirNanoliters: Int64
        /// Below it the pump alarms.
        public var lowReservoirNanoliters: Int64
        /// Never delivered.
        public var residualNanoliters: Int64
        /// What `minimumRate` flows.
        public var minimumFlowNanolitersPerDay: Int64
        /// 0 once the elective replacement indicator stands.
        public var serviceDaysRemaining: UInt16
        /// The countdown to the critical alarm; null while anything flows.
        @Nullable public var withdrawal: Withdrawal?
        /// Whether a therapy session is open: latched until a verified end.
        public var session: TherapySession
        /// A change that was neither applied nor discarded: an open update session.
        @Nullable public var staged: Staged?
        @Nullable public var lastApplied: Applied?
        /// Changes that the pump ever applied.
        public var appliedCount: UInt32
        /// The newest entry of the pump's log; 0 when there is none.
        public var newestEvent: UInt32
        /// The newest entry of its fault log, likewise.
        public var newestFault: UInt32
        /// Of its clock, for its place in a day schedule alone.
        public var clockCorrectionMilliseconds: Int64
        /// Null until the pump was set up for its patient.
        @Nullable public var setUp: SetUp?
        /// Null until the reservoir was filled.
        @Nullable public var lastRefill: LastRefill?
        /// Boluses that the patient gave himself in the last 24 h.
        public var patientBoluses24Hours: UInt8
        /// What left the reservoir in each hour of the pump's clock, the running one first, at most 25.
        public var deliveredByHourNanograms: [Int64]
        /// The patient does not receive the right drug: an emergency.
        public var hasCriticalAlarm: Bool
        public var alarms: [Alarm]

        public init(
            serial: String, model: String, firmware: String, reservoirSizeNanoliters: Int64,
            calibrationConstant: UInt32, wand: String, readAt: String, ageMilliseconds: Int64, pumpClock: String,
            pumpClockOffsetMilliseconds: Int64, drug: String, concentrationMicrogramsPerMilliliter: Int64,
            revision: UInt32, program: Program, programmedAt: String, total24HoursNanograms: Int64?,
            total24HoursMicrograms: String?, greatest24HoursNanograms: Int64?, actualFlowNanolitersPerDay: Int64,
            bolusRemainingNanograms: Int64,
            reservoirNanoliters: Int64, lowReservoirNanoliters: Int64, residualNanoliters: Int64,
            minimumFlowNanolitersPerDay: Int64, serviceDaysRemaining: UInt16, withdrawal: Withdrawal?,
            session: TherapySession, staged: Staged?,
            lastApplied: Applied?, appliedCount: UInt32, newestEvent: UInt32, newestFault: UInt32,
            clockCorrectionMilliseconds: Int64, setUp: SetUp?, lastRefill: LastRefill?, patientBoluses24Hours: UInt8,
            deliveredByHourNanograms: [Int64], hasCriticalAlarm: Bool, alarms: [Alarm]
        ) {
            self.serial = serial
            self.model = model
            self.firmware = firmware
            self.reservoirSizeNanoliters = reservoirSizeNanoliters
            self.calibrationConstant = calibrationConstant
            self.wand = wand
            self.readAt = readAt
            self.ageMilliseconds = ageMilliseconds
            self.pumpClock = pumpClock
            self.pumpClockOffsetMilliseconds = pumpClockOffsetMilliseconds
            self.drug = drug
            self.concentrationMicrogramsPerMilliliter = concentrationMicrogramsPerMilliliter
            self.revision = revision
            self.program = program
            self.programmedAt = programmedAt
            self.total24HoursNanograms = total24HoursNanograms
            self.total24HoursMicrograms = total24HoursMicrograms
            self.greatest24HoursNanograms = greatest24HoursNanograms
            self.actualFlowNanolitersPerDay = actualFlowNanolitersPerDay
            self.bolusRemainingNanograms = bolusRemainingNanograms
            self.reservoirNanoliters = reservoirNanoliters
            self.lowReservoirNanoliters = lowReservoirNanoliters
            self.residualNanoliters = residualNanoliters
            self.minimumFlowNanolitersPerDay = minimumFlowNanolitersPerDay
            self.serviceDaysRemaining = serviceDaysRemaining
            self.withdrawal = withdrawal
            self.session = session
            self.staged = staged
            self.lastApplied = lastApplied
            self.appliedCount = appliedCount
            self.newestEvent = newestEvent
            self.newestFault = newestFault
            self.clockCorrectionMilliseconds = clockCorrectionMilliseconds
            self.setUp = setUp
            self.lastRefill = lastRefill
            self.patientBoluses24Hours = patientBoluses24Hours
            self.deliveredByHourNanograms = deliveredByHourNanograms
            self.hasCriticalAlarm = hasCriticalAlarm
            self.alarms = alarms
        }
    }

    /// A change that the pump holds without applying it.
    public struct Staged: Codable, Hashable, Sendable {
        public var transaction: String
        public var baseRevision: UInt32
        public var change: Change
        /// Until the pump forgets it.
        public var remainingMilliseconds: Int64

        public init(transaction: String, baseRevision: UInt32, change: Change, remainingMilliseconds: Int64) {
            self.transaction = transaction
            self.baseRevision = baseRevision
            self.change = change
            self.remainingMilliseconds = remainingMilliseconds
        }
    }

    /// The last change that the pump applied.
    public struct Applied: Codable, Hashable, Sendable {
        public var transaction: String
        /// The one that the change produced.
        public var revision: UInt32
        /// By the pump's clock.
        public var at: String

        public init(transaction: String, revision: UInt32, at: String) {
            self.transaction = transaction
            self.revision = revision
            self.at = at
        }
    }

    /// The last refill.
    public struct LastRefill: Codable, Hashable, Sendable {
        public var refill: Refill
        /// The revision that came with it.
        public var revision: UInt32
        /// By the pump's clock.
        public var at: String

        public init(refill: Refill, revision: UInt32, at: String) {
            self.refill = refill
            self.revision = revision
            self.at = at
        }
    }

    /// An alarm that stands.
    public struct Alarm: Codable, Hashable, Sendable {
        public var cause: String
        /// `critical`: the patient does not receive the right drug.
        public var `class`: String
        /// By the pump's clock.
        public var since: String

        public init(cause: String, `class`: String, since: String) {
            self.cause = cause
            self.class = `class`
            self.since = since
        }
    }

    /// Every pump that was read since the daemon started.
    public struct PumpList: Codable, Hashable, Sendable {
        public var pumps: [Pump]

        public init(pumps: [Pump]) {
            self.pumps = pumps
        }
    }
}
