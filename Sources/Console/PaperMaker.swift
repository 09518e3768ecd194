/// Makes what is printed for a pump: the same papers that the terminal's commands write.
package struct PaperMaker: Sendable {
    package enum Paper: String, Hashable, Sendable, CaseIterable {
        /// The registration card as an SVG image: an A4 page to print and cut.
        case card = "card.svg"
        /// Its two sides for the screen.
        case cardFront = "card-front.svg"
        case cardBack = "card-back.svg"
        /// The same as plain text, for whoever does not see the image.
        case cardText = "card.txt"
        /// The session report as one HTML file.
        case report = "report.html"

        var type: String {
            switch self {
            case .card, .cardFront, .cardBack: "image/svg+xml"
            case .cardText: "text/plain; charset=utf-8"
            case .report: "text/html; charset=utf-8"
            }
        }
    }

    /// Why a paper was not made, for people.
    package struct Failure: Error, Hashable {
        package var message: String

        package init(_ message: String) { self.message = message }
    }

    /// - Parameter serial: of the pump, as it stood in the address: letters, digits and `-`, `.`, `_`, `~`.
    let make: @Sendable (_ paper: Paper, _ serial: String) async throws -> String

    package init(_ make: @escaping @Sendable (_ paper: Paper, _ serial: String) async throws -> String) {
        self.make = make
    }

    /// Of `/papers/SERIAL/NAME`.
    static func asked(_ path: some StringProtocol) -> (paper: Paper, serial: String)? {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].isEmpty, parts[1] == "papers", let paper = Paper(rawValue: String(parts[3])),
            !parts[2].isEmpty, parts[2].utf8.count <= 64,
            parts[2].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-._~".contains($0)) })
        else { return nil }
        return (paper, String(parts[2]))
    }
}
