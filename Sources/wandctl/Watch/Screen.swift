import Glibc

/// The terminal while it shows a whole screen: raw input, the alternate screen, no cursor.
///
/// States: open from `init`, as it was before from `close` on, which may be called more than once. Only lines that changed are
/// written, in one piece, so nothing flickers.
final class Screen {
    private var before = termios()
    private var isOpen = false
    private var shown: [String] = []
    private let isColoured: Bool

    /// - Throws: `Failure` where standard input or output is no terminal.
    init(isColoured: Bool) throws {
        self.isColoured = isColoured
        guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
            throw Failure(
                .usage, "this view needs a terminal", advice: "Without one: wandctl watch --once, or wandctl events.")
        }
        guard tcgetattr(STDIN_FILENO, &before) == 0 else {
            throw Failure(.other, "the terminal can not be used: \(String(cString: strerror(errno)))")
        }
        isOpen = true
        enter()
    }

    deinit { close() }

    /// Takes the terminal, also after somebody else had it in between.
    func enter() {
        guard isOpen else { return }
        var raw = before
        cfmakeraw(&raw)
        tcsetattr(STDIN_FILENO, TCSADRAIN, &raw)
        // the alternate screen, no cursor, no wrapping at the edge, and all of it blank
        write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J")
        shown = []
    }

    func close() {
        guard isOpen else { return }
        isOpen = false
        write("\u{1B}[0m\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
        tcsetattr(STDIN_FILENO, TCSADRAIN, &before)
    }

    /// What the terminal says of itself; 80x24 where it says nothing.
    static func size(_ descriptor: Int32 = STDOUT_FILENO) -> WatchFrame.Size {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            return WatchFrame.Size(columns: 80, rows: 24)
        }
        return WatchFrame.Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Forgets what is shown, so that all of it is written again.
    func forget() {
        shown = []
        write("\u{1B}[2J")
    }

    /// - Returns: false when the terminal is gone.
    @discardableResult
    func show(_ lines: [FrameLine]) -> Bool {
        let lines = lines.map { $0.rendered(isColoured: isColoured) }
        let text = Self.difference(from: shown, to: lines)
        shown = lines
        return text.isEmpty || write(text)
    }

    /// What turns a screen of `old` lines into one of `new` lines.
    static func difference(from old: [String], to new: [String]) -> String {
        new.indices.filter { !old.indices.contains($0) || old[$0] != new[$0] }
            .map { "\u{1B}[\($0 + 1);1H\(new[$0])" }.joined()
    }

    @discardableResult
    private func write(_ text: String) -> Bool {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            bytes.removeFirst(count)
        }
        return true
    }
}
