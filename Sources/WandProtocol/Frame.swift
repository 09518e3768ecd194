/// What a frame is for. The raw value stands on the wire.
package enum FrameKind: UInt8, Hashable, Sendable, CaseIterable {
    /// Host to wand: opens a handshake.
    case hello = 1
    /// Wand to host: answers a hello.
    case welcome = 2
    /// Host to wand: ends the handshake; only now does the new session replace the old one.
    case ready = 3
    /// A message, in sequence, retransmitted until acknowledged.
    case data = 4
    /// Acknowledges, and nothing else.
    case acknowledge = 5
    /// A message outside the sequence, handled at once; only for messages that are idempotent by themselves.
    case urgent = 6
    /// Asks for an acknowledgement: the keep-alive.
    case ping = 7
    /// The sender has no such session, or refuses or ends one.
    case reset = 8
}

/// How the body of a frame is protected. The raw value stands on the wire.
package enum FrameSecurity: UInt8, Hashable, Sendable, CaseIterable {
    case clear = 0
    /// The place of the authenticated mode: AEAD-sealed, the tag at the end of the body.
    case sealed = 1
}

/// The fixed head of every frame.
package struct FrameHeader: Hashable, Sendable {
    /// Bytes of the head on the wire.
    package static let byteCount = 22
    /// The protocol version of this codec.
    package static let version: UInt8 = 1

    package var kind: FrameKind
    package var security: FrameSecurity
    /// The session; 0 in a handshake's hello.
    package var epoch: UInt64
    /// Counts the frames of this direction and session, retransmissions included.
    package var counter: UInt32
    /// The place of a data frame in its direction; 0 in all other kinds.
    package var sequence: UInt16
    /// The sequence that the sender expects next from its peer.
    package var acknowledge: UInt16

    package init(
        kind: FrameKind, security: FrameSecurity = .clear, epoch: UInt64, counter: UInt32 = 0, sequence: UInt16 = 0,
        acknowledge: UInt16 = 0
    ) {
        self.kind = kind
        self.security = security
        self.epoch = epoch
        self.counter = counter
        self.sequence = sequence
        self.acknowledge = acknowledge
    }
}

/// One frame: a head and a body of at most `Limits.frameBodyBytes` bytes.
package struct Frame: Hashable, Sendable {
    package var header: FrameHeader
    package var body: ArraySlice<UInt8>

    package init(header: FrameHeader, body: ArraySlice<UInt8> = []) {
        self.header = header
        self.body = body
    }
}

/// Why bytes between two delimiters are not a frame, in the order in which a decoder checks.
package enum FrameError: Error, Hashable, Sendable {
    /// More bytes without a delimiter than any frame has.
    case tooLong
    /// Not the COBS encoding of anything.
    case stuffing
    /// Fewer bytes than a head and a check.
    case tooShort
    /// The CRC-32C does not match.
    case checksum
    case version(UInt8)
    case kind(UInt8)
    case security(UInt8)
    /// A reserved byte, or a sequence outside a data frame, is not zero.
    case reserved
    /// The length in the head is not the length of the body.
    case bodyLength
}
