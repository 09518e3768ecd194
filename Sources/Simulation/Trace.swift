internal import DequeModule

/// What happened in a run: always as a hash, which two runs of one seed share, and as text when somebody reads it.
struct Trace: Sendable {
    /// FNV-1a over all that was mixed in.
    private(set) var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    private var kept: Deque<String> = []
    private let limit: Int

    /// - Parameter limit: lines of text that are kept, the newest ones; 0 makes none.
    init(limit: Int) { self.limit = limit }

    var lines: [String] { Array(kept) }

    mutating func mix(_ value: UInt64) { hash = (hash ^ value) &* 0x0000_0100_0000_01B3 }

    mutating func mix(_ bytes: [UInt8]) {
        var hash = hash
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        self.hash = hash
    }

    mutating func note(_ now: Int64, _ who: StaticString, _ what: @autoclosure () -> String) {
        guard limit > 0 else { return }
        if kept.count >= limit { kept.removeFirst() }
        let seconds = "\(now / 1_000).\(String(now % 1_000 + 1_000).dropFirst())"
        let padding = String(repeating: " ", count: max(0, 10 - seconds.count))
        let name = "\(who)"
        kept.append("\(padding)\(seconds)  \(name)\(String(repeating: " ", count: max(1, 9 - name.count)))\(what())")
    }
}
