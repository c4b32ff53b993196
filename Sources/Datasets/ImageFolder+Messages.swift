import Images
import Support

extension ImageFolder {
    /// A file that cannot be used.
    struct Trouble {
        let name: FileName
        /// The error where there is no other.
        let error: DataError
        /// What it is among others.
        let words: String
        /// Pixels a side of a whole image that is too small.
        var pixels: Int?

        /// Throws the one error, or one that names all files: a user would rather move them out at once.
        static func check(_ troubles: [Trouble], in directory: String, _ request: DataRequest) throws {
            guard let first = troubles.first else { return }
            guard troubles.count > 1 else { throw first.error }
            let small = troubles.compactMap(\.pixels).min().map { request.hint(forSmallImages: $0) }
            let error = UnusableFiles.error(
                troubles.map { ($0.name, $0.words) }, in: directory,
                expected: "PNG or JPEG images of at least \(request.side)×\(request.side) pixels", also: small)
            if let error { throw error }
        }
    }

    /// "2 JPEG files are whole, but not as they should be: a.jpg (10 extraneous bytes before marker 0xd9), b.jpg (…)".
    static func text(of notes: [(name: FileName, note: String)]) -> String? {
        guard !notes.isEmpty else { return nil }
        let named = notes.prefix(UnusableFiles.mostNamed).map { "\($0.name.text) (\($0.note))" }.joined(separator: ", ")
        let rest = notes.count > UnusableFiles.mostNamed ? ", and \(notes.count - UnusableFiles.mostNamed) more" : ""
        return
            (notes.count == 1
            ? "1 JPEG file was read in spite of a flaw: " : "\(notes.count) JPEG files were read in spite of flaws: ")
            + named + rest + "; look at them, as damage may look so, too"
    }
}

/// Files of a folder that cannot be used, in one error.
enum UnusableFiles {
    /// So many files are named; the others are counted.
    static let mostNamed = 10

    /// The error; nil for no files.
    ///
    /// - Parameters:
    ///   - files: each with what is wrong with it.
    ///   - also: a hint before the usual one.
    static func error(
        _ files: [(name: FileName, words: String)], in directory: String, expected: String, also hint: String? = nil
    ) -> DataError? {
        guard !files.isEmpty else { return nil }
        let named = files.prefix(mostNamed).map { "\($0.name.text) (\($0.words))" }.joined(separator: ", ")
        let rest = files.count > mostNamed ? ", and \(files.count - mostNamed) more" : ""
        return DataError(
            file: directory, expected: expected, got: "\(files.count) files that cannot be used: \(named)\(rest)",
            hint: (hint.map { "\($0); " } ?? "") + "replace files, or move them out of the folder")
    }
}

extension ImageFolder.Trouble {
    /// An image that is whole, and smaller than asked for.
    init(small image: DecodedImage, name: FileName, in directory: String, _ request: DataRequest) {
        let pixels = min(image.width, image.height)
        self.init(
            name: name,
            error: DataError(
                file: "\(directory)/\(name.text)", expected: "at least \(request.side)×\(request.side) pixels",
                got: "\(image.width)×\(image.height)",
                hint: "\(request.hint(forSmallImages: pixels)), or move it out of the folder"),
            words: "\(image.width)×\(image.height) pixels", pixels: pixels)
    }
}
