package import PumpModel

/// What a side is able to do beyond version 1's base, one bit each. Bits that a side does not know are ignored: the
/// session has the bits that both named.
package struct Capabilities: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The pump can hold a program without applying it, commit it and answer for its transaction id.
    package static let therapy = Capabilities(rawValue: 1 << 0)
    /// The wand passes on the pump's events by itself.
    package static let events = Capabilities(rawValue: 1 << 1)
    /// The pump can deliver a single bolus.
    package static let bolus = Capabilities(rawValue: 1 << 2)
    /// The pump can run day schedules and periodic boluses, and give boluses that the patient asks for.
    package static let schedules = Capabilities(rawValue: 1 << 3)
    /// The pump can be primed, bridged, refilled and set up, and its clock corrected.
    package static let service = Capabilities(rawValue: 1 << 4)
    /// The pump's logs can be read.
    package static let logs = Capabilities(rawValue: 1 << 5)
    /// All that this implementation knows.
    package static let all: Capabilities = [.therapy, .events, .bolus, .schedules, .service, .logs]

    /// What a change takes.
    package init(neededFor change: PumpChange) {
        self = .therapy
        switch change.program.base {
        case .stopped, .minimumRate, .simpleContinuous: break
        case .flex, .periodicBoluses: insert(.schedules)
        }
        switch change.program.once {
        case .bolus: insert(.bolus)
        case .prime, .bridge: insert(.service)
        case nil: break
        }
        if change.program.patientBolus != nil { insert(.schedules) }
        if !change.isProgramOnly { insert(.service) }
    }

    /// The stable names, in the order of their bits.
    package var names: [String] {
        let known: [(Capabilities, String)] = [
            (.therapy, "therapy"), (.events, "events"), (.bolus, "bolus"), (.schedules, "schedules"),
            (.service, "service"), (.logs, "logs"),
        ]
        return known.filter { contains($0.0) }.map(\.1)
    }
}

/// Which kinds of frame protection a host offers, one bit each, by `FrameSecurity`'s raw value.
package struct SecurityOffer: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }
    package static let clear = SecurityOffer(rawValue: 1 << 0)
    package static let sealed = SecurityOffer(rawValue: 1 << 1)
}

/// 16 random bytes, fresh in every handshake.
package struct Nonce: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// What a reset carries that answers no hello.
    package static let zero = Nonce(high: 0, low: 0)
}

/// What a receiver can take: the sender keeps within it.
package struct ReceiveLimits: Hashable, Sendable {
    /// Largest frame body, in bytes.
    package var bodyBytes: UInt16
    /// Data frames in flight.
    package var windowFrames: UInt8

    package init(bodyBytes: UInt16, windowFrames: UInt8) {
        self.bodyBytes = bodyBytes
        self.windowFrames = windowFrames
    }
}

/// The body of a hello frame.
package struct Hello: Hashable, Sendable {
    package var versions: ClosedRange<UInt8>
    package var capabilities: Capabilities
    package var limits: ReceiveLimits
    package var security: SecurityOffer
    package var nonce: Nonce
    /// The host's software and version, for the wand's log.
    package var host: String

    package init(
        versions: ClosedRange<UInt8>, capabilities: Capabilities, limits: ReceiveLimits, security: SecurityOffer,
        nonce: Nonce, host: String
    ) {
        self.versions = versions
        self.capabilities = capabilities
        self.limits = limits
        self.security = security
        self.nonce = nonce
        self.host = host
    }
}

/// The body of a welcome frame.
package struct Welcome: Hashable, Sendable {
    /// The version chosen, within the host's range.
    package var version: UInt8
    /// What both sides named.
    package var capabilities: Capabilities
    package var limits: ReceiveLimits
    package var security: FrameSecurity
    /// The nonce of the hello that this answers.
    package var hostNonce: Nonce
    package var wandNonce: Nonce
    package var serial: WandSerial
    package var model: String
    package var firmware: String
    /// The wand's proof that it knows the key; empty in a clear session.
    package var proof: [UInt8]

    package init(
        version: UInt8, capabilities: Capabilities, limits: ReceiveLimits, security: FrameSecurity, hostNonce: Nonce,
        wandNonce: Nonce, serial: WandSerial, model: String, firmware: String, proof: [UInt8] = []
    ) {
        self.version = version
        self.capabilities = capabilities
        self.limits = limits
        self.security = security
        self.hostNonce = hostNonce
        self.wandNonce = wandNonce
        self.serial = serial
        self.model = model
        self.firmware = firmware
        self.proof = proof
    }
}

/// The body of a ready frame.
package struct Ready: Hashable, Sendable {
    /// The nonce of the welcome that this answers.
    package var wandNonce: Nonce
    /// The host's proof that it knows the key; empty in a clear session.
    package var proof: [UInt8]

    package init(wandNonce: Nonce, proof: [UInt8] = []) {
        self.wandNonce = wandNonce
        self.proof = proof
    }
}

/// Why there is no session. The raw value stands on the wire.
package enum ResetReason: UInt8, Hashable, Sendable, CaseIterable {
    /// A frame of a session that the sender does not have: it restarted, or never had it.
    case unknownEpoch = 1
    case unsupportedVersion = 2
    case unsupportedSecurity = 3
    /// The sender ends the session in order.
    case closing = 4
    /// The peer's receive limits are below the least that the protocol asks for.
    case limits = 5
}

/// The body of a reset frame.
package struct Reset: Hashable, Sendable {
    package var reason: ResetReason
    /// The nonce of the hello that is refused; zero otherwise.
    package var nonce: Nonce

    package init(reason: ResetReason, nonce: Nonce = .zero) {
        self.reason = reason
        self.nonce = nonce
    }
}
