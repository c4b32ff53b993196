import Foundation
import Stages
import Support

/// Draws figures into a folder so that a reader of the folder sees each figure's old files or its new ones.
struct FigureStudio {
    /// The files that each figure leaves; the frames of its card are further ones.
    static let extensions = ["svg", "pdf", "png", "csv"]

    let run: RunReader
    let folder: URL

    /// The card of a drawn figure, or of one that waits, or that failed and why. Throws `FileError` where the disk fails.
    func draw(_ figure: StudyFigure) throws -> (card: FigureCard, trouble: (any Error)?) {
        let workshop = try ScratchFolder(in: folder, for: "drawing-\(figure.id)")
        let result = try draw(figure, in: workshop.url)
        try workshop.remove()
        return result
    }

    private func draw(
        _ figure: StudyFigure, in workshop: URL
    ) throws -> (card: FigureCard, trouble: (any Error)?) {
        do {
            let drawn = try figure.draw(run: run, into: workshop)
            var card = figure.named(drawn)
            // What a figure does without where it is missing may only have been unreadable.
            if let trouble = run.trouble { throw trouble }
            guard card.state == .drawn else { return (card, nil) }
            if let file = Self.files(of: drawn).first(where: { !isThere($0, in: workshop) }) {
                throw ReportError.missingFigureFile(file)
            }
            card.sha256 = try hashes(card, drawnAs: drawn, in: workshop)
            try move(card, drawnAs: drawn, from: workshop)
            try AtomicFile.write(JSONEncoder.forReports.encode(card), to: cardFile(figure.id))
            return (card, nil)
        } catch let error as RunReaderError where error.isWaiting {
            return (figure.card(.pending("\(error)")), nil)
        } catch {
            if let trouble = FileError.storageTrouble(in: error) { throw trouble }
            return (figure.card(.failed("\(error)")), error)
        }
    }

    /// The card that an earlier drawing left, where its files are still there. Throws `FileError` where the disk fails.
    func keptCard(_ id: String) throws -> FigureCard? {
        let bytes: [UInt8]
        do {
            bytes = try InputFile.contents(of: cardFile(id).path, kind: "a figure's card")
        } catch is DataError { return nil }
        guard let card = try? JSONDecoder().decode(FigureCard.self, from: Data(bytes)), card.id == id,
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
