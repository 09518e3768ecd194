import ControlAPI
import PumpModel
import WandClient

/// What was looked at, before anything is judged. Nil: it could not be looked at, or there was no need.
struct Facts {
    var toolVersion: String
    var now: Timestamp
    var socket: FileFacts
    /// Whether this user may write to the socket, which is what connecting needs.
    var mayConnect: Bool
    var daemon: Result<DaemonFacts, ControlClientError>
    /// Whether this machine's clock is kept by a time server.
    var isClockSynchronised: Bool?
    /// By the path of the port.
    var ports: [String: PortFacts]
    var stateDirectory: DiskFacts?
}

/// What the daemon says. A part that this user may not see is the refusal.
struct DaemonFacts {
    var version: API.Version
    var caller: API.Caller
    var health: Result<API.Health, ControlClientError>
    var wands: Result<[API.Wand], ControlClientError>
    var pumps: Result<[API.Pump], ControlClientError>
    var alarms: Result<API.AlarmList, ControlClientError>
    var library: Result<API.Library, ControlClientError>
    /// Nil for whoever is no administrator.
    var settings: Result<API.Settings, ControlClientError>?
}

/// A file as the file system shows it.
struct FileFacts: Equatable {
    enum Kind: Equatable { case missing, socket, characterDevice, directory, other, unreadable(String) }

    var path: String
    var kind: Kind
    /// The permission bits.
    var mode: UInt32 = 0
    var owner = ""
    var group = ""

    /// "rexample:wandd 0660".
    var access: String {
        let digits = String(mode & 0o7777, radix: 8)
        return "\(owner):\(group) " + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// A serial port, and who has it open as far as this user may see.
struct PortFacts: Equatable {
    var file: FileFacts
    /// "wandd (4711)".
    var holders: [String]
}

/// The file system that a folder is on.
struct DiskFacts: Equatable {
    var path: String
    /// Nil where it can not be told.
    var freeBytes: Int64?
    /// Why it can not be told.
    var problem: String?
}
