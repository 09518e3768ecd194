import ClinicalRecord
import PumpModel
import Testing

@testable import FHIRExport

@Suite struct TitrationTests {
    /// Every state a command can be in, whether the pump has applied it, and what FHIR is told.
    static let table: [(outcome: String, applied: Bool, request: String, administration: String?)] = [
        ("succeeded", true, "completed", "completed"), ("superseded", true, "completed", "completed"),
        ("verifying", true, "completed", "completed"), ("stopped", true, "completed", "completed"),
        ("mismatched", true, "unknown", "unknown"), ("inDoubt", true, "unknown", "unknown"),
        ("mismatched", false, "unknown", "unknown"), ("verifying", false, "unknown", "unknown"),
        ("committing", false, "unknown", "unknown"), ("inDoubt", false, "unknown", "unknown"),
        ("succeeded", false, "unknown", "unknown"), ("no such state", false, "unknown", "unknown"),
        ("rejected", false, "cancelled", "not-done"), ("failed", false, "cancelled", "not-done"),
        ("cancelled", false, "cancelled", "not-done"), ("expired", false, "cancelled", "not-done"),
        ("rejected", true, "unknown", "unknown"), ("expired", true, "unknown", "unknown"),
        ("queued", false, "draft", nil), ("validated", false, "draft", nil), ("staged", false, "draft", nil),
        ("awaitingConfirmation", false, "draft", nil), ("queued", true, "unknown", "unknown"),
    ]

    @Test(arguments: table)
    func theOutcomeBecomesAStatus(_ row: (outcome: String, applied: Bool, request: String, administration: String?))
        throws
    {
        var record = SampleRecords.full
        record.before = nil
        record.titrations = [
            SampleRecords.titration(1, outcome: row.outcome, applied: row.applied, total: 100_000, change: 500)
        ]
        let bundle = try ParsedBundle(record)
        let request = try #require(bundle.resources("MedicationRequest").last)
        #expect(request["status"] == .text(row.request))
        #expect(request["statusReason.text"] == .text(row.outcome))
        let administrations = bundle.resources("MedicationAdministration")
        #expect(administrations.map { $0["status"]?.text } == (row.administration.map { [$0] } ?? []))
        // an amount is told only of what was applied
        #expect(administrations.allSatisfy { ($0["dosage"] != nil) == ($0["status"] == .text("completed")) })
        let targets = bundle.resources("Provenance").first?["target"]?.items ?? []
        #expect(targets.count == 1 + administrations.count)
    }

    @Test func whoAndWhyAreThere() throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        let provenance = try #require(bundle.resources("Provenance").dropFirst(2).first)
        #expect(provenance["agent.0.who.identifier.value"] == .text("nurse.ada"))
        #expect(provenance["agent.0.type.coding.0.code"] == .text("author"))
        #expect(provenance["agent.1.who.identifier.value"] == .text("1004"))
        #expect(
            provenance["reason"]?.items.map { $0["text"] } == [.text("more spasms at night"), .text("seen in clinic")])
        #expect(provenance["recorded"] == provenance["occurredDateTime"])
        #expect(provenance["activity.coding.0.code"] == .text("UPDATE"))
        let refused = try #require(bundle.resources("Provenance").dropFirst().first)
        #expect(refused["activity.coding"] == nil && refused["activity.text"] != nil)
    }

    @Test func aChangeIsToldInPercentAndWithItsTotal() throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        let request = try #require(bundle.resources("MedicationRequest").dropFirst(4).first)
        #expect(request["note.0.text"] == .text("soft limits were passed: seen in clinic"))
        #expect(request["note.1.text"] == .text("change of the 24 h total: 20.5 %"))
        #expect(request["identifier.0.value"]?.text?.count == 32)
        #expect(bundle.string.contains(#""dosage":{"route":"#))
        let rate = bundle.resources("MedicationAdministration").dropFirst(2).first?["dosage.rateQuantity"]
        #expect(rate?["value"] == .number("120.5") && rate?["code"] == .text("ug/d"))
    }
}
