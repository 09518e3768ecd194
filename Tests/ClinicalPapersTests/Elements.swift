import Foundation
import FoundationXML

/// What a page consists of, by a parser that knows nothing of how it was written.
final class Elements: NSObject, XMLParserDelegate {
    private(set) var attributes: [(String, [String: String])] = []
    private(set) var text = ""

    init(_ source: String) throws {
        super.init()
        let parser = XMLParser(data: Data(source.utf8))
        parser.delegate = self
        guard parser.parse() else { throw parser.parserError ?? CocoaError(.coderInvalidValue) }
    }

    func count(_ name: String) -> Int { attributes.count { $0.0 == name } }

    func attributes(of name: String) -> [[String: String]] { attributes.filter { $0.0 == name }.map(\.1) }

    func parser(
        _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName: String?,
        attributes attributeDict: [String: String]
    ) {
        attributes.append((elementName, attributeDict))
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
