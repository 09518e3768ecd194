import ArgumentParser
import ControlAPI
import WandClient
import PumpModel

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
    @Argument(help: "The pump's serial; the one in range when it is left out.", completion: .pumps) var pump: String?
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
        let serial: String
        do { serial = try await session.pumpSerial(pump) } catch let error as ControlClientError {
            throw Failure(ofStop: error)
        }
        if !yes {
            await warn(of: serial, session)
            try await ask(serial, session)
        }
        let operatorName = operatorName ?? Terminal.environment("USER") ?? "not named"
        let command: API.Command
        do {
            command = try await session.client.stop(
                serial, API.StopRequest(operator: operatorName, reason: reason),
                idempotencyKey: idempotencyKey ?? RandomKey.make())
        } catch {
            throw Failure(ofStop: error)
        }
        session.say("emergency stop of \(serial): command \(command.id)")
        // where nobody reads it first it does not hold the stop up
        if yes { await warn(of: serial, session) }
        let ended = try await session.followToTheEnd(command, seconds: wait)
        try await session.conclude(ended) { await session.sayWithdrawal(of: serial) }
    }

    /// A crowded daemon answers nothing but a stop: what it does not say at once is not waited for.
    private func warn(of serial: String, _ session: Session) async {
        let client = ControlClient(socketPath: session.client.socketPath, answerMilliseconds: 1_000)
        let wands = try? await client.wands()
        await client.close()
        for line in wands.map({ Self.warnings(of: serial, by: $0, session.style) }) ?? [] { session.say(line) }
    }

    /// What hinders the stop or what follows it.
    static func warnings(of serial: String, by wands: [API.Wand], _ style: Style) -> [String] {
        let reaching = wands.filter { $0.status?.pumpInRange?.serial == serial }
        guard !reaching.isEmpty else {
            return [
                style.alert("!! NO PUMP IN RANGE:")
                    + " no wand reaches pump \(serial). Hold a wand over it now: the stop waits for it for"
                    + " \(Limits.stopLifetimeMilliseconds / 1_000) s. Then stop again: a stop may be repeated."
            ]
        }
        let isImplanted = reaching.contains { $0.status?.pumpInRange?.isImplanted == true }
        guard isImplanted, reaching.allSatisfy(\.isUnpaired) else { return [] }
        return [
            style.alert("! UNPAIRED wand:")
                + " it can stop this implanted pump, and it can NOT start it again. Have another"
                + " programmer at hand: ending the drug for long causes withdrawal."
        ]
    }

    private func ask(_ serial: String, _ session: Session) async throws {
        let answer = try await interruptible {
            session.say(session.style.alert("EMERGENCY STOP of pump \(serial): all delivery ends."))
            session.say("Type 'stop' to stop it, anything else to leave it running:")
            return try await LineReader.line()
        }
        guard answer == "stop" else {
            throw Failure(.notApplied, "nothing was stopped")
        }
    }
}
