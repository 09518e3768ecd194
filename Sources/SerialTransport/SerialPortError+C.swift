import CSerialPort

extension SerialPortError {
    /// - Parameter port: the name to report, where it says more than the one that the C module was given.
    init(_ error: wsp_error, port: PortLocation? = nil) {
        self.init(
            code: Code(error.code),
            osError: error.os_error == 0 ? nil : error.os_error,
            port: port?.description ?? String(characters: error.port),
            message: String(characters: error.message)
        )
    }
}

extension SerialPortError.Code {
    fileprivate init(_ code: wsp_code) {
        self =
            switch code {
            case .WSP_NOT_FOUND: .notFound
            case .WSP_DANGLING_LINK: .danglingLink
            case .WSP_NO_DEVICE: .noDevice
            case .WSP_NOT_A_SERIAL_PORT: .notASerialPort
            case .WSP_NO_PERMISSION: .noPermission
            case .WSP_BUSY: .busy
            case .WSP_HUNG_UP: .hungUp
            case .WSP_SPEED_REFUSED: .speedRefused
            case .WSP_SETTINGS_REFUSED: .settingsRefused
            case .WSP_INVALID_ARGUMENT: .invalidArgument
            case .WSP_AMBIGUOUS: .ambiguous
            case .WSP_NO_RESOURCES: .noResources
            case .WSP_SYSTEM, .WSP_OK: .system
            }
    }
}

extension String {
    /// The text in a C array of characters, up to its NUL; what is not UTF-8 (an adapter may say anything) is repaired.
    init<Characters>(characters: Characters) {
        self = withUnsafeBytes(of: characters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
}
