internal import AuditTrail
internal import ControlAPI
internal import NIOCore

/// One event as it goes to every client that wants it: its text, made once, and what filters look at.
struct OutgoingEvent: Sendable {
    var kind: API.EventKind
    /// Nil where it is about none in particular: such an event passes every filter, so that no alarm is filtered away.
    var wand: String?
    var pump: String?
    /// The number of the audit record that it tells of; nil for what is told only while it is new.
    var id: Int64?
    var text: ByteBuffer

    init(_ kind: API.EventKind, wand: String?, pump: String?, id: Int64?, _ content: some Encodable) throws {
        (self.kind, self.wand, self.pump, self.id) = (kind, wand, pump, id)
        text = try EventText.event(kind.rawValue, id: id, content)
    }

    init(_ wand: API.Wand) throws {
        // about no pump: whoever watches one has to hear that another one is in range by now
        try self.init(.wand, wand: wand.name, pump: nil, id: nil, wand)
    }

    init(_ pump: API.Pump) throws {
        try self.init(.pump, wand: pump.wand, pump: pump.serial, id: nil, pump)
    }
}

extension OutgoingEvent {
    /// What an entry of the audit trail tells clients; nil for what is no event.
    /// - Parameter sequence: nil where the entry is not on the disk yet.
    init?(_ entry: CanonicalJSON, sequence: Int64?) throws {
        guard let kind = entry["kind"]?.string.flatMap(API.AuditKind.init(rawValue:)),
            let at = entry["at"]?.string
        else { return nil }
        let (wand, pump) = (entry["wand"]?.string, entry["pump"]?.string)
        func make(_ kind: API.EventKind, _ content: some Encodable) throws -> OutgoingEvent {
            try OutgoingEvent(kind, wand: wand, pump: pump, id: sequence, content)
        }
        switch kind {
        case .program, .refill, .setUp, .clock, .stop:
            guard let event = API.CommandEvent(entry, isStop: kind == .stop, at: at) else { return nil }
            self = try make(.command, event)
        case .alarm:
            if let event = API.SessionEvent(entry, at: at) {
                self = try make(.session, event)
            } else if let event = API.AlarmEvent(entry, at: at) {
                self = try make(.alarm, event)
            } else {
                return nil
            }
        case .appliedAfterAll, .changedElsewhere:
            guard let pump else { return nil }
            self = try make(
                .change,
                API.ChangeEvent(
                    pumpSerial: pump, command: entry["command"]?.string,
                    fromRevision: entry["fromRevision"]?.integer.map { UInt32(clamping: $0) },
                    toRevision: entry["toRevision"]?.integer.map { UInt32(clamping: $0) }, at: at))
        case .refusal, .digestRefusal, .stopAskedAgain, .cleared, .lost, .start, .end, .retention, .access, .signIn,
            .signOut, .configuration:
            return nil
        }
    }
}

extension API.CommandEvent {
    fileprivate init?(_ entry: CanonicalJSON, isStop: Bool, at: String) {
        guard let id = entry["command"]?.string, let pump = entry["pump"]?.string, let wand = entry["wand"]?.string,
            let state = entry["state"]?.string.flatMap(API.CommandState.init(rawValue:)),
            let version = entry["version"]?.integer
        else { return nil }
        self.init(
            id: id, pumpSerial: pump, wand: wand, kind: isStop ? .stop : .change, state: state,
            version: UInt32(clamping: version), at: at)
    }
}

extension API.SessionEvent {
    fileprivate init?(_ entry: CanonicalJSON, at: String) {
        guard let pump = entry["pump"]?.string else { return nil }
        let state: API.TherapySession.State
        switch entry["event"]?.string {
        case "session opened", "session resumed": state = .open
        case "session abandoned": state = .abandoned
        case "session ended": state = .closed
        default: return nil
        }
        self.init(pumpSerial: pump, state: state, at: at)
    }
}

extension API.AlarmEvent {
    fileprivate init?(_ entry: CanonicalJSON, at: String) {
        guard let happening = entry["event"]?.string.flatMap(Happening.init(rawValue:)) else { return nil }
        self.init(
            happening: happening, id: entry["number"]?.string.flatMap { UInt64($0) },
            pumpSerial: entry["pump"]?.string, name: entry["alarm"]?.string,
            priority: entry["priority"]?.string.flatMap(API.AlarmPriority.init(rawValue:)),
            userID: entry["userID"]?.integer.map { UInt32(clamping: $0) }, at: at)
    }
}
