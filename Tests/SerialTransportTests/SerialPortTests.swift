import Glibc
import PumpModel
import SerialFixtures
import SerialTransport
import Testing

@Suite struct SerialPortTests {
    private func refusal(_ location: PortLocation, _ settings: PortSettings = PortSettings()) -> SerialPortError? {
        do throws(SerialPortError) {
            _ = try SerialPort(opening: location, settings: settings)
            return nil
        } catch {
            return error
        }
    }

    @Test func itHoldsThePortUntilItEnds() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: .path(terminal.path), settings: PortSettings(bitsPerSecond: 57_600))
        let (path, speed) = (port.path, port.bitsPerSecond)
        #expect(path == terminal.path)
        #expect(speed == 57_600)
        let busy = try #require(refusal(.path(terminal.path)))
        #expect(busy.code == .busy)
        #expect(busy.osError == EWOULDBLOCK)
        #expect(busy.port == terminal.path)
        port.close()
        #expect(terminal.openCount == 0)
        #expect(refusal(.path(terminal.path)) == nil)
        #expect(terminal.openCount == 0)
    }

    @Test(arguments: PortSettings.FlowControl.allCases)
    func everyFlowControlReachesThePort(flow: PortSettings.FlowControl) throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: .path(terminal.path), settings: PortSettings(flowControl: flow))
        var line = termios()
        tcgetattr(terminal.device, &line)
        #expect((line.c_cflag & tcflag_t(CRTSCTS) != 0) == (flow == .rtsCts))
        #expect((line.c_iflag & tcflag_t(IXON | IXOFF) != 0) == (flow == .xonXoff))
        port.close()
    }

    @Test(arguments: [
        (PortLocation.path("/dev/no-such-port"), SerialPortError.Code.notFound),
        (.path("/dev"), .notASerialPort),
        (.path("/dev/null\0"), .invalidArgument),
        (.path(""), .invalidArgument),
        (.usbSerial("no adapter has this"), .notFound),
        (.usbSerial(""), .invalidArgument),
    ])
    func whatCanNotBeOpenedIsNamedAsConfigured(location: PortLocation, code: SerialPortError.Code) throws {
        let error = try #require(refusal(location))
        #expect(error.code == code)
        #expect(error.port == location.description)
    }

    @Test func listingWorksOnAnyMachine() throws {
        let ports = try AvailablePort.all()
        #expect(ports.count <= Limits.listedPorts)
        #expect(ports.allSatisfy { $0.path.hasPrefix("/dev/") })
    }
}
