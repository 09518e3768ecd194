/// 256 random bits as text, compared in a time that does not tell how much of it was right.
package struct Secret: Hashable, Sendable {
    /// 64 hexadecimal digits.
    package let text: String

    private static let words = 4

    package init() {
        // the system's generator is the kernel's, made for keys
        var generator = SystemRandomNumberGenerator()
        text = (0..<Self.words).map { _ in
            let digits = String(generator.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Looks at every byte, whatever the first one was.
    func matches(_ other: some StringProtocol) -> Bool {
        let (mine, theirs) = (Array(text.utf8), Array(other.utf8))
        guard mine.count == theirs.count else { return false }
        return zip(mine, theirs).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
