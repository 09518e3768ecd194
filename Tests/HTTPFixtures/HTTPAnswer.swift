/// An answer as it came over the line, taken apart; status 0 for what is none.
package struct HTTPAnswer: Sendable {
    package private(set) var status = 0
    /// By their names in small letters.
    package private(set) var headers: [String: String] = [:]
    package private(set) var body = ""

    package init(_ text: String) {
        guard let end = text.firstRange(of: "\r\n\r\n") else { return }
        let lines = text[..<end.lowerBound].split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        if words.count >= 2, words[0] == "HTTP/1.1" { status = Int(words[1]) ?? 0 }
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].drop { $0 == " " }.description
        }
        body = String(text[end.upperBound...])
    }
}
