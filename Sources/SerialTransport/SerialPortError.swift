/// Why a port could not be opened, or is no longer open: a code for programs, a sentence and advice for people.
///
/// None of these is final for a port that is kept open: the cable may come back, the permission may be granted.
package struct SerialPortError: Error, Sendable, Hashable {
    /// The raw values are stable: they stand in the status and in logs.
    package enum Code: String, Sendable, Hashable, CaseIterable {
        /// No such path, or no adapter with that serial number.
        case notFound = "not-found"
        /// The path is a symbolic link to something that is not there.
        case danglingLink = "dangling-link"
        /// The node is there and its device is not: just unplugged, or not yet up.
        case noDevice = "no-device"
        /// A file, a directory, or a terminal without a serial line behind it.
        case notASerialPort = "not-a-serial-port"
        /// The operating system refuses this user.
        case noPermission = "no-permission"
        /// Another program holds the port.
        case busy = "busy"
        /// The far end or the adapter went away.
        case hungUp = "hung-up"
        /// The port runs at another speed than the one asked for.
        case speedRefused = "speed-refused"
        /// The port does not take the framing, the flow control or the control lines asked for.
        case settingsRefused = "settings-refused"
        /// The name or the settings make no sense.
        case invalidArgument = "invalid-argument"
        /// More than one port answers to that USB serial number.
        case ambiguous = "ambiguous"
        /// This process is out of descriptors or memory.
        case noResources = "no-resources"
        /// Anything else; `osError` says what.
        case system = "system"
    }

    package var code: Code
    /// The operating system's `errno`, where it had a part in this.
    package var osError: Int32?
    /// The port as the configuration names it.
    package var port: String
    /// What failed, in one sentence.
    package var message: String

    package init(code: Code, osError: Int32? = nil, port: String, message: String) {
        self.code = code
        self.osError = osError
        self.port = port
        self.message = message
    }
}

extension SerialPortError: CustomStringConvertible {
    package var description: String { "\(port): \(message). \(advice)" }

    /// What a person can do about it.
    package var advice: String {
        switch code {
        case .notFound: "Plug the adapter in, or correct the port's name in the configuration."
        case .danglingLink: "Start the program that makes the link (socat, for example), or plug the adapter in."
        case .noDevice: "Plug the adapter in; just after that, this passes by itself."
        case .notASerialPort: "Name a serial port in the configuration."
        case .noPermission:
            "Give the daemon's user access to the device: its group (often dialout), a udev rule, the unit's DeviceAllow."
        case .busy: "End the other program; ModemManager or a terminal program are the usual ones."
        case .hungUp: "Plug the adapter in again, or start the program at the far end."
        case .speedRefused: "Choose a speed that this adapter makes."
        case .settingsRefused: "Choose other settings for this port: flow control none, control lines unchanged."
        case .invalidArgument: "Correct the port's name and settings in the configuration."
        case .ambiguous: "Name the port by its path under /dev/serial/by-id or /dev/serial/by-path."
        case .noResources: "Raise the daemon's limits on open files or memory."
        case .system: "See the system's log for this device."
        }
    }
}
