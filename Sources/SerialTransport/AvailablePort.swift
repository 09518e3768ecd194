import CSerialPort
import PumpModel

/// A serial port that this machine has, open or not, as far as the system knows it. Pseudo-terminals are not listed.
package struct AvailablePort: Sendable, Hashable {
    package enum Transport: String, Sendable, Hashable {
        case native, usb, bluetooth
    }

    /// The device node.
    package var path: String
    package var transport: Transport
    /// What the device calls itself, for people.
    package var description: String
    package var usbManufacturer: String?
    package var usbProduct: String?
    /// What `PortLocation.usbSerial` takes.
    package var usbSerial: String?
    package var usbVendorID: UInt16?
    package var usbProductID: UInt16?

    /// The ports there are at this moment, at most `Limits.listedPorts` of them. Reads the system's device tree, and may open ports of some kinds to see
    /// whether they exist: not for an event loop.
    package static func all() throws(SerialPortError) -> [AvailablePort] {
        var (count, error) = (0, wsp_error())
        var ports: [AvailablePort] = []
        let isListed = withUnsafeTemporaryAllocation(of: wsp_port_info.self, capacity: Limits.listedPorts) { buffer in
            guard wsp_list(buffer.baseAddress, Limits.listedPorts, &count, &error) else { return false }
            ports = buffer.prefix(count).map(AvailablePort.init)
            return true
        }
        guard isListed else { throw SerialPortError(error) }
        return ports
    }
}

extension AvailablePort {
    fileprivate init(_ info: wsp_port_info) {
        func text<Characters>(_ characters: Characters) -> String? {
            let text = String(characters: characters)
            return text.isEmpty ? nil : text
        }
        self.init(
            path: String(characters: info.path),
            transport: Transport(info.transport),
            description: String(characters: info.description),
            usbManufacturer: text(info.usb_manufacturer),
            usbProduct: text(info.usb_product),
            usbSerial: text(info.usb_serial),
            usbVendorID: UInt16(exactly: info.usb_vendor_id),
            usbProductID: UInt16(exactly: info.usb_product_id)
        )
    }
}

extension AvailablePort.Transport {
    fileprivate init(_ transport: wsp_transport) {
        self =
            switch transport {
            case .WSP_TRANSPORT_NATIVE: .native
            case .WSP_TRANSPORT_USB: .usb
            case .WSP_TRANSPORT_BLUETOOTH: .bluetooth
            }
    }
}
