package import NIOCore

/// How a kept port stands, for status reports.
package struct PortStatus: Sendable, Equatable {
    package enum Phase: Sendable, Equatable {
        /// Nobody keeps the port: the keeper does not run yet, or no more. Becomes `opening`.
        case idle
        /// The first try is under way. Becomes `open` or `waiting`.
        case opening
        /// In use; `path` is the device node, `bitsPerSecond` what the port reports. Becomes `waiting` or `idle`.
        case open(path: String, bitsPerSecond: UInt32, hasLowLatency: Bool)
        /// Not there, and tried again and again, for the last time with `error`. Becomes `open` or `idle`.
        case waiting(error: SerialPortError, tries: Int, nextTryAfter: Duration)
    }

    package var phase: Phase
    /// When the phase began, on the monotonic clock: a whole outage is one phase, however many tries it has.
    package var since: ContinuousClock.Instant
    /// How often the port was opened since the keeper began.
    package var openings: Int
    /// The last failure, kept while the port is open again.
    package var lastError: SerialPortError?
}

/// What the keeper tells while it runs, in this order: `opened` and then one `closed`, or any number of `waiting`.
package enum PortEvent: Sendable {
    /// The port is open, the pipeline set up and the channel active; bytes may have come already.
    case opened(channel: any Channel, path: String)
    /// The port is closed and released.
    case closed(PortClosure)
    /// A try failed, or the port closed: the next try comes after `nextTryAfter`.
    case waiting(error: SerialPortError, nextTryAfter: Duration)
}

/// Why an open port closed.
package enum PortClosure: Sendable, Equatable {
    /// The far end or the adapter went away, or the line failed.
    case hungUp(SerialPortError)
    /// A handler closed the channel; it is opened again.
    case requested
    /// The keeper was told to end.
    case cancelled
}
