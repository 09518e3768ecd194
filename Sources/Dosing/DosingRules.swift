package import PumpModel

/// A site's rules: its drug library and its pumps, and the judgement of a change by both.
///
/// Hard limits refuse, always; soft ones proceed with an override and its reason. Nothing here reads a clock or a file:
/// the same values give the same judgement, before acceptance and again on a fresh report before anything is sent.
/// How old the report may be is not its business.
package struct DosingRules: Hashable, Sendable {
    package var library: DrugLibraryState
    package var catalog: PumpCatalog

    package init(library: DrugLibraryState, catalog: PumpCatalog) {
        self.library = library
        self.catalog = catalog
    }

    /// How far from the predicted volume the withdrawn one may be, in whole percent of the predicted.
    package static let withdrawnPercent: Int64 = 20
    /// How far from the computed line or bridge a given one may be, in parts per thousand of the computed.
    package static let linePerMille: Int64 = 50
    /// How far a schedule may move without an override.
    package static let clockShiftMilliseconds: Int64 = 3_600_000
    /// How far it may move at all: a day, and the hour of summer time.
    package static let largestClockShiftMilliseconds: Int64 = 25 * 3_600_000
    /// The highest usual level of the low reservoir alarm.
    package static let usualLowReservoirVolume = Volume(checked: 4_000_000)

    /// What all rules say of `change` on a pump in the state of `report`.
    /// - Parameter now: the workstation's clock, by which `history` counts.
    package func judge(
        _ change: PumpChange, on report: PumpReport, history: TherapyHistory, at now: Timestamp
    ) -> Judgement {
        let assessment = Assessment(self, change, on: report, history: history, at: now)
        return Judgement(rules: Rule.allCases.map(assessment.finding))
    }
}
