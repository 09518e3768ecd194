/// A place on paper, in hundredths of a millimeter: x to the right and y downwards from the top left corner.
struct Point: Hashable, Sendable {
    var x: Int
    var y: Int

    init(_ x: Int, _ y: Int) {
        self.x = x
        self.y = y
    }

    func moved(by offset: Point) -> Point { Point(x + offset.x, y + offset.y) }
}

extension Int {
    /// Hundredths of a millimeter as millimeters: "85.6" of 8560.
    ///
    /// Papers are written in millimeters, though integers would do: renderers misplace the stand-ins for missing
    /// letters where a type size is in the hundreds.
    var millimeters: String {
        let (whole, cents) = (magnitude / 100, magnitude % 100)
        let fraction = cents == 0 ? "" : cents % 10 == 0 ? ".\(cents / 10)" : cents < 10 ? ".0\(cents)" : ".\(cents)"
        return "\(self < 0 ? "-" : "")\(whole)\(fraction)"
    }
}

/// An upright rectangle on paper, in hundredths of a millimeter.
struct Box: Hashable, Sendable {
    var left: Int
    var top: Int
    var width: Int
    var height: Int

    var right: Int { left + width }
    var bottom: Int { top + height }

    /// Whether the two share more than an edge.
    func overlaps(_ other: Box) -> Bool {
        left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }

    func contains(_ other: Box) -> Bool {
        left <= other.left && top <= other.top && right >= other.right && bottom >= other.bottom
    }

    func moved(by offset: Point) -> Box {
        Box(left: left + offset.x, top: top + offset.y, width: width, height: height)
    }

    /// The same, smaller by `margin` on each side.
    func inset(_ margin: Int) -> Box {
        Box(left: left + margin, top: top + margin, width: width - 2 * margin, height: height - 2 * margin)
    }
}
