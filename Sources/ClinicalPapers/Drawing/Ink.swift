/// The colours of the papers: black, greys, and four that stay apart for colour-blind eyes (after Okabe and Ito).
///
/// None of them carries a meaning alone: a shape, a dash or a word always says the same.
enum Ink: String, Hashable, Sendable {
    case black = "#000000"
    /// Dark enough to read, lighter than black: labels, axes.
    case slate = "#4d4d4d"
    case grid = "#d0d0d0"
    /// Behind the heads of tables and under curves.
    case shade = "#ececec"
    case white = "#ffffff"
    case blue = "#0072b2"
    case vermilion = "#d55e00"
    case green = "#009e73"
    case purple = "#cc79a7"
}

/// How a line is drawn.
struct Stroke: Hashable, Sendable {
    var ink: Ink
    /// In hundredths of a millimeter.
    var width: Int
    var dash = Dash.solid

    enum Dash: Hashable, Sendable {
        case solid, dashed, dotted

        /// Lengths of stroke and gap.
        var pattern: [Int] {
            switch self {
            case .solid: []
            case .dashed: [150, 100]
            case .dotted: [30, 80]
            }
        }
    }

    static let axis = Stroke(ink: .slate, width: 20)
    static let grid = Stroke(ink: .grid, width: 12)
    static let rule = Stroke(ink: .slate, width: 12)
    static let curve = Stroke(ink: .blue, width: 50)
}
