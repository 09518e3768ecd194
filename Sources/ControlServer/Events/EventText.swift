internal import ControlAPI
internal import NIOCore

/// The text of Server-Sent Events, as the HTML standard has it: fields on lines, an empty line after each event.
enum EventText {
    static let contentType = "text/event-stream"
    /// A sign of life, which clients skip.
    static let heartbeat = ByteBuffer(string: ": heartbeat\n\n")

    /// - Parameter content: its JSON has no line end: none that the project writes has one.
    static func event(_ name: String, id: Int64?, _ content: some Encodable) throws -> ByteBuffer {
        var text = ByteBuffer(string: "event: \(name)\n")
        if let id { text.writeString("id: \(id)\n") }
        text.writeString("data: ")
        text.writeBytes(try JSONText.encode(content))
        text.writeString("\n\n")
        return text
    }

    static func bye(_ reason: API.Bye.Reason) -> ByteBuffer {
        let detail =
            switch reason {
            case .tooSlow: "Events came faster than they were read: come back with the last id."
            case .shuttingDown: "The daemon stops."
            case .notPermitted: "This user has no role any more."
            case .auditUnavailable: "The audit trail can not be read: see the daemon's log."
            }
        // two short texts can always be written
        return (try? event("bye", id: nil, API.Bye(reason: reason, detail: detail))) ?? ByteBuffer()
    }
}
