import Foundation
import Stages
import Support

extension FigureStudio {
    /// All files of a drawn figure, relative to the figures' folder.
    static func files(of card: FigureCard) -> [String] {
        extensions.map { "\(card.id).\($0)" } + pieces(of: card) + (card.frames?.frames.map(\.file) ?? [])
    }

    /// The files of a figure's forms that are one column wide.
    static func pieces(of card: FigureCard) -> [String] {
        card.pieces.flatMap { piece in FigureCard.pieceFormats.map { "\(piece).\($0.rawValue)" } }
    }

    func isThere(_ file: String, in folder: URL) -> Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path)
    }

    /// SHA-256 of a figure's files, which still have the names that they were drawn by. Throws `FileError`.
    func hashes(_ card: FigureCard, drawnAs drawn: FigureCard, in workshop: URL) throws -> [String: String] {
        let pairs = try zip(Self.files(of: card), Self.files(of: drawn)).map { name, file in
            var fingerprint = Fingerprint()
            try fingerprint.add(InputFile(workshop.appendingPathComponent(file).path, kind: "a figure's file"))
            return (name, fingerprint.hexadecimal)
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// Puts a figure's files into their places, each at once, and removes images that an earlier drawing left and this one
    /// has not. Throws `FileError`.
    func move(_ card: FigureCard, drawnAs drawn: FigureCard, from workshop: URL) throws {
        let frames = folder.appendingPathComponent(FrameFolder.name(card.id), isDirectory: true)
        if card.frames != nil { try FileSystem.makeFolder(frames) }
        for (name, file) in zip(Self.files(of: card), Self.files(of: drawn)) {
            let target = folder.appendingPathComponent(name)
            guard rename(workshop.appendingPathComponent(file).path, target.path) == 0 else {
                throw FileError("move a figure to", target.path)
            }
        }
        let kept = Set(Self.files(of: card).map { folder.appendingPathComponent($0).lastPathComponent })
        for name in try FileSystem.names(in: folder) where isPiece(name, of: card.id) && !kept.contains(name) {
            try FileSystem.remove(folder.appendingPathComponent(name))
        }
        for name in try FileSystem.names(in: frames) where !kept.contains(name) {
            try FileSystem.remove(frames.appendingPathComponent(name))
        }
        if card.frames == nil { try FileSystem.remove(frames) }
    }

    /// Whether a file has the name of a form one column wide of the figure `id`: figure-3-a.pdf, figure-5-column.svg.
    private func isPiece(_ name: String, of id: String) -> Bool {
        guard name.hasPrefix("\(id)-"), let format = name.split(separator: ".").last,
            FigureCard.pieceFormats.contains(where: { $0.rawValue == format })
        else { return false }
        let piece = name.dropFirst(id.count + 1).dropLast(format.count + 1)
        return piece == "column" || piece.count == 1
    }
}
