/// How a serial port is named in the configuration: by its path, or by the serial number of its USB adapter.
///
/// As text, a path is itself (`/dev/ttyS1`, `/dev/serial/by-id/...`) and a USB serial number carries the prefix `usb:`
/// (`usb:A50285BI`). The number finds the same adapter again when it comes back as another `ttyUSB`.
package enum PortLocation: Sendable, Hashable {
    /// A device node, or a symbolic link to one; links are followed anew at each opening.
    case path(String)
    /// The adapter's USB serial number, as its manufacturer set it; looked up anew at each opening.
    case usbSerial(String)
}

extension PortLocation: LosslessStringConvertible {
    private static let usbPrefix = "usb:"

    /// Nil for an empty name, and for one with a NUL, which no path and no serial number holds.
    package init?(_ description: String) {
        guard !description.utf8.contains(0) else { return nil }
        if description.hasPrefix(Self.usbPrefix) {
            self = .usbSerial(String(description.dropFirst(Self.usbPrefix.count)))
        } else {
            self = .path(description)
        }
        guard !name.isEmpty else { return nil }
    }

    package var description: String {
        switch self {
        case .path(let path): path
        case .usbSerial(let serial): Self.usbPrefix + serial
        }
    }

    /// The path or the serial number alone.
    var name: String {
        switch self {
        case .path(let name), .usbSerial(let name): name
        }
    }
}
