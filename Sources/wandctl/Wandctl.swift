import ArgumentParser
import Glibc

/// The local tool of the daemon: reads pumps, changes programs after a confirmation, stops in an emergency.
@main
struct Wandctl: AsyncParsableCommand {
    static let version = "0.5.0"

    static let configuration = CommandConfiguration(
        commandName: "wandctl",
        abstract: "Read and program an intrathecal pump through wandd.",
        discussion: """
            Examples:
              wandctl interrogate
              wandctl dose 120.5 --operator 'R. Example' --reason 'spasticity at night'
              wandctl stop --reason 'drowsy'
              wandctl watch
              wandctl doctor

            Exit codes:
              0  done                      4  not applied, and certainly so
              1  something else went wrong 5  in doubt, or not followed to its end
              2  wrong usage               6  the daemon can not be reached
              3  refused                   7  applied, but the pump reads back something else
              8  the audit trail is not intact

            The socket is taken from --socket, else from WANDD_SOCKET, else /run/wandd/wandd.sock.
            Colour is used on a terminal, and not when NO_COLOR is set.
            """,
        version: version,
        subcommands: [
            Status.self, Interrogate.self, Watch.self, ConsoleCommand.self, Events.self, DoseCommand.self,
            LimitsCommand.self,
            RefillCommand.self, PrimeCommand.self, SetUpCommand.self, ClockCommand.self, Stop.self, Confirm.self,
            Cancel.self, ListCommands.self, Alarms.self, LogCommand.self, Card.self, Report.self, Audit.self,
            Wands.self, Ports.self, WhoAmI.self, SignIn.self, SignOut.self, Config.self, Doctor.self, Health.self,
            Version.self, Manual.self,
        ])

    /// An argument such as `-5` is taken for an option, and what is said of it then is about something else.
    /// - Returns: what is wrong, where one of the arguments is a number with a sign.
    static func negativeNumber(in arguments: some Sequence<String>) -> String? {
        arguments.first { $0.hasPrefix("-") && $0.dropFirst().first?.isNumber == true }.map { number in
            "Error: '\(number)' begins with '-': no dose, volume or time is below zero, and a value that may be is joined "
                + "by '=': --utc-offset=-03:30."
        }
    }

    /// Parses and runs; wrong usage ends with 2 instead of the library's own code.
    static func main() async {
        // a reader that left must not end the tool between a confirmation and its outcome
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            if let problem = Terminal.outputProblem {
                Terminal.printError(
                    "wandctl: the output could not be written: \(problem). What was asked for was done.")
                exit(withError: ExitCode(Ending.other.rawValue))
            }
        } catch {
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            if let hint = negativeNumber(in: CommandLine.arguments.dropFirst()) { Terminal.printError(hint) }
            Terminal.printError(fullMessage(for: error))
            exit(withError: ExitCode(Ending.usage.rawValue))
        }
    }
}
