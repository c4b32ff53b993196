import Support

extension ImageFolder {
    /// So many are named; the others are counted.
    private static let mostNamed = 10

    /// Throws the one error, or one that names all files: a user would rather move them out at once.
    static func check(_ troubles: [(name: FileName, error: DataError)], _ directory: String) throws {
        guard let first = troubles.first else { return }
        guard troubles.count > 1 else { throw first.error }
        let named = troubles.prefix(mostNamed).map { trouble in
            trouble.name.text
                + (trouble.error.expected.hasPrefix("at least")
                    ? " (\(trouble.error.got) pixels, expected \(trouble.error.expected))" : " (\(trouble.error.got))")
        }
        let rest = troubles.count - named.count
        throw DataError(
            file: directory, expected: "PNG or JPEG images",
            got: "\(troubles.count) files that cannot be used: \(named.joined(separator: ", "))"
                + (rest > 0 ? ", and \(rest) more" : ""),
            hint: "replace them, or move them out of the folder"
                + (troubles.contains { $0.error.expected.hasPrefix("at least") }
                    ? "; for small ones set the study's data.side" : ""))
    }

    /// "2 JPEG files are whole, but not as they should be: a.jpg (10 extraneous bytes before marker 0xd9), b.jpg (…)".
    static func text(of notes: [(name: FileName, note: String)]) -> String? {
        guard !notes.isEmpty else { return nil }
        let named = notes.prefix(mostNamed).map { "\($0.name.text) (\($0.note))" }.joined(separator: ", ")
        let rest = notes.count > mostNamed ? ", and \(notes.count - mostNamed) more" : ""
        return
            (notes.count == 1
            ? "1 JPEG file was read in spite of a flaw: " : "\(notes.count) JPEG files were read in spite of flaws: ")
            + named + rest
    }
}
