internal import PumpModel

extension Hello {
    /// The bytes of a hello frame's body.
    package func encoded() -> [UInt8] {
        var out: [UInt8] = []
        out.write(versions.lowerBound)
        out.write(versions.upperBound)
        out.write(capabilities.rawValue)
        out.write(limits)
        out.write(security.rawValue)
        out.write(nonce)
        out.write(text: host)
        return out
    }

    /// Reads a hello frame's body.
    package init(decoding body: ArraySlice<UInt8>) throws(MessageError) {
        var reader = WireReader(body)
        let lowest: UInt8 = try reader.integer("minVersion")
        guard lowest >= 1 else { throw .invalid(field: "minVersion") }
        let highest: UInt8 = try reader.integer("maxVersion")
        guard lowest <= highest else { throw .invalid(field: "maxVersion") }
        versions = lowest...highest
        capabilities = Capabilities(rawValue: try reader.integer("capabilities"))
        limits = try reader.limits()
        security = SecurityOffer(rawValue: try reader.integer("securityOffer"))
        nonce = try reader.nonce("hostNonce")
        host = try reader.text("host")
        try reader.end()
    }
}

extension Welcome {
    /// The bytes of a welcome frame's body.
    package func encoded() -> [UInt8] {
        var out: [UInt8] = []
        out.write(version)
        out.write(capabilities.rawValue)
        out.write(limits)
        out.write(security.rawValue)
        out.write(hostNonce)
        out.write(wandNonce)
        out.write(text: serial.text)
        out.write(text: model)
        out.write(text: firmware)
        out.write(counted: proof)
        return out
    }

    /// Reads a welcome frame's body.
    package init(decoding body: ArraySlice<UInt8>) throws(MessageError) {
        var reader = WireReader(body)
        version = try reader.integer("version")
        guard version >= 1 else { throw .invalid(field: "version") }
        capabilities = Capabilities(rawValue: try reader.integer("capabilities"))
        limits = try reader.limits()
        security = try reader.code("security")
        hostNonce = try reader.nonce("hostNonce")
        wandNonce = try reader.nonce("wandNonce")
        serial = try reader.serial("wandSerial")
        model = try reader.text("model")
        firmware = try reader.text("firmware")
        proof = try reader.counted("proof")
        try reader.end()
    }
}

extension Ready {
    /// The bytes of a ready frame's body.
    package func encoded() -> [UInt8] {
        var out: [UInt8] = []
        out.write(wandNonce)
        out.write(counted: proof)
        return out
    }

    /// Reads a ready frame's body.
    package init(decoding body: ArraySlice<UInt8>) throws(MessageError) {
        var reader = WireReader(body)
        wandNonce = try reader.nonce("wandNonce")
        proof = try reader.counted("proof")
        try reader.end()
    }
}

extension Reset {
    /// The bytes of a reset frame's body.
    package func encoded() -> [UInt8] {
        var out: [UInt8] = []
        out.write(reason.rawValue)
        out.write(nonce)
        return out
    }

    /// Reads a reset frame's body.
    package init(decoding body: ArraySlice<UInt8>) throws(MessageError) {
        var reader = WireReader(body)
        reason = try reader.code("reason")
        nonce = try reader.nonce("nonce")
        try reader.end()
    }
}

extension [UInt8] {
    fileprivate mutating func write(_ nonce: Nonce) {
        write(nonce.high.byteSwapped)
        write(nonce.low.byteSwapped)
    }

    fileprivate mutating func write(_ limits: ReceiveLimits) {
        write(limits.bodyBytes)
        write(limits.windowFrames)
    }
}

extension WireReader {
    fileprivate mutating func nonce(_ field: String) throws(MessageError) -> Nonce {
        let high: UInt64 = try integer(field)
        let low: UInt64 = try integer(field)
        return Nonce(high: high.byteSwapped, low: low.byteSwapped)
    }

    fileprivate mutating func limits() throws(MessageError) -> ReceiveLimits {
        let bodyBytes: UInt16 = try integer("maxBody")
        let windowFrames: UInt8 = try integer("window")
        guard windowFrames >= 1 else { throw .invalid(field: "window") }
        return ReceiveLimits(bodyBytes: bodyBytes, windowFrames: windowFrames)
    }
}
