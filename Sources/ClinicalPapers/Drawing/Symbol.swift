/// A mark at a point, told apart by its shape; filled or hollow, so that black and white print is enough.
enum Symbol: Hashable, Sendable, CaseIterable {
    case disc
    case cross
    case diamond
    case square
    case triangle

    var isFilled: Bool { self == .disc }

    /// Its outline around `center`, in SVG path commands.
    func path(around center: Point, radius: Int) -> String {
        let (x, y, left, top) = (
            center.x.millimeters, center.y.millimeters, (center.x - radius).millimeters, (center.y - radius).millimeters
        )
        let (r, back, d, all) = (
            radius.millimeters, (-radius).millimeters, (2 * radius).millimeters, (-2 * radius).millimeters
        )
        return switch self {
        case .disc: "M\(left) \(y)a\(r) \(r) 0 1 0 \(d) 0a\(r) \(r) 0 1 0 \(all) 0Z"
        case .cross: "M\(left) \(top)l\(d) \(d)m\(all) 0l\(d) \(all)"
        case .diamond: "M\(x) \(top)l\(r) \(r)l\(back) \(r)l\(back) \(back)Z"
        case .square: "M\(left) \(top)h\(d)v\(d)h\(all)Z"
        case .triangle: "M\(left) \(top)h\(d)l\(back) \(d)Z"
        }
    }
}
