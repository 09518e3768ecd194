internal import ControlAPI

/// Bytes of a `text/event-stream` to events: lines that end in LF or CRLF, an event at each empty line, comments dropped.
///
/// Bounded: a line or an event of more than `eventBytes` is an error, not growth.
struct EventDecoder: Sendable {
    private static let eventBytes = 1024 * 1024

    private var line: [UInt8] = []
    private var name = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var lastID: String?
    private var ready: [Result<ServerEvent, ControlClientError>] = []
    private var taken = 0

    mutating func feed(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte != 0x0A {
                line.append(byte)
                if line.count + data.count > Self.eventBytes { fail("an event of more than \(Self.eventBytes) bytes") }
                continue
            }
            if line.last == 0x0D { line.removeLast() }
            take(line)
            line.removeAll(keepingCapacity: true)
        }
    }

    /// The next event that is whole; nil when more bytes are needed.
    mutating func next() throws(ControlClientError) -> ServerEvent? {
        guard taken < ready.count else {
            ready.removeAll(keepingCapacity: true)
            taken = 0
            return nil
        }
        taken += 1
        return try ready[taken - 1].get()
    }

    private mutating func take(_ line: [UInt8]) {
        guard !line.isEmpty else { return dispatch() }
        guard let colon = line.firstIndex(of: 0x3A), colon > 0 else { return }
        var value = line[(colon + 1)...]
        if value.first == 0x20 { value.removeFirst() }
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "event": name = String(decoding: value, as: UTF8.self)
        case "id": lastID = String(decoding: value, as: UTF8.self)
        case "data":
            if hasData { data.append(0x0A) }
            data += value
            hasData = true
        default: break
        }
    }

    private mutating func dispatch() {
        defer { (name, data, hasData) = ("", [], false) }
        guard hasData else { return }
        do {
            let content = try Self.content(name, data)
            let json = String(decoding: data, as: UTF8.self)
            ready.append(.success(ServerEvent(lastID: lastID, content: content, json: json)))
        } catch {
            fail("an event '\(name.prefix(40))' with content that does not fit: \(error)")
        }
    }

    private mutating func fail(_ what: String) {
        (line, data, hasData) = ([], [], false)
        ready.append(.failure(.notUnderstood(what)))
    }

    private static func content(_ name: String, _ data: [UInt8]) throws -> ServerEvent.Content {
        switch name {
        case "hello": return .hello(try JSONText.decode(API.Hello.self, from: data))
        case "bye": return .bye(try JSONText.decode(API.Bye.self, from: data))
        default: break
        }
        return switch API.EventKind(rawValue: name) {
        case .command: .command(try JSONText.decode(API.CommandEvent.self, from: data))
        case .alarm: .alarm(try JSONText.decode(API.AlarmEvent.self, from: data))
        case .session: .session(try JSONText.decode(API.SessionEvent.self, from: data))
        case .change: .change(try JSONText.decode(API.ChangeEvent.self, from: data))
        case .wand: .wand(try JSONText.decode(API.Wand.self, from: data))
        case .pump: .pump(try JSONText.decode(API.Pump.self, from: data))
        case nil: .other(name)
        }
    }
}
