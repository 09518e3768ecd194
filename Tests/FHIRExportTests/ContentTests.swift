import ClinicalRecord
import FHIRExport
import PumpModel
import Testing

@Suite struct ContentTests {
    @Test(arguments: [
        ("reservoirVolume", #""value":17.400001,"unit":"mL","system":"http://unitsofmeasure.org","code":"mL""#),
        ("actualFlow", #""value":0.241,"unit":"mL/day","system":"http://unitsofmeasure.org","code":"mL/d""#),
        ("dailyDose", #""value":120.5,"unit":"mcg/day","system":"http://unitsofmeasure.org","code":"ug/d""#),
        ("clockOffset", #""value":-1250,"unit":"ms","system":"http://unitsofmeasure.org","code":"ms""#),
        ("serviceDaysRemaining", #""value":812,"unit":"days","system":"http://unitsofmeasure.org","code":"d""#),
    ])
    func everyNumberOfTheReadOutIsExact(_ code: String, _ quantity: String) throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        let observation = try #require(bundle.observation(code))
        #expect(bundle.string.contains(#""valueQuantity":{"# + quantity + "}"))
        #expect(observation["effectiveDateTime"]?.text == SampleRecords.full.pump.readAt.description)
        let metric = try #require(
            bundle.resources("DeviceMetric").first {
                $0["id"]?.text.map { "urn:uuid:" + $0 } == observation["device.reference"]?.text
            })
        #expect(metric["type"] == observation["code"])
        #expect(metric["unit.coding.0.code"] == observation["valueQuantity.code"])
    }

    @Test func theOneCodeOfTheNomenclatureIsTheFlow() throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        let coded = bundle.resources("DeviceMetric").compactMap { $0["type.coding"]?.items }.joined()
            .filter { $0["system"] == .text("urn:iso:std:iso:11073:10101") }
        #expect(coded.map { $0["code"] } == [.text("157784")])
        #expect(bundle.observation("actualFlow")?["code.coding.0.code"] == .text("157784"))
    }

    @Test func thePumpIsDescribed() throws {
        let pump = try #require(ParsedBundle(SampleRecords.full).resources("Device").first)
        #expect(pump["identifier.0.value"] == .text("ITB-0042"))
        #expect(pump["deviceName.0.name"] == .text("Synthia II"))
        #expect(pump["version.0.value"] == .text("2.11"))
        #expect(pump["property.0.valueQuantity.0.value"] == .number("40"))
        #expect(pump["property.0.valueQuantity.0.code"] == .text("mL"))
        #expect(pump["patient"] != nil)
    }

    @Test func theDaemonSpeaksAndIsToldFromOtherSoftware() throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        let devices = bundle.resources("Device")
        #expect(devices.compactMap { $0["deviceName.0.name"]?.text } == ["Synthia II", "bed-3", "wandd", "wandctl"])
        #expect(devices.compactMap { $0["version.0.value"]?.text } == ["2.11", "0.4.1", "0.4.0"])
        let daemon = try #require(devices[2]["id"]?.text)
        #expect(bundle.resources("AuditEvent").first?["source.observer.reference"] == .text("urn:uuid:" + daemon))
        let bare = try ParsedBundle(SampleRecords.bare).resources("Device")
        #expect(bare.count == 3 && bare[2]["deviceName.0.name"] == .text("wandd") && bare[2]["version"] == nil)
    }

    @Test func aDayOfSeveralRatesHasOneDosageForEach() throws {
        let bundle = try ParsedBundle(SampleRecords.full)
        let request = try #require(bundle.resources("MedicationRequest").first { $0["status"] == .text("active") })
        let dosages = try #require(request["dosageInstruction"]?.items)
        #expect(dosages.count == 3)
        #expect(
            dosages[0]["text"] == .text("flex, 2 steps every day; patient bolus 5 mcg over 5 min, at most 4 in 24 h"))
        #expect(dosages[0]["doseAndRate"] == nil)
        #expect(dosages[1]["timing.repeat.timeOfDay.0"] == .text("00:00:00"))
        #expect(dosages[1]["timing.repeat.duration"] == .number("495"))
        #expect(dosages[2]["timing.repeat.timeOfDay.0"] == .text("08:15:00"))
        #expect(dosages[2]["timing.repeat.duration"] == .number("945"))
        #expect(dosages[2]["doseAndRate.0.rateQuantity.code"] == .text("ug/h"))
        #expect(bundle.string.contains(#""rateQuantity":{"value":5.001,"unit":"mcg/h""#))
        #expect(dosages.allSatisfy { $0["route.coding.0.code"] == .text("72607000") })
        #expect(request["note.0.text"] == .text("24 h total: 120.5 mcg/day"))
    }

    /// 100 mcg/day is no whole number of nanograms per hour: the request says the dose, not its rounded rate. With a
    /// bolus on top, the total is not the rate.
    @Test(arguments: [
        (100_000, 4_167, "100", "ug/d"), (100_000, 4_166, "100", "ug/d"), (120_000, 4_167, "4.167", "ug/h"),
    ])
    func aConstantRateIsTheDoseItself(_ total: Int64, _ hourly: Int64, _ value: String, _ unit: String) throws {
        var record = SampleRecords.full
        record.after = .init(
            lines: ["continuous"], total24Hours: SampleRecords.dose(total),
            days: [
                .init(total: SampleRecords.dose(total), steps: [.init(startMinute: 0, nanogramsPerHour: hourly)])
            ])
        let bundle = try ParsedBundle(record)
        let request = try #require(bundle.resources("MedicationRequest").first { $0["status"] == .text("active") })
        #expect(request["dosageInstruction"]?.items.count == 1)
        let rate = try #require(request["dosageInstruction.0.doseAndRate.0.rateQuantity"])
        #expect(rate["code"] == .text(unit))
        #expect(rate["value"] == .number(value))
    }

    @Test func aProgramThatDeliversNothingIsStoppedAndFlagged() throws {
        let bundle = try ParsedBundle(SampleRecords.stopped)
        #expect(!bundle.resources("MedicationRequest").contains { $0["status"] == .text("active") })
        #expect(bundle.observation("deliveryStoppedSince")?["valueDateTime"] != nil)
        let flag = try #require(bundle.resources("Flag").last)
        #expect(flag["code.coding.0.code"] == .text("nothingDelivered") && flag["status"] == .text("active"))
        let last = try #require(bundle.resources("MedicationAdministration").last)
        #expect(last["status"] == .text("completed") && last["dosage"] == nil)
    }

    @Test func flagsStandWhileTheirAlarmsDo() throws {
        let flags = try ParsedBundle(SampleRecords.full).resources("Flag")
        #expect(flags.map { $0["status"] } == [.text("active"), .text("inactive")])
        // nobody says when it ended
        #expect(flags.allSatisfy { $0["period.start"] != nil && $0["period.end"] == nil })
        #expect(flags[0]["code.coding.0.code"] == .text("motorStall"))
        #expect(flags[0]["author.reference"] != flags[1]["author.reference"])
        #expect(flags[0]["category.1.coding.0.code"] == .text("critical"))
    }

    /// Weekdays that differ are told apart, never one day for all.
    @Test func aScheduleByWeekdaySaysItsDays() throws {
        var record = SampleRecords.full
        let step = { (rate: Int64) in [ClinicalRecord.ProfileStep(startMinute: 0, nanogramsPerHour: rate)] }
        record.after.days = [
            .init(
                weekdays: [.monday, .tuesday, .wednesday, .thursday, .friday], total: SampleRecords.dose(100_800),
                steps: step(4_200)),
            .init(weekdays: [.saturday, .sunday], total: SampleRecords.dose(600_000), steps: step(25_000)),
        ]
        let request = try #require(
            ParsedBundle(record).resources("MedicationRequest").first { $0["status"] == .text("active") })
        let dosages = try #require(request["dosageInstruction"]?.items)
        #expect(dosages.count == 3 && dosages[0]["doseAndRate"] == nil)
        #expect(dosages[1]["timing.repeat.dayOfWeek"]?.items.count == 5)
        #expect(dosages[1]["doseAndRate.0.rateQuantity.value"] == .number("4.2"))
        #expect(dosages[2]["timing.repeat.dayOfWeek"]?.items == [.text("sat"), .text("sun")])
        #expect(dosages[2]["doseAndRate.0.rateQuantity.value"] == .number("25"))
    }

    @Test func theAuditTrailsHeadIsThere() throws {
        let event = try #require(ParsedBundle(SampleRecords.full).resources("AuditEvent").first)
        #expect(event["entity.2.detail.0.valueString"] == .text("4711"))
        #expect(event["entity.2.detail.1.valueString"] == .text(String(repeating: "0a", count: 32)))
        let bare = try #require(ParsedBundle(SampleRecords.bare).resources("AuditEvent").first)
        #expect(bare["entity"]?.items.count == 2)
    }
}
