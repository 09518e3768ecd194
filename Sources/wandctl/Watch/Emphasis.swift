/// How a run of a frame stands out. Colour only repeats what words and symbols say already.
enum Emphasis: Hashable, CaseIterable {
    case plain, title, alert, warning, good, faint, key

    /// The parameters of the escape sequence that shows it; nil: none.
    /// - Parameter isColoured: without colour, weight and reversal are left, which every terminal has.
    func code(isColoured: Bool) -> String? {
        switch self {
        case .plain: nil
        case .title: "1"
        case .alert: isColoured ? "1;37;41" : "1;7"
        case .warning: isColoured ? "1;33" : "1"
        case .good: isColoured ? "32" : nil
        case .faint: "2"
        case .key: "7"
        }
    }
}
