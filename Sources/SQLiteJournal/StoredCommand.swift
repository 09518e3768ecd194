/// The latest state of one therapy command, as its row in the journal: what the store must know to keep and find it, and
/// the rest as text that only its writer understands.
package struct StoredCommand: Hashable, Sendable {
    /// The transaction id: 32 hex digits.
    package var id: String
    /// Serial number of the pump that the command is for.
    package var pump: String
    /// Serial number or name of the wand that carries it.
    package var wand: String
    /// It has no outcome yet: retention never drops it.
    package var isOpen: Bool
    /// UTC, since 1970.
    package var acceptedAtMilliseconds: Int64
    /// Counts the command's moves; the store keeps it and does not compare it.
    package var version: Int64
    /// The start of the daemon that wrote this state.
    package var boot: String
    /// Opaque to the store.
    package var content: String

    package init(
        id: String, pump: String, wand: String, isOpen: Bool, acceptedAtMilliseconds: Int64, version: Int64,
        boot: String, content: String
    ) {
        self.id = id
        self.pump = pump
        self.wand = wand
        self.isOpen = isOpen
        self.acceptedAtMilliseconds = acceptedAtMilliseconds
        self.version = version
        self.boot = boot
        self.content = content
    }
}
