/// What is going to happen, earliest first; of two at the same time the one that was put in first.
struct EventHeap<Event: Sendable>: Sendable {
    private struct Entry: Sendable {
        var at: Int64
        var number: UInt64
        var event: Event
    }

    private var entries: [Entry] = []
    private var number: UInt64 = 0

    /// Milliseconds of the next event.
    var nextAt: Int64? { entries.first?.at }
    var count: Int { entries.count }

    mutating func add(_ event: Event, at: Int64) {
        number += 1
        entries.append(Entry(at: at, number: number, event: event))
        var child = entries.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard precedes(child, parent) else { return }
            entries.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popFirst() -> Event? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        if entries.isEmpty { return first.event }
        entries[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, precedes(child + 1, child) { child += 1 }
            guard precedes(child, parent) else { break }
            entries.swapAt(child, parent)
            parent = child
        }
        return first.event
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        (entries[left].at, entries[left].number) < (entries[right].at, entries[right].number)
    }
}
