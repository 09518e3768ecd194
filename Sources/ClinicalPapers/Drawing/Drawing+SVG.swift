extension Drawing {
    /// A file of its own, of its true size on paper.
    var svgFile: String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + svg(["width": "\(width.millimeters)mm", "height": "\(height.millimeters)mm"]).source
    }

    /// A fragment for an HTML page, as wide as the place that it gets.
    var svgFragment: Markup { svg(["width": "100%"]) }

    private func svg(_ size: KeyValuePairs<String, String>) -> Markup {
        let attributes: [Markup.Attribute] =
            [
                ("xmlns", "http://www.w3.org/2000/svg"), ("viewBox", "0 0 \(width.millimeters) \(height.millimeters)"),
                ("role", "img"),
                ("aria-labelledby", "\(name)-title \(name)-summary"),
                ("font-family", "DejaVu Sans, Verdana, sans-serif"), ("stroke-linejoin", "round"),
            ].map { Markup.Attribute(name: $0.0, value: $0.1) }
        return .element(
            "svg", attributes + size.map { Markup.Attribute(name: $0.key, value: $0.value) },
            [
                .element("title", ["id": "\(name)-title"], title),
                .element("desc", ["id": "\(name)-summary"], summary),
            ] + marks.map(\.svg))
    }
}

extension Drawing.Mark {
    var svg: Markup {
        switch self {
        case .line(let points, let stroke): polyline(points, stroke)
        case .area(let points, let ink): .element("polygon", ["points": list(points), "fill": ink.rawValue])
        case .frame(let box, let fill, let stroke):
            .element(
                "rect",
                [
                    "x": box.left.millimeters, "y": box.top.millimeters, "width": box.width.millimeters,
                    "height": box.height.millimeters,
                    "fill": fill.rawValue, "stroke": stroke?.ink.rawValue ?? "none",
                    "stroke-width": (stroke?.width ?? 0).millimeters,
                ])
        case .symbol(let symbol, let center, let radius, let ink):
            .element(
                "path",
                [
                    "d": symbol.path(around: center, radius: radius), "stroke": ink.rawValue, "stroke-width": "0.35",
                    "fill": symbol.isFilled ? ink.rawValue : symbol == .cross ? "none" : Ink.white.rawValue,
                ])
        case .text(let text): text.svg
        }
    }

    private func polyline(_ points: [Point], _ stroke: Stroke) -> Markup {
        let dash: [Markup.Attribute] =
            stroke.dash == .solid
            ? []
            : [.init(name: "stroke-dasharray", value: stroke.dash.pattern.map(\.millimeters).joined(separator: " "))]
        let attributes = [
            ("points", list(points)), ("fill", "none"), ("stroke", stroke.ink.rawValue),
            ("stroke-width", stroke.width.millimeters),
        ].map { Markup.Attribute(name: $0.0, value: $0.1) }
        return .element("polyline", attributes + dash, [])
    }

    private func list(_ points: [Point]) -> String {
        points.map { "\($0.x.millimeters),\($0.y.millimeters)" }.joined(separator: " ")
    }
}

extension Text {
    fileprivate var svg: Markup {
        var attributes = [
            ("x", baseline.x.millimeters), ("y", baseline.y.millimeters), ("font-size", style.size.millimeters),
        ]
        if anchor != .start { attributes.append(("text-anchor", anchor.rawValue)) }
        if style.face == .bold { attributes.append(("font-weight", "bold")) }
        if style.face == .mono { attributes.append(("font-family", "DejaVu Sans Mono, monospace")) }
        attributes.append(("fill", style.ink.rawValue))
        return .element("text", attributes.map { Markup.Attribute(name: $0.0, value: $0.1) }, [.text(words)])
    }
}
