/// A tree of elements that writes itself as XML, which is HTML as well: nothing gets into it unescaped.
indirect enum Markup: Hashable, Sendable {
    case element(String, [Attribute], [Markup])
    case text(Legible)
    /// A style sheet: constant text of this program, in which no escaping applies.
    case styleSheet(StyleSheet)

    struct Attribute: Hashable, Sendable {
        var name: String
        var value: String
    }

    /// An element with text or elements inside: `.element("td", ["class": "number"], [...])`.
    static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
    ) -> Markup {
        .element(name, attributes.map { Attribute(name: $0.key, value: $0.value) }, children)
    }

    static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ words: Legible
    ) -> Markup {
        element(name, attributes, [.text(words)])
    }

    var source: String {
        var out = ""
        write(into: &out)
        return out
    }

    private func write(into out: inout String) {
        switch self {
        case .text(let words): out += Self.escaped(words.text)
        case .styleSheet(let sheet): out += sheet.source
        case .element(let name, let attributes, let children):
            out += "<" + name
            for attribute in attributes { out += " \(attribute.name)=\"\(Self.escaped(attribute.value))\"" }
            if children.isEmpty, Self.voidElements.contains(name) { return out += "/>" }
            out += ">"
            for child in children { child.write(into: &out) }
            out += "</\(name)>"
            if Self.linedElements.contains(name) { out += "\n" }
        }
    }

    /// Elements without content; HTML wants every other one closed by a tag of its own.
    private static let voidElements: Set = ["meta", "path", "polyline", "polygon", "rect"]
    /// Elements after which a line ends, so that people can read the source.
    private static let linedElements: Set = [
        "text", "tr", "caption", "thead", "tbody", "table", "h1", "h2", "p", "title", "desc", "style", "head",
        "section",
        "header", "footer", "main", "figure", "svg", "body",
    ]

    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
