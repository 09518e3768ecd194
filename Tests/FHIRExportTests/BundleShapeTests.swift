import ClinicalRecord
import FHIRExport
import PumpModel
import Testing

@Suite struct BundleShapeTests {
    @Test(arguments: SampleRecords.names) func everyReferenceResolvesAndNoURLStandsTwice(_ name: String) throws {
        let bundle = try ParsedBundle(SampleRecords.named(name))
        let urls = bundle.entries.compactMap { $0["fullUrl"]?.text }
        #expect(urls.count == bundle.entries.count && Set(urls).count == urls.count)
        #expect(bundle.entries.allSatisfy { $0["fullUrl"]?.text == $0["resource.id"]?.text.map { "urn:uuid:" + $0 } })
        let references = bundle.root.everything.filter { $0.name == "reference" }.compactMap(\.value.text)
        #expect(references.count >= 20)
        #expect(Set(references).subtracting(urls).isEmpty)
    }

    @Test(arguments: SampleRecords.names) func nothingIsEmptyAndNoControlCharacterGoesOut(_ name: String) throws {
        let bundle = try ParsedBundle(SampleRecords.named(name))
        let everything = bundle.root.everything
        let empty = everything.filter { [.list([]), .object([:]), .text("")].contains($0.value) }
        #expect(empty.map(\.name).isEmpty)
        let controlled = everything.filter { _, value in
            value.text?.unicodeScalars.contains { $0.value < 0x20 && ![9, 10, 13].contains($0.value) } ?? false
        }
        #expect(controlled.map(\.name).isEmpty)
        #expect(bundle.root["type"] == .text("collection"))
        #expect(bundle.root["timestamp"]?.text?.hasSuffix("Z") == true)
    }

    @Test(arguments: SampleRecords.names) func theSameRecordMakesTheSameBytes(_ name: String) throws {
        let record = try SampleRecords.named(name)
        #expect(FHIRExport.bundle(of: record) == FHIRExport.bundle(of: record))
    }

    @Test func identitiesStayWhenTheRecordGrows() throws {
        let few = try ParsedBundle(SampleRecords.long(titrations: 10))
        var later = SampleRecords.long(titrations: 30)
        later.at = later.at.advanced(byMilliseconds: 60_000)
        let many = try ParsedBundle(later)
        for type in ["Patient", "Device", "DeviceMetric", "Medication", "Flag"] {
            #expect(few.resources(type).map { $0["id"] } == many.resources(type).map { $0["id"] }, "\(type)")
        }
        let requests = few.resources("MedicationRequest").compactMap { $0["id"]?.text }
        #expect(requests.count == 12)
        #expect(Set(requests).isSubset(of: many.resources("MedicationRequest").compactMap { $0["id"]?.text }))
        #expect(few.root["id"] != many.root["id"])
    }

    @Test func whatTellsTwoPumpsApartIsNotShared() throws {
        var other = SampleRecords.full
        other.pump.identity.serial = PumpSerial(checked: "ITB-0043")
        let first = try ParsedBundle(SampleRecords.full).entries.compactMap { $0["fullUrl"]?.text }
        let second = try ParsedBundle(other).entries.compactMap { $0["fullUrl"]?.text }
        // the wand, both programs and the drug are the same; all else belongs to the pump
        #expect(Set(first).intersection(second).count == 4)
    }

    @Test func fiveHundredTitrationsAreAllThere() throws {
        let bundle = try ParsedBundle(SampleRecords.long(titrations: 500))
        #expect(bundle.resources("MedicationRequest").count == 502)
        #expect(bundle.resources("MedicationAdministration").count == 500)
        #expect(bundle.resources("Provenance").count == 500)
    }

    @Test func ofThePatientOnlyTheCodeGoesOut() throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        #expect(
            bundle.resources("Patient").first?["identifier"]
                == .list([.object(["system": .text("urn:wandd:patient-code"), "value": .text("K.M.")])]))
        #expect(bundle.string.components(of: "K.M.") == 1)
        #expect(!bundle.string.contains("555-0100") && !bundle.string.contains("spinal"))
    }

    @Test(arguments: ["bare", "blank"]) func withoutAPatientThePumpNamesItsBearer(_ name: String) throws {
        var record = try SampleRecords.named(name)
        record.titrations = SampleRecords.full.titrations
        let bundle = try ParsedBundle(record)
        #expect(bundle.resources("Patient").isEmpty)
        let requests = bundle.resources("MedicationRequest")
        #expect(requests.count >= 5)
        for request in requests {
            #expect(request["subject.reference"] == nil)
            #expect(request["subject.identifier.value"] == .text("ITB-0042"))
            #expect(request["subject.type"] == .text("Patient"))
        }
        #expect(bundle.resources("Observation").allSatisfy { $0["subject.type"] == .text("Device") })
    }
}

extension String {
    /// How often `part` occurs.
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.firstRange(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
