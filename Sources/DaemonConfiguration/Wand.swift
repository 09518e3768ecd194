extension DaemonConfiguration {
    /// One programmer wand and the port it is on.
    package struct Wand: Hashable, Sendable {
        static let defaultBaudRate: UInt32 = 115_200

        /// What people and clients call it: a slug, distinct among the wands.
        package var name: String
        package var port: Port
        /// Bits per second.
        package var baudRate: UInt32
        package var flowControl: FlowControl
        /// How the wand is trusted; there is no default, because the only mode of this version trusts any device.
        package var security: Security

        package init(
            name: String, port: Port, baudRate: UInt32? = nil, flowControl: FlowControl = .none, security: Security
        ) {
            self.name = name
            self.port = port
            self.baudRate = baudRate ?? Self.defaultBaudRate
            self.flowControl = flowControl
            self.security = security
        }
    }
}

extension DaemonConfiguration.Wand {
    /// How the serial port is found, anew at each opening.
    package enum Port: Hashable, Sendable {
        /// A device node or a link to one, as an absolute path.
        case path(String)
        /// The serial number that a USB adapter carries: it finds the adapter again when it returns under another name.
        case usbSerial(String)
    }

    /// Who may hold up the sender of a byte. XON/XOFF is not offered: it would eat the bytes 0x11 and 0x13 of frames.
    package enum FlowControl: String, Hashable, Sendable, CaseIterable {
        /// Nobody.
        case none
        /// The receiver, by the RTS and CTS lines.
        case rtsCts
    }

    /// How much the daemon believes the device at the other end.
    package enum Security: String, Hashable, Sendable, CaseIterable {
        /// No key and no encryption: for the bench.
        case unpaired
    }
}
