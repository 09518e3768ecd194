import AlarmDesk
import ArgumentParser
import ControlAPI
import ControlClient

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
    @Option(help: "Only those of this pump.") var pump: String?

    func run(_ session: Session) async throws {
        let list = try await session.client.alarms(of: pump)
        try session.answer(list) { list.text($0) }
        if list.alarms.contains(where: { $0.state == .sounding }) { throw ExitCode(Ending.other.rawValue) }
    }
}

struct AlarmsAcknowledge: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack", abstract: "Say that somebody knows of an alarm; its cause stays.",
        discussion: "Example:\n  wandctl alarms ack 1732345678901")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The number of the alarm.") var id: UInt64

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
    @Argument(help: "The number of the alarm.") var id: UInt64

    func run(_ session: Session) async throws {
        let list = try await session.client.silence(alarm: id)
        try session.answer(list) { list.text($0) }
    }
}

struct AlarmsDischarge: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "discharge", abstract: "Watch a pump no longer: it left this site's care.",
        discussion: """
            Its critical alarms stay listed until they are acknowledged; the next reading watches it again.

            Example:
              wandctl alarms discharge ITB-4711
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The pump's serial.") var pump: String

    func run(_ session: Session) async throws {
        let list = try await session.client.discharge(pump)
        try session.answer(list) { list.text($0) }
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
    @Argument(help: "critical, noncritical or lesson.") var tone: String
    @Option(help: ArgumentHelp("Write a WAV file instead of playing.", valueName: "file")) var output: String?
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
