import CSerialPort
import Glibc
import SerialFixtures
import Testing

@Suite struct RefusalTests {
    /// A name that is no usable port, how it comes about, and what is said of it.
    enum Wrong: CaseIterable {
        case missing, underAFile, danglingLink, linkLoop, directory, regularFile, fifo, otherDevice
        case hungUpTerminal, empty, tooLong, speedZero, handSetRTSWithFlowControl

        var expected: (code: wsp_code, osError: CInt) {
            switch self {
            case .missing, .hungUpTerminal: (.WSP_NOT_FOUND, ENOENT)
            case .underAFile: (.WSP_NOT_FOUND, ENOTDIR)
            case .danglingLink: (.WSP_DANGLING_LINK, ENOENT)
            case .linkLoop: (.WSP_DANGLING_LINK, ELOOP)
            case .directory, .regularFile, .fifo, .otherDevice: (.WSP_NOT_A_SERIAL_PORT, ENOTTY)
            case .empty, .tooLong, .speedZero, .handSetRTSWithFlowControl: (.WSP_INVALID_ARGUMENT, 0)
            }
        }
    }

    @Test(arguments: Wrong.allCases)
    func whatIsNoPortIsRefusedWithItsReason(wrong: Wrong) throws {
        let (terminal, directory) = (try PseudoTerminal(), try ScratchDirectory())
        var settings = wsp_settings.plain
        let name: String
        switch wrong {
        case .missing: name = directory.path + "/missing"
        case .underAFile: name = directory.file("file") + "/port"
        case .danglingLink: name = directory.link("link", to: directory.path + "/gone")
        case .linkLoop: name = directory.link("loop", to: directory.path + "/loop")
        case .directory: name = directory.path
        case .regularFile: name = directory.file("file")
        case .fifo: name = directory.fifo("fifo")
        case .otherDevice: name = "/dev/null"
        case .hungUpTerminal:
            name = terminal.path
            terminal.hangUp()
        case .empty: name = ""
        case .tooLong: name = String(repeating: "x", count: 1000)
        case .speedZero:
            name = terminal.path
            settings.bits_per_second = 0
        case .handSetRTSWithFlowControl:
            name = terminal.path
            settings = .with(flow: .WSP_FLOW_RTS_CTS, rts: .WSP_LINE_ON)
        }
        let refusal = try #require(open(name, settings).refusal)
        #expect(refusal.code == wrong.expected.code)
        #expect(refusal.error.os_error == wrong.expected.osError)
        #expect(refusal.port == String(name.prefix(511)))
        #expect(!refusal.message.isEmpty)
        #expect(refusal.descriptor == -1)
    }

    @Test func aDanglingLinkSaysWhereItLeads() throws {
        let directory = try ScratchDirectory()
        let refusal = try #require(open(directory.link("link", to: "/dev/pts/none")).refusal)
        #expect(refusal.message == "the link leads to /dev/pts/none, which is not there")
    }

    @Test func aLockedTerminalIsOneThatHungUp() throws {
        let terminal = try PseudoTerminal(isLocked: true)
        let refusal = try #require(open(terminal.path).refusal)
        #expect(refusal.code == .WSP_HUNG_UP)
        #expect(refusal.error.os_error == EIO)
    }
}
