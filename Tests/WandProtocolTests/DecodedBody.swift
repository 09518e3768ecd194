import WandProtocol

/// The body of a frame of any kind.
enum DecodedBody: Hashable {
    case hello(Hello)
    case welcome(Welcome)
    case ready(Ready)
    case reset(Reset)
    case message(Envelope)
    case empty

    /// - Throws: `MessageError`.
    init(of kind: FrameKind, _ body: ArraySlice<UInt8>) throws(MessageError) {
        switch kind {
        case .hello: self = .hello(try Hello(decoding: body))
        case .welcome: self = .welcome(try Welcome(decoding: body))
        case .ready: self = .ready(try Ready(decoding: body))
        case .reset: self = .reset(try Reset(decoding: body))
        case .data, .urgent: self = .message(try Envelope(decoding: body))
        case .acknowledge, .ping:
            guard body.isEmpty else { throw .trailing(bytes: body.count) }
            self = .empty
        }
    }

    func encoded() -> [UInt8] {
        switch self {
        case .hello(let hello): hello.encoded()
        case .welcome(let welcome): welcome.encoded()
        case .ready(let ready): ready.encoded()
        case .reset(let reset): reset.encoded()
        case .message(let envelope): envelope.encoded()
        case .empty: []
        }
    }
}

extension FrameError {
    /// The name in the document.
    var name: String {
        switch self {
        case .tooLong: "tooLong"
        case .stuffing: "stuffing"
        case .tooShort: "tooShort"
        case .checksum: "checksum"
        case .version: "version"
        case .kind: "kind"
        case .security: "security"
        case .reserved: "reserved"
        case .bodyLength: "bodyLength"
        }
    }
}

extension MessageError {
    /// The name in the document.
    var name: String {
        switch self {
        case .truncated: "truncated"
        case .trailing: "trailing"
        case .unknownType: "unknownType"
        case .invalid: "invalid"
        }
    }
}
