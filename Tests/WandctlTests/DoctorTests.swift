import ControlAPI
import PumpModel
import Testing
import WandClient

@testable import wandctl

struct DoctorTests {
    private static let socket = FileFacts(
        path: "/run/x.sock", kind: .socket, mode: 0o660, owner: "wandd", group: "wandd")
    private static let device = FileFacts(
        path: "/dev/x", kind: .characterDevice, mode: 0o660, owner: "root", group: "dialout")

    private static func daemon(
        version: String = "0.4.0", caller: API.Caller = WatchSample.caller, health: API.Health = WatchSample.health,
        wands: [API.Wand] = [wand()], pumps: [API.Pump] = [Sample.pump()], alarms: [API.ListedAlarm] = [],
        library: API.Library = API.Library(state: .loaded, name: "L", version: "1", date: "2026-11-23"),
        settings: Result<API.Settings, ControlClientError>? = nil
    ) -> DaemonFacts {
        DaemonFacts(
            version: API.Version(version: version, apiVersion: 1), caller: caller, health: .success(health),
            wands: .success(wands), pumps: .success(pumps), alarms: .success(WatchSample.alarms(alarms)),
            library: .success(library), settings: settings)
    }

    private static func wand(isUnpaired: Bool = false) -> API.Wand {
        var wand = Sample.wand(isUnpaired: isUnpaired, reaches: "ITB-4711")
        wand.session = API.Session(wandSerial: "W-1", model: "M", firmware: "1", openedAt: Sample.time)
        return wand
    }

    private static func facts(
        socket: FileFacts = socket, mayConnect: Bool = true, daemon: DaemonFacts? = daemon(),
        synchronised: Bool? = true,
        port: PortFacts = PortFacts(file: device, holders: ["wandd (12)"]),
        disk: DiskFacts? = DiskFacts(path: "/var/lib/wandd", freeBytes: 1 << 40)
    ) -> Facts {
        Facts(
            toolVersion: "0.4.0", now: Timestamp(clamping: 0), socket: socket, mayConnect: mayConnect,
            daemon: daemon.map { .success($0) } ?? .failure(.unreachable(path: "/run/x.sock", reason: "r")),
            isClockSynchronised: synchronised, ports: ["/dev/x": port], stateDirectory: disk)
    }

    private func status(_ facts: Facts, _ check: String) -> [Finding.Status] {
        Examination(facts: facts).findings.filter { $0.check == check }.map(\.status)
    }

    @Test func aSoundInstallationHasNothingToDo() {
        let report = DoctorReport(Examination(facts: Self.facts()).findings)
        #expect(report.findings.allSatisfy { $0.status == .ok && $0.whatToDo.isEmpty }, "\(report.findings)")
        #expect(report.isHealthy)
        #expect(
            Set(report.findings.map(\.check)) == [
                "socket", "daemon", "you", "clock", "journal", "port", "link", "pump", "pump clock", "library",
                "alarms",
                "disk",
            ])
    }

    @Test func whatIsWrongIsFoundAndSaysWhatToDo() {
        let missing = FileFacts(path: "/run/x.sock", kind: .missing)
        var noRole = WatchSample.caller
        noRole.roles = []
        var dead = Self.wand()
        dead.session = nil
        var closed = dead
        closed.port = API.Port(state: .closed, path: "/dev/x", reason: "gone", since: nil)
        var sick = WatchSample.health
        sick.journal = API.JournalHealth(writable: false, problem: "full")
        let stalled = Sample.pump(alarms: [API.Alarm(cause: "motorStall", class: "critical", since: Sample.time)])
        let foreign = PortFacts(file: Self.device, holders: ["minicom (9)", "wandd (12)"])
        let cases: [(Facts, String)] = [
            (Self.facts(socket: missing), "socket"), (Self.facts(mayConnect: false), "socket"),
            (Self.facts(socket: Self.device), "socket"), (Self.facts(daemon: nil), "daemon"),
            (Self.facts(daemon: Self.daemon(caller: noRole)), "you"),
            (Self.facts(daemon: Self.daemon(health: sick)), "journal"),
            (Self.facts(daemon: Self.daemon(wands: [])), "wands"),
            (Self.facts(daemon: Self.daemon(wands: [dead])), "link"),
            (Self.facts(daemon: Self.daemon(wands: [closed])), "port"), (Self.facts(port: foreign), "port"),
            (Self.facts(daemon: Self.daemon(pumps: [stalled])), "pump"),
            (Self.facts(daemon: Self.daemon(alarms: [WatchSample.alarm(1)])), "alarms"),
            (Self.facts(daemon: Self.daemon(library: API.Library(state: .refused, reason: "no"))), "library"),
            (Self.facts(disk: DiskFacts(path: "/x", freeBytes: 1)), "disk"),
        ]
        for (facts, check) in cases {
            let report = DoctorReport(Examination(facts: facts).findings)
            #expect(status(facts, check).contains(.fail), "\(check)")
            #expect(!report.isHealthy)
            #expect(report.findings.allSatisfy { ($0.status == .ok) == $0.whatToDo.isEmpty }, "\(report.findings)")
        }
    }

    @Test func whatSomebodyShouldLookAtIsNoFailure() {
        var open = Self.socket
        open.mode = 0o666
        var old = Sample.pump()
        old.ageMilliseconds = Examination.readingMilliseconds + 1
        var slow = Sample.pump()
        slow.pumpClockOffsetMilliseconds = -600_000
        let cases: [(Facts, String)] = [
            (Self.facts(socket: open), "socket"), (Self.facts(synchronised: false), "clock"),
            (Self.facts(synchronised: nil), "clock"), (Self.facts(daemon: Self.daemon(version: "9")), "daemon"),
            (Self.facts(daemon: Self.daemon(wands: [Self.wand(isUnpaired: true)])), "link"),
            (Self.facts(daemon: Self.daemon(pumps: [])), "pump"),
            (Self.facts(daemon: Self.daemon(pumps: [old])), "pump"),
            (Self.facts(daemon: Self.daemon(pumps: [slow])), "pump clock"),
            (Self.facts(disk: DiskFacts(path: "/x", problem: "p")), "disk"),
        ]
        for (facts, check) in cases {
            #expect(status(facts, check).contains(.warn), "\(check)")
            #expect(DoctorReport(Examination(facts: facts).findings).isHealthy, "\(check)")
        }
    }

    @Test func theOtherEndOfAPseudoTerminalMayHoldIt() {
        var wand = Self.wand()
        wand.port.path = "/dev/pts/4"
        var facts = Self.facts(daemon: Self.daemon(wands: [wand]))
        facts.ports = ["/dev/pts/4": PortFacts(file: Self.device, holders: ["wandsim (9)", "wandd (12)"])]
        #expect(status(facts, "port") == [.ok])
    }

    @Test func aCorrectedClockIsFine() {
        var slow = Sample.pump()
        (slow.pumpClockOffsetMilliseconds, slow.clockCorrectionMilliseconds) = (-600_000, 600_000)
        #expect(status(Self.facts(daemon: Self.daemon(pumps: [slow])), "pump clock") == [.ok])
        (slow.pumpClockOffsetMilliseconds, slow.clockCorrectionMilliseconds) = (.min, .min)
        #expect(status(Self.facts(daemon: Self.daemon(pumps: [slow])), "pump clock") == [.warn])
    }

    @Test func withoutTheDaemonTheMachineIsExaminedAllTheSame() {
        let checks = Examination(facts: Self.facts(daemon: nil)).findings.map(\.check)
        #expect(checks == ["socket", "daemon", "clock", "disk"])
    }

    @Test func aRefusalToLookIsNoFailureOfTheInstallation() {
        var daemon = Self.daemon()
        let problem = API.Problem(
            type: API.ProblemType.notPermitted.urn, title: "T", status: 403, detail: "D", whatToDo: "W")
        daemon.settings = .failure(.problem(problem))
        #expect(status(Self.facts(daemon: daemon), "config") == [.warn])
        daemon.settings = .failure(.notUnderstood("x"))
        #expect(status(Self.facts(daemon: daemon), "config") == [.fail])
    }

    @Test func theReportIsReadable() {
        let text = DoctorReport(Examination(facts: Self.facts(synchronised: false)).findings)
            .text(Style(isColoured: false))
        #expect(text.contains("WARN  clock       this machine's clock is not kept"))
        #expect(text.contains("\n                  Start one"))
        #expect(text.hasSuffix("11 OK, 1 WARN, 0 FAIL"))
    }

    @Test(arguments: [
        (UInt32(0o660), "wandd and group wandd may connect"), (0o600, "wandd alone may connect"),
        (0o666, "everybody may connect"),
    ])
    func whoMayConnect(mode: UInt32, text: String) {
        var file = Self.socket
        file.mode = mode
        #expect(Examination.whoMayConnect(file) == text)
    }

    @Test func thisMachineCanBeLookedAt() {
        #expect(Probe.file("/dev/null").kind == .characterDevice)
        #expect(Probe.file("/dev/null").access.hasPrefix("root:root 0"))
        #expect(Probe.file("/nosuch/thing").kind == .missing)
        #expect(Probe.disk("/").freeBytes != nil)
        #expect(Probe.disk("/nosuch").problem != nil)
        #expect(ToolOutput.line(of: "echo", ["one"]) == "one")
        #expect(ToolOutput.line(of: "false", []) == nil)
        #expect(ToolOutput.line(of: "no-such-tool-anywhere", []) == nil)
    }
}
