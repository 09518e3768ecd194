extension API {
    /// The reservoir after it was emptied and filled. An order gives each volume once.
    public struct Refill: Codable, Hashable, Sendable {
        /// What was drawn out, as measured.
        public var withdrawnNanoliters: Int64?
        public var withdrawnMilliliters: String?
        /// What is in the reservoir now.
        public var filledNanoliters: Int64?
        public var filledMilliliters: String?
        public var drug: String
        public var concentrationMicrogramsPerMilliliter: Int64

        public init(
            withdrawnNanoliters: Int64? = nil, withdrawnMilliliters: String? = nil, filledNanoliters: Int64? = nil,
            filledMilliliters: String? = nil, drug: String, concentrationMicrogramsPerMilliliter: Int64
        ) {
            self.withdrawnNanoliters = withdrawnNanoliters
            self.withdrawnMilliliters = withdrawnMilliliters
            self.filledNanoliters = filledNanoliters
            self.filledMilliliters = filledMilliliters
            self.drug = drug
            self.concentrationMicrogramsPerMilliliter = concentrationMicrogramsPerMilliliter
        }
    }

    /// What a pump knows about its patient and its line. An order gives each amount once.
    public struct SetUp: Codable, Hashable, Sendable {
        /// Initials or a pseudonym: never a name.
        public var patient: String
        public var patientClass: PatientClass
        public var tubingNanoliters: Int64?
        public var tubingMilliliters: String?
        public var catheterMicrometers: Int64?
        public var catheterCentimeters: String?
        public var catheterNanoliters: Int64?
        public var catheterMilliliters: String?
        public var lowReservoirNanoliters: Int64?
        public var lowReservoirMilliliters: String?
        /// As it stands on the pump's packaging.
        public var calibrationConstant: UInt32

        public init(
            patient: String, patientClass: PatientClass, tubingNanoliters: Int64? = nil,
            tubingMilliliters: String? = nil, catheterMicrometers: Int64? = nil, catheterCentimeters: String? = nil,
            catheterNanoliters: Int64? = nil, catheterMilliliters: String? = nil, lowReservoirNanoliters: Int64? = nil,
            lowReservoirMilliliters: String? = nil, calibrationConstant: UInt32
        ) {
            self.patient = patient
            self.patientClass = patientClass
            self.tubingNanoliters = tubingNanoliters
            self.tubingMilliliters = tubingMilliliters
            self.catheterMicrometers = catheterMicrometers
            self.catheterCentimeters = catheterCentimeters
            self.catheterNanoliters = catheterNanoliters
            self.catheterMilliliters = catheterMilliliters
            self.lowReservoirNanoliters = lowReservoirNanoliters
            self.lowReservoirMilliliters = lowReservoirMilliliters
            self.calibrationConstant = calibrationConstant
        }
    }

    /// Whose limits apply.
    public enum PatientClass: String, Codable, Hashable, Sendable, CaseIterable {
        case adultSpinal, adultCerebral, child
    }

    /// Everything that one command changes, all of it or nothing.
    public struct Change: Codable, Hashable, Sendable {
        public var program: Program
        public var refill: Refill?
        public var setUp: SetUp?
        /// The new correction of the pump's clock, for its place in a day schedule alone.
        public var clockCorrectionMilliseconds: Int64?

        public init(
            program: Program, refill: Refill? = nil, setUp: SetUp? = nil, clockCorrectionMilliseconds: Int64? = nil
        ) {
            self.program = program
            self.refill = refill
            self.setUp = setUp
            self.clockCorrectionMilliseconds = clockCorrectionMilliseconds
        }
    }
}
