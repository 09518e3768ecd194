import ArgumentParser
import ControlAPI
import Testing

@testable import wandctl

struct ArgumentTests {
    private static let who = ["--operator", "R", "--reason", "r"]
    private static let digest = String(repeating: "5a", count: 32)

    @Test(arguments: [
        ["dose", "120.5", "--dry-run"], ["dose", "--minimum-rate", "--dry-run"],
        ["dose", "--bolus", "25", "--over", "10m", "--dry-run"],
        ["dose", "100", "--bolus", "25", "--over", "2h", "--dry-run"],
        ["dose", "120.5", "--yes", "--digest", digest],
    ])
    func acceptable(arguments: [String]) throws {
        _ = try Wandctl.parseAsRoot(arguments + Self.who)
    }

    @Test(arguments: [
        ["dose", "--dry-run"], ["dose", "120.5", "--minimum-rate", "--dry-run"], ["dose", "120,5", "--dry-run"],
        ["dose", "1e3", "--dry-run"], ["dose", "0.0001", "--dry-run"], ["dose", "--bolus", "25", "--dry-run"],
        ["dose", "120.5", "--over", "10m", "--dry-run"], ["dose", "--bolus", "25", "--over", "25 h", "--dry-run"],
        ["dose", "--flex", "00:00=4", "--dry-run"],
        ["dose", "--flex", "0:00=4", "--day-total", "96", "--utc-offset", "Z"],
        ["dose", "--flex", "fri-mon 00:00=4", "--day-total", "96", "--utc-offset", "Z", "--dry-run"],
        ["dose", "--flex", "00:00=4", "--day-total", "96", "--utc-offset", "+1", "--dry-run"],
        ["dose", "100", "--every", "6h", "--dry-run"], ["dose", "100", "--patient-bolus", "5", "--dry-run"],
        ["dose", "100", "--first-after", "1h", "--dry-run"],
        ["dose", "120.5", "--yes"], ["dose", "120.5", "--digest", digest], ["dose", "120.5", "--unknown"],
    ])
    func wrongUsage(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Wandctl.parseAsRoot(arguments + Self.who) }
        #expect(error.map { Wandctl.exitCode(for: $0) } == .validationFailure)
    }

    @Test func operatorAndReasonAreAsked() {
        #expect(throws: (any Error).self) { try Wandctl.parseAsRoot(["dose", "120.5", "--dry-run"]) }
    }

    @Test(arguments: [
        ("90s", Int64(90)), ("10m", 600), ("2h", 7_200), ("24h", 86_400), ("800h", nil), ("10", nil),
        ("m", nil), ("-5m", nil), ("1.5h", nil), ("9999999999999999999h", nil), ("", nil),
    ])
    func times(text: String, seconds: Int64?) {
        #expect((try? OrderText.seconds(text)) == seconds)
    }

    private func order(_ arguments: [String]) throws -> DoseOrder { try DoseOrder.parse(arguments) }

    @Test func ordersAreBuilt() throws {
        #expect(
            try order(["120.5"]).program(on: Sample.pump())
                == API.Program(mode: .simpleContinuous, doseMicrogramsPerDay: "120.5"))
        #expect(
            try order(["--minimum-rate"]).program(on: Sample.pump()) == API.Program(mode: .minimumRate))
        #expect(
            try order(["--bolus", "25", "--over", "10m"]).program(on: Sample.pump())
                == API.Program(
                    mode: .simpleContinuous, doseMicrogramsPerDay: "100",
                    once: API.Once(kind: .bolus, doseMicrograms: "25", durationSeconds: 600)))
        #expect(
            try order(["100", "--every", "6h", "--bolus", "10", "--over", "10m", "--first-after", "90m"])
                .program(on: Sample.pump())
                == API.Program(
                    mode: .periodicBoluses, doseMicrogramsPerDay: "100",
                    periodic: API.PeriodicBoluses(
                        doseMicrograms: "10", durationSeconds: 600, intervalMinutes: 360, firstAfterMinutes: 90)))
        let patient = ["--patient-bolus", "5", "--patient-over", "5m", "--allotted", "4", "--lockout", "60"]
        #expect(
            try order(["100"] + patient).program(on: Sample.pump()).patientBolus
                == API.PatientBolus(
                    doseMicrograms: "5", durationSeconds: 300, allottedPer24Hours: 4, lockoutMinutes: 60))
    }

    @Test func schedulesAreBuilt() throws {
        let week = [
            "--flex", "mon-fri 00:00=4 06:30=6.5", "--day-total", "139.75", "--flex", "sat,sun 00:00=4",
            "--day-total", "96", "--utc-offset=-03:30",
        ]
        let schedule = try #require(order(week).program(on: Sample.pump()).schedule)
        #expect(schedule.utcOffsetMinutes == -210)
        #expect(schedule.days.map(\.weekdays.count) == [5, 2])
        #expect(schedule.days.map(\.totalMicrograms) == ["139.75", "96"])
        #expect(
            schedule.days[0].steps == [
                .init(start: "00:00", microgramsPerHour: "4"), .init(start: "06:30", microgramsPerHour: "6.5"),
            ])
        #expect(
            try order(["--flex", "00:00=4", "--day-total", "96", "--utc-offset", "Z"]).program(on: Sample.pump())
                .schedule?.days[0].weekdays.count == 7)
    }

    @Test func aBolusNeedsADoseToGoOnTopOf() throws {
        let pump = Sample.pump(program: API.Program(mode: .stopped, text: "stopped"))
        let error = #expect(throws: Failure.self) {
            try order(["--bolus", "25", "--over", "10m"]).program(on: pump)
        }
        #expect(error?.status == .usage)
    }

    @Test(arguments: [
        (["100 mcg/day"], "'100 mcg/day' is not a daily dose in mcg/day: write it like 100 or 120.5."),
        (["--bolus=-2", "--over", "10m"], "'-2' is not a dose in mcg: write it like 100 or 120.5."),
        (
            ["320", "--patient-bolus", "5", "--patient-over", "5m", "--allotted", "4", "--lockout", "60"]
                + ["--no-patient-bolus"], "contradict"
        ),
    ])
    func whatIsWrongIsSaid(order: [String], says: String) {
        let error = #expect(throws: (any Error).self) {
            try Wandctl.parseAsRoot(["dose"] + order + ["--dry-run"] + Self.who)
        }
        #expect(error.map { Wandctl.fullMessage(for: $0) }?.contains(says) == true)
    }

    @Test(arguments: [
        (["dose", "-5"], "'-5'"), (["refill", "--withdrawn", "-0.5"], "'-0.5'"), (["dose", "5", "--dry-run"], nil),
        (["dose", "--utc-offset=-03:30", "-h"], nil),
    ])
    func anAmountBelowZeroIsNamed(arguments: [String], names: String?) {
        let hint = Wandctl.negativeNumber(in: arguments)
        #expect(hint.map { $0.contains(names ?? "no hint at all") } == names.map { _ in true })
    }

    @Test(arguments: [
        ("120.5", true), ("120.50", false), ("120", false), ("yes", false), ("", false), ("120.5 mcg", false),
        ("100", false), ("120.5 120.5", false), (" 120.5", false),
    ])
    func onlyTheNewTotalConfirms(line: String, isConfirmed: Bool) {
        #expect(TypedConfirmation(Sample.proposal).isGiven(by: line) == isConfirmed)
    }

    @Test(arguments: [
        ["audit"], ["audit", "--pump", "ITB-4711"],
        ["audit", "list", "--kind", "stop", "--user", "0", "--limit", "1000"],
        ["audit", "list", "--user", "root", "--since", "2026-11-23", "--until", "2026-11-23"], ["audit", "head"],
        ["audit", "export"], ["audit", "export", "--output", "x", "--force"], ["audit", "verify", "--json"],
        ["audit", "verify", "--file", "-", "--head", "0:" + String(repeating: "0", count: 64)],
    ])
    func acceptableAudit(arguments: [String]) throws {
        _ = try Wandctl.parseAsRoot(arguments)
    }

    @Test(arguments: [
        (["audit", "--kind", "dose"], "dose"), (["audit", "--user", "no such user"], "no such user"),
        (["audit", "--user", "4294967296"], "4294967296"), (["audit", "--since", "yesterday"], "--since 'yesterday'"),
        (["audit", "--until", "2026-02-30"], "--until '2026-02-30'"), (["audit", "--limit", "0"], "0"),
        (["audit", "--limit", "1001"], "1001"),
        (["audit", "--since", "2026-11-24", "--until", "2026-11-23"], "--until 2026-11-23T23:59:59.999Z"),
        (["audit", "verify", "--head", "12"], "'12'"), (["audit", "verify", "--head", "1:ABC"], "'1:ABC'"),
        (["audit", "export", "--force"], "--output"), (["audit", "export", "--output", ""], "--output"),
        (["audit", "other"], "other"),
    ])
    func wrongAudit(arguments: [String], names: String) {
        let error = #expect(throws: (any Error).self) { try Wandctl.parseAsRoot(arguments) }
        #expect(error.map { Wandctl.exitCode(for: $0) } == .validationFailure)
        #expect(error.map { Wandctl.fullMessage(for: $0) }?.contains(names) == true)
    }

    @Test func portsAreListed() {
        let row = Ports.Row(
            path: "/dev/ttyUSB0", transport: "usb", description: "FT232R", usbSerial: nil, usbVendorID: "0403",
            usbProductID: Ports.hexadecimal(0x6001))
        #expect(Ports.text([row]).hasSuffix("/dev/ttyUSB0  usb   0403:6001  -           FT232R"))
        #expect(Ports.text([]).contains("no serial ports"))
    }
}

struct ChoosingTests {
    @Test func theOnlyWandIsMeant() throws {
        #expect(try Session.choose(nil, from: [Sample.wand()]).name == "bench")
        #expect(try Session.choose("b", from: [Sample.wand("a"), Sample.wand("b")]).name == "b")
    }

    @Test(arguments: [0, 2])
    func ofNoneOrSeveralNoneIsMeant(count: Int) {
        let wands = (0..<count).map { Sample.wand("w\($0)") }
        #expect(throws: Failure.self) { try Session.choose(nil, from: wands) }
        #expect(throws: Failure.self) { try Session.choose("other", from: wands) }
    }

    @Test func theOnlyPumpInRangeIsMeant() throws {
        let wands = [Sample.wand("a"), Sample.wand("b", reaches: "P-1")]
        let choice = try Session.choose(reaching: nil, from: wands)
        #expect(choice.wand.name == "b")
        #expect(choice.pump == "P-1")
        #expect(try Session.choose(reaching: "P-1", from: wands).wand.name == "b")
    }

    @Test func aPumpThatIsNotInRangeIsRefused() {
        let wands = [Sample.wand("a", reaches: "P-1"), Sample.wand("b", reaches: "P-2")]
        #expect(throws: Failure.self) { try Session.choose(reaching: "P-3", from: wands) }
        #expect(throws: Failure.self) { try Session.choose(reaching: nil, from: wands) }
        #expect(throws: Failure.self) { try Session.choose(reaching: nil, from: [Sample.wand()]) }
    }
}
