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
        /// Four hexadecimal digits, as `lsusb` writes them.
        var usbVendorID: String?
        var usbProductID: String?
    }

    func run() throws {
        let rows: [Row]
        do {
            rows = try AvailablePort.all().map { port in
                Row(
                    path: port.path, transport: port.transport.rawValue, description: port.description,
                    usbSerial: port.usbSerial, usbVendorID: port.usbVendorID.map(Self.hexadecimal),
                    usbProductID: port.usbProductID.map(Self.hexadecimal))
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
            [["port", "kind", "USB id", "USB serial", "what it says it is"]]
                + rows.map { row in
                    let identifier = row.usbVendorID.map { "\($0):\(row.usbProductID ?? "")" } ?? "-"
                    return [row.path, row.transport, identifier, row.usbSerial ?? "-", row.description]
                })
    }

    static func hexadecimal(_ identifier: UInt16) -> String {
        let digits = String(identifier, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
