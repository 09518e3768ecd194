import ArgumentParser
import ControlServer
import DaemonConfiguration
import Dosing
import Logging
import NIOPosix
import PumpModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The daemon's arguments.
struct Wandd: AsyncParsableCommand {
    static let version = "0.5.0"

    static let configuration = CommandConfiguration(
        commandName: "wandd",
        abstract: "Talks to the programmer wand of an implanted drug pump, for clients on a local socket.",
        discussion: """
            wandd owns the serial ports of the configured wands and serves a control API over a Unix socket; wandctl is
            its tool. It is not a certified medical device. It stays in the foreground and logs to standard error.

            EXAMPLES
              wandd --check-config                     check /etc/wandd/wandd.yaml and print what is in force
              wandd --print-config                     the same, with where each value comes from
              wandd --config ./wandd.yaml              run with another configuration
              WANDD_LOG_LEVEL=debug wandd              every key but lists and the drug library can be set this way

            SIGHUP reads the configuration again: 'access', 'card' and 'log' change at once, the rest says that it
            waits for a restart. SIGTERM ends in order.

            EXIT CODES
              0 ended in order   2 usage   3 configuration   4 the socket, a port or the journal is in use
              5 the journal is not usable   1 anything else
            """,
        version: version
    )

    @Option(help: "The configuration file.")
    var config = DaemonConfiguration.defaultFile

    @Flag(help: "Check the configuration, print what is in force, and end.")
    var checkConfig = false

    @Flag(help: "Print what is in force, and where each value comes from, and end.")
    var printConfig = false

    func run() async throws {
        let configuration: DaemonConfiguration
        do {
            configuration = try DaemonConfiguration.read(
                file: config, environment: DaemonConfiguration.processEnvironment())
        } catch {
            throw Failure(.configuration, "\(error)")
        }
        if printConfig { return print(configuration.describe(withOrigins: true)) }
        if checkConfig { return try check(configuration) }
        let contradictions = Limits.contradictions()
        guard contradictions.isEmpty else {
            throw Failure(.other, contradictions.joined(separator: "\n"))
        }
        raiseDescriptorLimit()
        // until somebody listens for it, it must not end the daemon
        signal(SIGHUP, SIG_IGN)
        try await Daemon(file: config, configuration).run()
    }
}

extension Wandd {
    /// Each connection is a descriptor: as many as there may be must be had, as far as the system allows.
    private func raiseDescriptorLimit() {
        var limit = rlimit()
        let wanted = rlim_t(Limits.controlConnections + Limits.controlRefusedConnections + 256)
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0, limit.rlim_cur < wanted else {
            return
        }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }

    /// Prints what is in force, the site's files included.
    /// - Throws: all mistakes of the site's files, approved or not.
    private func check(_ configuration: DaemonConfiguration) throws(Failure) {
        print(configuration.describe())
        var problems: [String] = []
        do { _ = try configuration.readCatalog() } catch { problems.append("\(error)") }
        do { try configuration.checkDrugLibrary() } catch { problems.append("\(error)") }
        switch configuration.readDrugLibrary() {
        case .loaded(let library, _): print("# drug library in force: \(library.name), version \(library.version)")
        // its mistakes were told one by one
        case .refused(let reason): if problems.isEmpty { problems.append(reason) }
        }
        guard problems.isEmpty else { throw Failure(.configuration, problems.joined(separator: "\n")) }
    }
}

/// Why the daemon ends without having served, and with which exit code.
struct Failure: Error {
    enum Code: Int32 {
        case other = 1
        case usage = 2
        case configuration = 3
        case inUse = 4
        case journal = 5
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

@main
enum Main {
    static func main() async {
        do {
            let command = try Wandd.parse()
            try await command.run()
        } catch let failure as Failure {
            say("wandd: \(failure.message)", to: STDERR_FILENO)
            exit(failure.code.rawValue)
        } catch {
            let isRequest = Wandd.exitCode(for: error) == .success
            say(Wandd.fullMessage(for: error), to: isRequest ? STDOUT_FILENO : STDERR_FILENO)
            exit(isRequest ? 0 : Failure.Code.usage.rawValue)
        }
    }

    private static func say(_ text: String, to descriptor: CInt) {
        let line = Array((text + "\n").utf8)
        _ = write(descriptor, line, line.count)
    }
}
