internal import ControlAPI
internal import PumpModel

/// Which events a client asked for.
struct EventFilter: Sendable {
    var wand: String?
    var pump: String?
    /// Nil for all.
    var kinds: Set<API.EventKind>?

    func wants(_ event: OutgoingEvent) -> Bool {
        if let kinds, !kinds.contains(event.kind) { return false }
        if let wand, let its = event.wand, its != wand { return false }
        if let pump, let its = event.pump, its != pump { return false }
        return true
    }
}

extension [String: String] {
    /// The events that the parameters of a query ask for.
    func eventFilter() throws(ProblemError) -> EventFilter {
        var filter = EventFilter(wand: self["wand"], pump: try pumpSerial("pump")?.text)
        if let names = self["kind"] {
            var kinds: Set<API.EventKind> = []
            for name in names.split(separator: ",", omittingEmptySubsequences: false) {
                guard let kind = API.EventKind(rawValue: String(name)) else {
                    throw .parameter(
                        "kind", "There is no kind '\(name.prefix(40))'.",
                        allowed: "a list of " + API.EventKind.allCases.map(\.rawValue).joined(separator: ", "))
                }
                kinds.insert(kind)
            }
            filter.kinds = kinds
        }
        return filter
    }
}
