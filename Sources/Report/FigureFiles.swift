import Foundation
import Stages
import Support

/// The files of the drawn figures: what to put into an archive for a paper.
struct FigureFiles {
    /// A file that is there.
    struct File {
        /// Its place relative to the figures' folder.
        var name: String
        var bytes: Int
        /// As it was drawn; nil where the card does not say it.
        var sha256: String?
    }

    /// Each drawn figure's files, in the order of the report.
    let figures: [(card: FigureCard, files: [File])]

    /// Looks up the files of `cards` in `folder`; those that are not there are left out.
    init(_ cards: [FigureCard], in folder: URL) {
        figures = cards.filter { $0.state == .drawn }.map { card in
            let files = FigureStudio.files(of: card).compactMap { name -> File? in
                let path = folder.appendingPathComponent(name).path
                guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
                    return nil
                }
                return File(name: name, bytes: size, sha256: card.sha256?[name])
            }
            return (card, files)
        }
    }

    /// All files.
    var all: [File] { figures.flatMap(\.files) }

    /// Writes MANIFEST.csv with a row for each file, and its SHA-256 as it was drawn, into `folder`, atomically. Throws `FileError`.
    func writeManifest(to folder: URL) throws {
        var table = Table(columns: ["file", "bytes", "sha256"], source: "MANIFEST.csv")
        for file in all { table.append([file.name, file.bytes, file.sha256]) }
        try table.write(to: folder.appendingPathComponent("MANIFEST.csv"))
    }
}
