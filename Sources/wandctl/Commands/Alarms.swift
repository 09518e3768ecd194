import AlarmDesk
import ArgumentParser
import ControlAPI
import WandClient

struct Alarms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show alarms, acknowledge or silence one, and hear the tones.",
        discussion: """
            Neither acknowledging nor silencing ends an alarm's cause, and nothing here makes a pump infuse. A silence ends \
            after 10 minutes, when the link is lost, or when the cause gets worse.

            Examples:
              wandctl alarms
              wandctl alarms silence 1732345678901
              wandctl alarms sound critical --output critical.wav
            """,
        subcommands: [
            AlarmsList.self, AlarmsAcknowledge.self, AlarmsSilence.self, AlarmsDischarge.self, AlarmsSound.self,
        ],
        defaultSubcommand: AlarmsList.self)
}

struct AlarmsList: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the alarms in order of occurrence; ends with 1 when one sounds.",
        discussion: "Example:\n  wandctl alarms --pump ITB-4711")
    @OptionGroup var global: GlobalOptions
    @Option(help: "Only those of this pump.", completion: .pumps) var pump: String?

    func run(_ session: Session) async throws {
        let list = try await Self.list(of: pump, session)
        try session.answer(list) { list.text($0) }
        if list.alarms.contains(where: { $0.state == .sounding }) { throw ExitCode(Ending.other.rawValue) }
    }

    /// - Throws: `Failure` for a pump that nobody watches: an empty list would be a false comfort.
    static func list(of pump: String?, _ session: Session) async throws -> API.AlarmList {
        do {
            return try await session.client.alarms(of: pump)
        } catch {
            guard case .problem(let problem) = error, problem.type == API.ProblemType.unknownPump.urn else {
                throw error
            }
            throw notWatched(pump ?? "", problem)
        }
    }

    static func notWatched(_ pump: String, _ problem: API.Problem) -> Failure {
        var failure = Failure(
            .refused, "no pump \(pump) is watched: nothing is known of its alarms",
            advice: "Check the serial: 'wandctl status' shows the pumps. A reading begins the watch.")
        failure.problem = problem
        return failure
    }
}

struct AlarmsAcknowledge: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Say that somebody knows of an alarm; its cause stays.",
        discussion: "Example:\n  wandctl alarms ack 1732345678901")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The number of the alarm.", completion: .alarms) var id: UInt64

    func run(_ session: Session) async throws {
        let list = try await session.client.acknowledge(alarm: id)
        try session.answer(list) { list.text($0) }
    }
}

struct AlarmsSilence: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence", abstract: "Quiet an alarm for 10 minutes at most.",
        discussion: "Example:\n  wandctl alarms silence 1732345678901")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The number of the alarm.", completion: .alarms) var id: UInt64

    func run(_ session: Session) async throws {
        let list = try await session.client.silence(alarm: id)
        try session.answer(list) { list.text($0) }
    }
}

struct AlarmsDischarge: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "discharge", abstract: "Watch a pump no longer: it left this site's care.",
        discussion: """
            Nothing tells of its alarms, its refill or its stop from then on. Its critical alarms stay listed until they \
            are acknowledged; the next reading watches it again.

            Examples:
              wandctl alarms discharge ITB-4711
              wandctl alarms discharge ITB-4711 --yes
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The pump's serial.", completion: .pumps) var pump: String
    @Flag(help: "Do not ask.") var yes = false

    func validate() throws {
        guard yes || Terminal.isInputInteractive else {
            throw ValidationError("Without a terminal nobody can confirm the discharge: give --yes.")
        }
    }

    func run(_ session: Session) async throws {
        let before = try await AlarmsList.list(of: pump, session)
        if !yes { try await ask(before, session) }
        let list = try await session.client.discharge(pump)
        try session.answer(list) { Self.text(of: pump, before: before, after: list, $0) }
    }

    private func ask(_ list: API.AlarmList, _ session: Session) async throws {
        let answer = try await interruptible {
            session.say(
                session.style.alert("Pump \(pump) is to be watched no longer.") + "\n" + list.text(session.style))
            session.say("Type the pump's serial to discharge it, anything else to go on watching:")
            return try await LineReader.line()
        }
        guard answer == pump else { throw Failure(.notApplied, "pump \(pump) is still watched") }
    }

    /// What was forgotten with the pump, and what stays.
    static func text(of pump: String, before: API.AlarmList, after: API.AlarmList, _ style: Style) -> String {
        let kept = Set(after.alarms.map(\.id))
        let forgotten = before.alarms.filter { !kept.contains($0.id) }.map(\.title)
        let head = "pump \(pump) is watched no longer; the next reading watches it again"
        return [
            head, "alarms forgotten: " + (forgotten.isEmpty ? "none" : forgotten.joined(separator: ", ")),
            after.alarms.isEmpty ? "alarms left: none" : "alarms left:\n" + after.text(style),
        ].joined(separator: "\n")
    }
}

struct AlarmsSound: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sound", abstract: "Play a tone that families learn, or write it as a WAV file.",
        discussion: """
            noncritical: one tone, about once an hour: the patient still receives drug. critical: two tones in turn, every \
            10 minutes: the patient does not receive the right drug, an emergency. lesson: both, one after the other. They \
            are played with aplay (package alsa-utils) where it is installed.

            Examples:
              wandctl alarms sound critical
              wandctl alarms sound lesson --output lesson.wav
            """)
    @Argument(help: "critical, noncritical or lesson.", completion: .list(["critical", "noncritical", "lesson"]))
    var tone: String
    @Option(help: ArgumentHelp("Write a WAV file instead of playing.", valueName: "file"), completion: .file())
    var output: String?
    @Flag(help: "Replace the file.") var force = false

    func validate() throws { _ = try wave() }

    func run() throws {
        do {
            if let output {
                let file = try ExportOutput(path: output, isReplacing: force)
                try file.write(bytes: wave())
                try file.finish()
            } else {
                try OutsideTool.play(wave())
            }
        } catch let failure as Failure {
            failure.tell()
            throw ExitCode(failure.status.rawValue)
        }
    }

    private func wave() throws -> [UInt8] {
        switch tone {
        case "critical": AlarmTone.critical.waveFile
        case "noncritical": AlarmTone.nonCritical.waveFile
        case "lesson": AlarmTone.lessonWaveFile
        default: throw ValidationError("'\(tone)' is no tone: give critical, noncritical or lesson.")
        }
    }
}
