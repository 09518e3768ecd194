/// Bytes of a keyboard to keys. What a terminal sends for a key that has no use here is passed over whole.
struct WatchKeys {
    private static let escape: UInt8 = 0x1B
    /// A longer sequence is none.
    private static let sequenceBytes = 16
    private var pending: [UInt8] = []

    /// Whether an escape key, or the beginning of a sequence, waits for what follows.
    var isWaiting: Bool { !pending.isEmpty }

    mutating func feed(_ bytes: some Sequence<UInt8>) -> [WatchKey] {
        pending += bytes
        var keys: [WatchKey] = []
        while let taken = take() {
            pending.removeFirst(taken.count)
            if let key = taken.key { keys.append(key) }
        }
        return keys
    }

    /// Nothing followed in time: an escape by itself is the key.
    mutating func settle() -> [WatchKey] {
        defer { pending.removeAll() }
        return pending == [Self.escape] ? [.escape] : []
    }

    /// The first key, nil for one without a use, and its bytes; nil when more are needed.
    private func take() -> (key: WatchKey?, count: Int)? {
        guard let first = pending.first else { return nil }
        switch first {
        case Self.escape: return sequence()
        case 0x03: return (.interrupt, 1)
        case 0x09: return (.tab, 1)
        case 0x0A, 0x0D: return (.enter, 1)
        case 0x08, 0x7F: return (.backspace, 1)
        case 0x00..<0x20: return (nil, 1)
        default: return character(first)
        }
    }

    private func sequence() -> (key: WatchKey?, count: Int)? {
        guard pending.count > 1 else { return nil }
        // Esc twice, or Esc and a key: the first is the key
        guard pending[1] == 0x5B || pending[1] == 0x4F else { return (.escape, 1) }
        for (index, byte) in pending.enumerated().dropFirst(2) {
            if (0x40...0x7E).contains(byte) {
                return (index == 2 ? [0x41: .up, 0x42: .down][byte] : nil, index + 1)
            }
            if index >= Self.sequenceBytes { return (nil, index + 1) }
        }
        return nil
    }

    private func character(_ first: UInt8) -> (key: WatchKey?, count: Int)? {
        let count =
            switch first {
            case 0xC2...0xDF: 2
            case 0xE0...0xEF: 3
            case 0xF0...0xF4: 4
            default: 1
            }
        guard pending.count >= count else { return nil }
        guard let text = String(validating: pending[..<count], as: UTF8.self), let character = text.first else {
            return (nil, 1)
        }
        return (.character(character), count)
    }
}
