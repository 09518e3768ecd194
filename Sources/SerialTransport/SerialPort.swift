import CSerialPort

/// An open, configured serial port that belongs to nobody else: the one owner of its descriptor.
///
/// It is open from `init` until the value ends. Ending it gives up the exclusive hold and drops what was not sent.
/// Both may block for as long as the driver takes, the end for up to 30 s where a stalled line has to be drained: keep
/// them off event loops. Other users of the port get duplicates, which must be closed before the owner ends.
package struct SerialPort: ~Copyable, Sendable {
    private var port: wsp_port

    /// Finds the device, opens it exclusively, configures it and reads the settings back.
    package init(opening location: PortLocation, settings: PortSettings = PortSettings()) throws(SerialPortError) {
        guard !location.name.utf8.contains(0) else {
            let what = "a port's name holds no NUL"
            throw SerialPortError(code: .invalidArgument, port: location.description, message: what)
        }
        var (port, error, settings) = (wsp_port(), wsp_error(), wsp_settings(settings))
        let isOpen =
            switch location {
            case .path(let path): wsp_open(path, &settings, &port, &error)
            case .usbSerial(let serial):
                withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(WSP_NAME_SIZE)) { path in
                    guard let path = path.baseAddress, wsp_find_usb(serial, path, &error) else { return false }
                    return wsp_open(path, &settings, &port, &error)
                }
            }
        guard isOpen else { throw SerialPortError(error, port: location) }
        self.port = port
    }

    deinit {
        var port = port
        wsp_close(&port)
    }

    /// Ends the port now rather than at the end of its scope.
    package consuming func close() {}

    /// The device node, symbolic links resolved.
    package var path: String { String(characters: port.path) }

    /// The speed as the port reports it: within 3 % of the one asked for.
    package var bitsPerSecond: UInt32 { port.bits_per_second }

    /// Whether the driver passes on each byte at once.
    package var hasLowLatency: Bool { port.low_latency }

    /// One more descriptor for this port, close-on-exec and non-blocking, which the caller owns.
    package borrowing func duplicate() throws(SerialPortError) -> CInt {
        var (port, error) = (port, wsp_error())
        let descriptor = wsp_duplicate(&port, &error)
        guard descriptor >= 0 else { throw SerialPortError(error) }
        return descriptor
    }
}
