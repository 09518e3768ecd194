import ArgumentParser
import ControlAPI
import SerialTransport

/// Lists the serial ports of this machine; the one command that works without the daemon.
struct Ports: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the serial ports of this machine; works without the daemon.",
        discussion: "Examples:\n  wandctl ports\n  wandctl ports --json")
    @Flag(help: "Write JSON.") var json = false

    /// One port, as it is shown.
    struct Row: Codable, Equatable {
        var path: String
        var transport: String
        var description: String
        var usbSerial: String?
    }

    func run() throws {
        let rows: [Row]
        do {
            rows = try AvailablePort.all().map { port in
                Row(
                    path: port.path, transport: port.transport.rawValue, description: port.description,
                    usbSerial: port.usbSerial)
            }
        } catch {
            Terminal.printError("wandctl: \(error)")
            throw ExitCode(Ending.other.rawValue)
        }
        Terminal.print(
            json ? String(decoding: try JSONText.encode(["ports": rows]), as: UTF8.self) : Self.text(rows))
    }

    static func text(_ rows: [Row]) -> String {
        guard !rows.isEmpty else { return "no serial ports; pseudo-terminals are not listed" }
        return table(
            [["port", "kind", "USB serial", "what it says it is"]]
                + rows.map { [$0.path, $0.transport, $0.usbSerial ?? "-", $0.description] })
    }
}
