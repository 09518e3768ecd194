import ArgumentParser
import ControlAPI
import WandClient

struct Wands: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the wands: port, session, pump in range.", discussion: "Example:\n  wandctl wands --json")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let wands = try await session.client.wands()
        let pumps = try await session.client.pumps()
        try session.answer(API.WandList(wands: wands)) { style in
            let loud = wands.withdrawalLines(pumps, style, now: Session.now)
            let quiet = wands.isEmpty ? ["no wands are configured"] : wands.map { $0.text(style) }
            return ((loud.isEmpty ? [] : [loud.joined(separator: "\n")]) + quiet).joined(separator: "\n\n")
        }
    }
}

struct Status: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what is known of the pumps, without asking them.",
        discussion: "Examples:\n  wandctl status\n  wandctl status ITB-4711")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The pump's serial; all pumps when it is left out.", completion: .pumps) var pump: String?

    func run(_ session: Session) async throws {
        if let pump {
            let report = try await session.pumpRead(pump, session.client.pump)
            return try session.answer(report) { report.text($0) }
        }
        let pumps = try await session.client.pumps()
        let stopped = try await session.client.wands().stoppedPumps(besides: pumps)
        let health = try await session.client.health()
        // what was read before the daemon began anew is known to its alarms alone
        let alarms = try await session.client.alarms().alarms.filter { alarm in
            alarm.class == .critical && !pumps.contains { $0.serial == alarm.pumpSerial }
        }
        try session.answer(API.PumpList(pumps: pumps)) { style in
            let lines =
                pumps.isEmpty
                ? ["no pump was read since the daemon started: 'wandctl interrogate' reads one"]
                : pumps.count == 1 ? pumps.map { $0.text(style) } : pumps.map { $0.line(style) }
            let loud = stopped.map { $0.line(style, now: Session.now) }
            return (loud + alarms.map { $0.text(style) } + lines + ["wands: " + health.text(style)]).joined(
                separator: "\n")
        }
    }
}

struct Interrogate: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Read the pump in range now.", discussion: "Example:\n  wandctl interrogate --wand bench")
    @OptionGroup var global: GlobalOptions
    @Option(help: "The wand's name; may be left out when there is one.", completion: .wands) var wand: String?

    func run(_ session: Session) async throws {
        let name = try await session.wand(named: wand).name
        let pump = try await session.client.interrogate(wand: name)
        try session.answer(pump) { pump.text($0) }
    }
}

struct Health: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show whether everything works; ends with 1 when it does not.",
        discussion: "Example:\n  wandctl health || echo 'look at the wands'")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let health = try await session.client.health()
        try session.answer(health) { health.text($0) }
        if health.status == .degraded { throw ExitCode(Ending.other.rawValue) }
    }
}

struct Version: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the version of the daemon.", discussion: "Example:\n  wandctl version --json")
    @OptionGroup var global: GlobalOptions

    func run(_ session: Session) async throws {
        let version = try await session.client.version()
        try session.answer(version) { _ in "wandd \(version.version), API \(version.apiVersion)" }
    }
}
