import Foundation
import Stages
import Support

/// Draws figures into a folder so that a reader of the folder sees each figure's old files or its new ones.
struct FigureStudio {
    /// The files that each figure leaves; the frames of its card are further ones.
    static let extensions = ["svg", "pdf", "png", "csv"]

    let run: RunReader
    let folder: URL

    /// The card of a drawn figure, or of one that waits, or that failed and why. Throws only where the folder cannot be
    /// written.
    func draw(_ figure: any ReportFigure.Type) throws -> (card: FigureCard, trouble: (any Error)?) {
        let files = FileManager.default
        let workshop = folder.appendingPathComponent(".drawing-\(figure.id)-\(getpid())", isDirectory: true)
        try? files.removeItem(at: workshop)
        do {
            try files.createDirectory(at: workshop, withIntermediateDirectories: true)
        } catch {
            throw FileError("make the folder", workshop.path, reason: error.localizedDescription)
        }
        defer { try? files.removeItem(at: workshop) }
        do {
            let card = try figure.draw(run: run, into: workshop)
            guard card.state == .drawn else { return (card, nil) }
            if let file = Self.files(of: card).first(where: { !isThere($0, in: workshop) }) {
                throw ReportError.missingFigureFile(file)
            }
            try move(card, from: workshop)
            try AtomicFile.write(JSONEncoder.forReports.encode(card), to: cardFile(figure.id))
            return (card, nil)
        } catch let error as RunReaderError where error.isWaiting {
            return (figure.card(.pending("\(error)")), nil)
        } catch let error as FileError {
            throw error
        } catch {
            return (figure.card(.failed("\(error)")), error)
        }
    }

    /// The card that an earlier drawing left, where its files are still there.
    func keptCard(_ id: String) -> FigureCard? {
        guard let data = try? Data(contentsOf: cardFile(id)),
            let card = try? JSONDecoder().decode(FigureCard.self, from: data), card.id == id,
            Self.files(of: card).allSatisfy({ isThere($0, in: folder) })
        else { return nil }
        return card
    }

    private func cardFile(_ id: String) -> URL { folder.appendingPathComponent("\(id).json") }
}

extension JSONEncoder {
    /// Sorted, readable, and safe for numbers that are not finite.
    static var forReports: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        return encoder
    }
}
