import CSerialPort
import Glibc

/// `wsp_open` with its out parameters as one result.
func open(_ name: String, _ settings: wsp_settings = .plain) -> Result<wsp_port, Refusal> {
    var (port, error, settings) = (wsp_port(), wsp_error(), settings)
    guard wsp_open(name, &settings, &port, &error) else {
        return .failure(Refusal(error: error, descriptor: port.descriptor))
    }
    return .success(port)
}

func close(_ port: wsp_port) {
    var port = port
    wsp_close(&port)
}

struct Refusal: Error {
    let error: wsp_error
    let descriptor: CInt
    var code: wsp_code { error.code }
    var port: String { text(error.port) }
    var message: String { text(error.message) }
}

extension Result where Failure == Refusal {
    var refusal: Refusal? {
        if case .failure(let refusal) = self { refusal } else { nil }
    }
}

extension wsp_settings {
    static var plain: wsp_settings { with() }

    static func with(
        bitsPerSecond: UInt32 = 115_200,
        flow: wsp_flow = .WSP_FLOW_NONE,
        dtr: wsp_line = .WSP_LINE_LEAVE,
        rts: wsp_line = .WSP_LINE_LEAVE
    ) -> wsp_settings {
        wsp_settings(bits_per_second: bitsPerSecond, flow: flow, dtr: dtr, rts: rts, low_latency: true)
    }
}

func text<Characters>(_ characters: Characters) -> String {
    withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

func settings(of port: wsp_port) -> termios {
    var line = termios()
    tcgetattr(port.descriptor, &line)
    return line
}

/// Whether the kernel refuses further opens of this terminal to all but the superuser.
func isHeldExclusively(_ descriptor: CInt) -> Bool {
    let askExclusive: UInt = 0x8004_5440  // TIOCGEXCL, a macro that Swift does not see
    var held: CInt = -1
    guard ioctl(descriptor, askExclusive, &held) == 0 else { return false }
    return held != 0
}
