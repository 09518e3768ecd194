import Logging

/// Logs an outage once when it begins and once when it is over, not at each try.
///
/// The first failures after unplugging differ (the device, then the node, then the permission is missing); what stays
/// when the tries have become slow is logged once more if it is something else than what was logged before.
struct OutageLog {
    private let logger: Logger
    private var logged: SerialPortError.Code?

    init(logger: Logger) {
        self.logger = logger
    }

    mutating func portOpened(path: String) {
        logger.info("serial port open", metadata: ["device": "\(path)"])
        logged = nil
    }

    mutating func portFailed(_ error: SerialPortError, isPersistent: Bool) {
        let level: Logger.Level = logged == nil || (isPersistent && logged != error.code) ? .warning : .trace
        logger.log(
            level: level,
            "serial port not usable, trying again until it is",
            metadata: ["code": "\(error.code.rawValue)", "reason": "\(error.message)", "advice": "\(error.advice)"]
        )
        if level == .warning { logged = error.code }
    }
}
