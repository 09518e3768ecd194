import CSerialPort

/// What a port is set to when it is opened. Framing is always 8 data bits, no parity, 1 stop bit.
package struct PortSettings: Sendable, Hashable {
    /// Who may hold up the sender of a byte, and how.
    package enum FlowControl: String, Sendable, Hashable, CaseIterable {
        /// Nobody.
        case none = "none"
        /// The receiver, by the RTS and CTS lines.
        case rtsCts = "rts-cts"
        /// The receiver, by the bytes 0x11 and 0x13, which can then not be data.
        case xonXoff = "xon-xoff"
    }

    /// What is done to an outgoing control line. A pseudo-terminal has none, and takes every setting.
    package enum ControlLine: String, Sendable, Hashable, CaseIterable {
        /// Left as the system's opening of the port sets it: raised.
        case unchanged
        case off
        case on
    }

    /// Any speed that the port knows; odd ones too.
    package var bitsPerSecond: UInt32
    package var flowControl: FlowControl
    package var dtr: ControlLine
    /// Must be `.unchanged` with `.rtsCts`: the driver moves the line then.
    package var rts: ControlLine
    /// Asks the driver to pass on each byte at once (FTDI adapters gather for 16 ms). A refusal is no error.
    package var wantsLowLatency: Bool

    package init(
        bitsPerSecond: UInt32 = 115_200,
        flowControl: FlowControl = .none,
        dtr: ControlLine = .unchanged,
        rts: ControlLine = .unchanged,
        wantsLowLatency: Bool = true
    ) {
        self.bitsPerSecond = bitsPerSecond
        self.flowControl = flowControl
        self.dtr = dtr
        self.rts = rts
        self.wantsLowLatency = wantsLowLatency
    }
}

extension wsp_settings {
    init(_ settings: PortSettings) {
        let flow: wsp_flow =
            switch settings.flowControl {
            case .none: .WSP_FLOW_NONE
            case .rtsCts: .WSP_FLOW_RTS_CTS
            case .xonXoff: .WSP_FLOW_XON_XOFF
            }
        self.init(
            bits_per_second: settings.bitsPerSecond,
            flow: flow,
            dtr: wsp_line(settings.dtr),
            rts: wsp_line(settings.rts),
            low_latency: settings.wantsLowLatency
        )
    }
}

extension wsp_line {
    fileprivate init(_ line: PortSettings.ControlLine) {
        self =
            switch line {
            case .unchanged: .WSP_LINE_LEAVE
            case .off: .WSP_LINE_OFF
            case .on: .WSP_LINE_ON
            }
    }
}
