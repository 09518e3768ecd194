import CSerialPort
import Glibc
import SerialFixtures
import Testing

@Suite struct ExclusiveTests {
    @Test func aSecondOpenIsRefusedUntilTheFirstIsClosed() throws {
        let terminal = try PseudoTerminal()
        let first = try open(terminal.path).get()
        let refusal = try #require(open(terminal.path).refusal)
        #expect(refusal.code == .WSP_BUSY)
        #expect(refusal.error.os_error == EWOULDBLOCK)
        #expect(refusal.port == terminal.path)
        #expect(refusal.message == "another program holds the port")
        #expect(refusal.descriptor == -1)
        #expect(terminal.openCount == 1)

        close(first)
        #expect(terminal.openCount == 0)
        close(try open(terminal.path).get())
    }

    @Test func aRefusedOpenLeavesTheHoldersSettingsAlone() throws {
        let terminal = try PseudoTerminal()
        let first = try open(terminal.path, .with(flow: .WSP_FLOW_XON_XOFF)).get()
        defer { close(first) }
        let before = settings(of: first)
        _ = open(terminal.path, .with(flow: .WSP_FLOW_RTS_CTS))
        #expect(settings(of: first).c_cflag == before.c_cflag)
        #expect(settings(of: first).c_iflag == before.c_iflag)
    }

    @Test func theHoldEndsWithTheCloseEvenWhileADuplicateIsOpen() throws {
        let terminal = try PseudoTerminal()
        var port = try open(terminal.path).get()
        var error = wsp_error()
        let copy = wsp_duplicate(&port, &error)
        defer { close(copy) }
        wsp_close(&port)
        close(try open(terminal.path).get())
    }

    @Test func aHoldOfTheKernelIsGoneAfterClosing() throws {
        let terminal = try PseudoTerminal()
        let port = try open(terminal.path).get()
        // As another program, or an earlier version of this one, may have left it.
        #expect(ioctl(port.descriptor, UInt(TIOCEXCL)) == 0)
        #expect(isHeldExclusively(port.descriptor))
        var error = wsp_error()
        var held = port
        let witness = wsp_duplicate(&held, &error)
        defer { close(witness) }
        close(port)
        #expect(!isHeldExclusively(witness))
    }

    @Test func aHoldOnAPseudoTerminalCanNotOutliveAKilledProcess() throws {
        let terminal = try PseudoTerminal()
        let port = try open(terminal.path).get()
        defer { close(port) }
        #expect(!isHeldExclusively(port.descriptor))
    }
}
