package import PumpModel

/// Everything that the papers about one pump show, at one moment: what was read, what was done, what is to come.
///
/// Plain values, put together by whoever has them; what makes papers of it (card, report, export) asks nobody else.
/// A value that is not known is nil, never a default.
package struct ClinicalRecord: Hashable, Sendable {
    /// When it was put together.
    package var at: Timestamp
    package var software: [SoftwareVersion]
    /// The configured name of the wand that read the pump.
    package var wand: String
    package var pump: PumpState
    package var patient: Patient?
    /// Who to call: a line that the site configures.
    package var contact: String?
    /// What the change replaced that made the program that runs; nil where the history does not lead to it.
    package var before: ProgramSummary?
    /// What was programmed to flow before delivery was stopped; nil while something is programmed, or where the history
    /// does not lead there.
    package var beforeStop: ProgramSummary?
    /// The program that runs.
    package var after: ProgramSummary
    package var dates: Dates
    /// Every change of the pump's program that is known here, oldest first, refused and failed ones too.
    package var titrations: [Titration]
    /// In order of occurrence.
    package var alarms: [ListedAlarm]
    /// Where the audit trail stood.
    package var auditHead: AuditMark?

    package init(
        at: Timestamp, software: [SoftwareVersion], wand: String, pump: PumpState, patient: Patient?, contact: String?,
        before: ProgramSummary?, beforeStop: ProgramSummary? = nil, after: ProgramSummary, dates: Dates,
        titrations: [Titration], alarms: [ListedAlarm], auditHead: AuditMark?
    ) {
        self.at = at
        self.software = software
        self.wand = wand
        self.pump = pump
        self.patient = patient
        self.contact = contact
        self.before = before
        self.beforeStop = beforeStop
        self.after = after
        self.dates = dates
        self.titrations = titrations
        self.alarms = alarms
        self.auditHead = auditHead
    }

    /// A program's name and version: "wandd", "0.4.0".
    package struct SoftwareVersion: Hashable, Sendable {
        package var name: String
        package var version: String

        package init(name: String, version: String) {
            self.name = name
            self.version = version
        }
    }

    /// The person, as little as the work needs: no name, no birthday.
    package struct Patient: Hashable, Sendable {
        /// Initials or a pseudonym.
        package var code: String
        /// The class whose limits apply, as people write it: "adult, spinal origin".
        package var patientClass: String
        /// Of the tubing inside the pump; nil where that is not known.
        package var tubingVolume: Volume?
        package var catheterLength: Length
        package var catheterVolume: Volume

        package init(
            code: String, patientClass: String, tubingVolume: Volume? = nil, catheterLength: Length,
            catheterVolume: Volume
        ) {
            self.code = code
            self.patientClass = patientClass
            self.tubingVolume = tubingVolume
            self.catheterLength = catheterLength
            self.catheterVolume = catheterVolume
        }
    }

    /// When things end, never later than true; nil when nothing flows.
    package struct Dates: Hashable, Sendable {
        package var lowReservoir: Timestamp?
        package var refillBy: Timestamp?
        package var empty: Timestamp?

        package init(lowReservoir: Timestamp?, refillBy: Timestamp?, empty: Timestamp?) {
            self.lowReservoir = lowReservoir
            self.refillBy = refillBy
            self.empty = empty
        }
    }

    /// Where the audit trail stood: the number and hash of its newest record.
    package struct AuditMark: Hashable, Sendable {
        package var sequence: Int64
        /// 64 hexadecimal digits.
        package var hash: String

        package init(sequence: Int64, hash: String) {
            self.sequence = sequence
            self.hash = hash
        }
    }
}
