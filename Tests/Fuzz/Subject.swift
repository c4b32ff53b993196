import Foundation

/// A kind of input: good files of it, and what the program is asked to do with a damaged one.
struct Subject: Sendable {
    /// A good file.
    struct Seed: Sendable {
        let name: String
        let bytes: [UInt8]
    }

    /// For `--only` and the table.
    let name: String
    /// Good files; each case damages one of them.
    let seeds: [Seed]
    /// Cases of this kind for each of an ordinary one: below 1 for slow ones.
    var weight = 1.0
    /// Puts a damaged `seed` into its place in a worker's own folder, and returns the program's arguments.
    let place: @Sendable (_ seed: Seed, _ damaged: [UInt8], _ folder: URL) throws -> [String]
    /// What is wrong with what the program wrote although it ended with 0; nil where nothing is.
    var check: @Sendable (_ folder: URL) throws -> String? = { _ in nil }
    /// Puts the folder back to what it was.
    var restore: @Sendable (_ seed: Seed, _ folder: URL) throws -> Void = { _, _ in }

    /// The files of a folder of the corpus, sorted by name.
    static func corpus(_ folder: String) throws -> [Seed] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Corpus/\(folder)")
        return try FileManager.default.contentsOfDirectory(atPath: root.path).sorted().map {
            Seed(name: $0, bytes: [UInt8](try Data(contentsOf: root.appendingPathComponent($0))))
        }
    }
}

extension Array where Element == UInt8 {
    /// Writes the bytes over whatever is at `url`, and makes its folder.
    func write(to url: URL) throws {
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(self).write(to: url)
    }
}
