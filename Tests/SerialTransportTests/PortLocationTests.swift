import SerialTransport
import Testing

@Suite struct PortLocationTests {
    @Test(arguments: [
        ("/dev/ttyS1", PortLocation.path("/dev/ttyS1")),
        ("/dev/serial/by-id/usb-FTDI_A1-if00-port0", .path("/dev/serial/by-id/usb-FTDI_A1-if00-port0")),
        ("usb:A50285BI", .usbSerial("A50285BI")),
        ("usb:usb:1", .usbSerial("usb:1")),
    ])
    func textAndLocationAreOne(text: String, location: PortLocation) {
        #expect(PortLocation(text) == location)
        #expect(location.description == text)
    }

    @Test(arguments: ["", "usb:", "/dev/tty\0S1", "usb:A\0"])
    func whatNamesNothingIsRefused(text: String) {
        #expect(PortLocation(text) == nil)
    }
}
