import ArgumentParser
import ControlAPI
import ControlClient

struct ListCommands: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "commands", abstract: "Show commands, newest first, or one of them.",
        discussion: "Examples:\n  wandctl commands --pump ITB-4711\n  wandctl commands 0123456789abcdef0123456789abcdef")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The id of one command.") var id: String?
    @Option(help: "Only those of this pump.") var pump: String?
    @Option(help: "At most so many.") var limit: Int = 20
    @Option(help: "Those after this id: the next page.") var after: String?

    func run(_ session: Session) async throws {
        if let id {
            let command = try await session.client.command(id)
            return try session.answer(command) { command.text($0) }
        }
        let list = try await session.client.commands(pump: pump, limit: limit, after: after)
        try session.answer(list) { list.text($0) }
    }
}

struct Cancel: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a command back, as long as the order to apply it did not leave.",
        discussion: "Example:\n  wandctl cancel 0123456789abcdef0123456789abcdef")
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The id of the command.") var id: String

    func run(_ session: Session) async throws {
        let command = try await session.client.cancel(id)
        try session.answer(command) { command.outcomeText($0) }
    }
}

struct Stop: DaemonCommand {
    static let configuration = CommandConfiguration(
        abstract: "EMERGENCY STOP: end all delivery of a pump.",
        discussion: """
            Passes everything else, works while a command is in doubt, and may be repeated. Ending the drug for long \
            causes withdrawal, which can kill: the pump counts down to a critical alarm.

            Examples:
              wandctl stop --reason 'drowsy, shallow breath'
              wandctl stop ITB-4711 --yes --operator 'R. Example' --reason overdose
            """)
    @OptionGroup var global: GlobalOptions
    @Argument(help: "The pump's serial; the one in range when it is left out.") var pump: String?
    @Option(name: .customLong("operator"), help: "Who stops it; the name of this user when it is left out.")
    var operatorName: String?
    @Option(help: "Why.") var reason: String = "emergency stop"
    @Option(help: "Names this stop, so that it can be sent again.") var idempotencyKey: String?
    @Option(help: "Follow it for so many seconds.") var wait: Int = 60
    @Flag(help: "Do not ask.") var yes = false

    func validate() throws {
        guard yes || Terminal.isInputInteractive else {
            throw ValidationError("Without a terminal nobody can confirm the stop: give --yes.")
        }
    }

    func run(_ session: Session) async throws {
        let serial = try await session.pumpSerial(pump)
        if !yes { try await ask(serial, session) }
        let operatorName = operatorName ?? Terminal.environment("USER") ?? "not named"
        let command = try await session.client.stop(
            serial, API.StopRequest(operator: operatorName, reason: reason),
            idempotencyKey: idempotencyKey ?? RandomKey.make())
        session.say("emergency stop of \(serial): command \(command.id)")
        try session.conclude(await session.followToTheEnd(command, seconds: wait))
    }

    private func ask(_ serial: String, _ session: Session) async throws {
        session.say(session.style.alert("EMERGENCY STOP of pump \(serial): all delivery ends."))
        session.say("Type 'stop' to stop it, anything else to leave it running:")
        guard try await interruptible({ try await LineReader.line() }) == "stop" else {
            throw Failure(.notApplied, "nothing was stopped")
        }
    }
}

/// A key that nobody else uses.
enum RandomKey {
    static func make() -> String {
        "wandctl-" + String(UInt64.random(in: .min ... .max), radix: 16) + String(UInt64.random(in: .min ... .max), radix: 16)
    }
}
