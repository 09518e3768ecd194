import ControlAPI
import PumpModel
import WandClient

/// What the view is told, in the order in which it happens.
enum WatchInput: Sendable {
    /// Something came over the stream.
    case heard(ServerEvent.Content)
    /// What was asked for, all of it at one time.
    case read(WatchReading)
    /// Why it could not be read.
    case unread(String)
    /// The stream ended, or could not be opened; it is opened again after so long.
    case lost(reason: String, retryMilliseconds: Int64)
    case key(WatchKey)
    /// What came of something that was asked for here.
    case told(WatchNotice.Text)
    /// Time went by.
    case tick
}

/// One look at everything that the stream does not tell, or tells only in part.
struct WatchReading: Sendable, Equatable {
    var caller: API.Caller
    var version: String
    var health: API.Health
    var wands: [API.Wand]
    var pumps: [API.Pump]
    var alarms: API.AlarmList
    /// Newest first.
    var commands: [API.Command]
}

/// What the view asks for.
enum WatchEffect: Hashable, Sendable {
    case read
    case interrogate(wand: String)
    case stop(pump: String, reason: String)
    case acknowledge(UInt64)
    case silence(UInt64)
    case quit
}

/// A key of the keyboard.
enum WatchKey: Hashable, Sendable {
    case character(Character)
    case up, down, tab, enter, escape, backspace
    /// Ctrl-C.
    case interrupt
    /// The terminal is gone.
    case endOfInput
}

/// What came of a key, until another one or Esc takes it away.
struct WatchNotice: Hashable, Sendable {
    struct Text: Hashable, Sendable {
        var text: String
        var emphasis: Emphasis
    }

    var content: Text
    var at: Timestamp
}
