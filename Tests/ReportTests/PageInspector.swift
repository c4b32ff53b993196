import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads a page as XML and collects what the tests ask about.
final class PageInspector: NSObject, XMLParserDelegate {
    private(set) var identifiers: [String] = []
    private(set) var references: [String] = []
    private(set) var headings: [Int] = []
    private(set) var texts: [String: [String]] = [:]
    private(set) var elements: [(name: String, attributes: [String: String])] = []
    private(set) var problem: String?
    private var open: [String] = []
    private var collected: [String] = []

    init(_ html: String) {
        super.init()
        let parser = XMLParser(data: Data(html.utf8))
        parser.delegate = self
        if !parser.parse() {
            problem = "line \(parser.lineNumber): \(parser.parserError.map { "\($0)" } ?? "unknown")"
        }
    }

    func all(_ name: String) -> [[String: String]] { elements.filter { $0.name == name }.map(\.attributes) }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        elements.append((name, attributes))
        if let id = attributes["id"] { identifiers.append(id) }
        for key in ["href", "src"] {
            if let reference = attributes[key] { references.append(reference) }
        }
        for key in ["aria-labelledby", "data-copy"] {
            if let reference = attributes[key] { references.append("#" + reference) }
        }
        if name.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()) { headings.append(level) }
        open.append(name)
        collected.append("")
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        for index in collected.indices { collected[index] += string }
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts[name, default: []].append(collected.removeLast())
        open.removeLast()
    }
}
