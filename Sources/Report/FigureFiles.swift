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
                return File(name: name, bytes: size)
            }
            return (card, files)
        }
    }

    /// All files.
    var all: [File] { figures.flatMap(\.files) }

    /// Writes MANIFEST.csv with a row for each file into `folder`, atomically. Throws `FileError`.
    func writeManifest(to folder: URL) throws {
        var table = Table(columns: ["file", "bytes"], source: "MANIFEST.csv")
        for file in all { table.append([file.name, file.bytes]) }
        try table.write(to: folder.appendingPathComponent("MANIFEST.csv"))
    }
}
