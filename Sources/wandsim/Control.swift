internal import ArgumentParser
#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#endif
internal import VirtualWand

/// Sends one command to a running simulator.
struct Control: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ctl", abstract: "Send a command to a running simulator.",
        discussion: """
            The simulator was started with --control PATH. Commands:

            \(SimulatorCommand.usage)

            Examples:
              wandsim ctl /tmp/sim.sock range out
              wandsim ctl /tmp/sim.sock drop-answer commit 1
              wandsim ctl /tmp/sim.sock show | jq .appliedCount
            """)

    @Argument(help: "The control socket.")
    var path: String

    @Argument(parsing: .remaining, help: "The command and its words.")
    var command: [String]

    func validate() throws {
        if command.isEmpty { throw ValidationError("name a command, for example: wandsim ctl \(path) show") }
        do throws(SimulatorCommand.Refusal) {
            _ = try SimulatorCommand(text: command.joined(separator: " "))
        } catch {
            throw ValidationError(error.description)
        }
    }

    func run() throws {
        let connection = try UnixAddress.socket()
        guard try UnixAddress(path).connect(connection.number) else {
            throw SimulatorError.system("reach a simulator at \(path)")
        }
        var rest = Array((command.joined(separator: " ") + "\n").utf8)[...]
        while !rest.isEmpty {
            wait(connection.number, POLLOUT)
            guard let count = connection.writeSome(rest) else { throw SimulatorError.system("write to \(path)") }
            rest = rest.dropFirst(count)
        }
        var reply: [UInt8] = []
        while reply.last != 0x0A {
            wait(connection.number, POLLIN)
            switch connection.readSome() {
            case .bytes(let bytes): reply += bytes
            case .later: continue
            case .ended: throw SimulatorError("the simulator at \(path) ended without an answer")
            }
        }
        print(String(decoding: reply.dropLast(), as: UTF8.self))
        if reply.starts(with: Array("error".utf8)) { throw ExitCode.failure }
    }

    private func wait(_ descriptor: Int32, _ events: Int32) {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        _ = poll(&entry, 1, -1)
    }
}
