/// What the alarm desk must know of one pump after a restart, as its row in the journal.
package struct StoredWatch: Hashable, Sendable {
    /// Serial number of the pump; empty for the desk itself.
    package var pump: String
    /// The start of the machine on whose monotonic clock it counts.
    package var boot: String
    /// Opaque to the store; nil: there is nothing to know any more, and the row goes.
    package var content: String?

    package init(pump: String, boot: String, content: String?) {
        self.pump = pump
        self.boot = boot
        self.content = content
    }
}
