internal import ArgumentParser
internal import PumpModel
internal import VirtualWand
internal import WandProtocol

/// Starts the simulator.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Start a virtual wand (the default).",
        discussion: """
            Prints WAND_PORT=<path> on a line of its own when a host can open it. The pump's memory lives in --state \
            and survives a kill at any moment; while the simulator is away the pump goes on delivering.

            Examples:
              wandsim --link /tmp/wand0 --state pump.mem --control /tmp/sim.sock
              wandsim --link /tmp/wand0 --implanted --dose '120 mcg/day' --reservoir '18 mL' --time-factor 1000
              wandsim --port /tmp/socat-end --seed 7 --drop-frames-per-million 50000 --drop-answer commit=1
            """)

    @Option(help: "Open a pseudo-terminal and link it to this name.")
    var link: String?

    @Option(help: "Use this existing port instead: a tty, or one end of a socat pair.")
    var port: String?

    @Option(help: "A Unix socket for commands while it runs; see wandsim ctl --help.")
    var control: String?

    @OptionGroup(title: "Pump")
    var pump: PumpOptions

    @OptionGroup(title: "Wand")
    var wand: WandOptions

    @OptionGroup(title: "Line faults")
    var line: LineOptions

    func validate() throws {
        if link != nil, port != nil { throw ValidationError("--link and --port exclude each other") }
    }

    func run() throws {
        do {
            try simulate()
        } catch let error as PumpMemoryFileError {
            try fail(error, error.isAboutContent ? .dataError : .failure)
        } catch let error as SimulatorError {
            try fail(error, .failure)
        } catch let error as PumpOptions.Mismatch {
            try fail(error, .dataError)
        }
    }

    private func simulate() throws {
        let now = SystemClock.uptime
        let clock = Timestamp(clamping: SystemClock.sinceEpoch)
        let file = try pump.state.map { try PumpMemoryFile(path: $0) }
        let memory = try pump.memory(in: file, clock: clock)
        let virtual = VirtualWand(
            configuration: wand.configuration(seed: line.seed), memory: memory,
            // never the reproducible seed: a restarted wand must not repeat its epochs
            seed: UInt64.random(in: .min ... .max),
            at: Moment(uptimeMilliseconds: now, utc: clock), timeFactor: pump.timeFactor)
        // first what can be in use by another simulator, then the link that replaces an older one
        let control = try control.map { try ControlSocket(path: $0) }
        let port = try port.map { try WandPort(existing: $0) } ?? WandPort(link: link)
        let path = port.path
        var simulator = try Simulator(
            wand: virtual, line: line.line, port: port, control: control, file: file, hasFastTime: pump.timeFactor > 1)
        say("WAND_PORT=\(path)")
        try simulator.run()
    }

    private func fail(_ error: any Error, _ code: ExitCode) throws {
        complain("wandsim: \(error)")
        throw code
    }
}
