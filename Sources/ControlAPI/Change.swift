extension API {
    /// The reservoir after it was emptied and filled. An order gives each volume once.
    package struct Refill: Codable, Hashable, Sendable {
        /// What was drawn out, as measured.
        package var withdrawnNanoliters: Int64?
        package var withdrawnMilliliters: String?
        /// What is in the reservoir now.
        package var filledNanoliters: Int64?
        package var filledMilliliters: String?
        package var drug: String
        package var concentrationMicrogramsPerMilliliter: Int64

        package init(
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
    package struct SetUp: Codable, Hashable, Sendable {
        /// Initials or a pseudonym: never a name.
        package var patient: String
        package var patientClass: PatientClass
        package var tubingNanoliters: Int64?
        package var tubingMilliliters: String?
        package var catheterMicrometers: Int64?
        package var catheterCentimeters: String?
        package var catheterNanoliters: Int64?
        package var catheterMilliliters: String?
        package var lowReservoirNanoliters: Int64?
        package var lowReservoirMilliliters: String?
        /// As it stands on the pump's packaging.
        package var calibrationConstant: UInt32

        package init(
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
    package enum PatientClass: String, Codable, Hashable, Sendable, CaseIterable {
        case adultSpinal, adultCerebral, child
    }

    /// Everything that one command changes, all of it or nothing.
    package struct Change: Codable, Hashable, Sendable {
        package var program: Program
        package var refill: Refill?
        package var setUp: SetUp?
        /// The new correction of the pump's clock, for its place in a day schedule alone.
        package var clockCorrectionMilliseconds: Int64?

        package init(
            program: Program, refill: Refill? = nil, setUp: SetUp? = nil, clockCorrectionMilliseconds: Int64? = nil
        ) {
            self.program = program
            self.refill = refill
            self.setUp = setUp
            self.clockCorrectionMilliseconds = clockCorrectionMilliseconds
        }
    }
}
