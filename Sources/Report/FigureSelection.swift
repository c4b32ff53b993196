/// Names of figures as people type them.
public enum FigureSelection {
    /// The ids that "figure-5b", "fig5b", "5b" or "Figure 5b" mean. Throws `ReportError.unknownFigure`.
    public static func ids(_ names: Set<String>, among known: [String]) throws -> Set<String> {
        Set(
            try names.sorted().map { name in
                guard let id = known.first(where: { stem($0) == stem(name) }) else {
                    throw ReportError.unknownFigure(name, known: known)
                }
                return id
            })
    }

    private static func stem(_ name: String) -> String {
        var text = Substring(name.lowercased())
        for prefix in ["figure", "fig"] where text.hasPrefix(prefix) {
            text = text.dropFirst(prefix.count)
            break
        }
        return String(text.filter { $0.isLetter || $0.isNumber })
    }
}
