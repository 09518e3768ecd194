import CSerialPort
import Glibc
import Testing

@Suite struct ListTests {
    @Test(arguments: [0, 1, 64])
    func listingStaysInItsBounds(capacity: Int) throws {
        let ports = UnsafeMutablePointer<wsp_port_info>.allocate(capacity: capacity + 1)
        defer { ports.deallocate() }
        var (count, error) = (-1, wsp_error())
        ports[capacity].usb_vendor_id = 0x5A5A
        #expect(wsp_list(ports, capacity, &count, &error))
        #expect(error.code == .WSP_OK)
        #expect(count >= 0)
        #expect(ports[capacity].usb_vendor_id == 0x5A5A)
        for index in 0..<min(count, capacity) {
            #expect(text(ports[index].path).hasPrefix("/dev/"))
        }
    }

    @Test func anUnknownSerialNumberIsNotFound() {
        var path = [CChar](repeating: 1, count: Int(WSP_NAME_SIZE))
        var error = wsp_error()
        #expect(!wsp_find_usb("no adapter has this", &path, &error))
        #expect(error.code == .WSP_NOT_FOUND)
        #expect(text(error.port) == "no adapter has this")
        #expect(path[0] == 0)
    }

    @Test func anEmptySerialNumberIsNoAdapters() {
        var path = [CChar](repeating: 1, count: Int(WSP_NAME_SIZE))
        var error = wsp_error()
        #expect(!wsp_find_usb("", &path, &error))
        #expect(error.code == .WSP_INVALID_ARGUMENT)
    }
}
