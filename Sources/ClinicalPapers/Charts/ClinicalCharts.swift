package import ClinicalRecord
import PumpModel

/// The charts of a record as SVG elements, to be put into a page of somebody else's.
///
/// Each has a title and a description for screen readers, and tells its marks apart by shape, not by colour alone.
package struct ClinicalCharts: Sendable {
    private let record: ClinicalRecord

    package init(_ record: ClinicalRecord) { self.record = record }

    /// 24 h totals over time, in mcg/day: the newest `Limits.reportChanges` changes.
    package var doseHistory: String {
        let shown = Array(record.titrations.suffix(Limits.reportChanges))
        return DoseHistoryChart(record, titrations: shown).drawing.svgFragment.source
    }

    /// The base program's days, in mcg/h, each with its total: one, or one for each group of equal weekdays.
    package var dayProfiles: [String] { ProfileChart.charts(of: record.after).map(\.drawing.svgFragment.source) }

    /// What the reservoir holds until it is empty, in mL, with the levels and dates that count.
    package var reservoir: String { ReservoirChart(record).drawing.svgFragment.source }
}
