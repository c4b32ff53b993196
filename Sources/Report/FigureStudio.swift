import Foundation
import Stages

/// Draws figures into a folder so that a reader of the folder sees each figure's old files or its new ones.
struct FigureStudio {
    /// The files that each figure leaves.
    static let extensions = ["svg", "pdf", "png", "csv"]

    let run: RunReader
    let folder: URL

    /// The card of a drawn figure, or of one that waits or failed. Throws only where the folder cannot be written.
    func draw(_ figure: any ReportFigure.Type) throws -> FigureCard {
        let files = FileManager.default
        let workshop = folder.appendingPathComponent(".drawing-\(figure.id)-\(getpid())", isDirectory: true)
        try? files.removeItem(at: workshop)
        do {
            try files.createDirectory(at: workshop, withIntermediateDirectories: true)
        } catch {
            throw StoreError("make the folder", workshop.path, reason: error.localizedDescription)
        }
        defer { try? files.removeItem(at: workshop) }
        do {
            let card = try figure.init().draw(run: run, into: workshop)
            guard card.state == .drawn else { return card }
            for file in Self.extensions.map({ "\(figure.id).\($0)" }) {
                guard files.fileExists(atPath: workshop.appendingPathComponent(file).path) else {
                    return figure.card(.failed("\(ReportError.missingFigureFile(file))"))
                }
            }
            for file in Self.extensions.map({ "\(figure.id).\($0)" }) {
                let target = folder.appendingPathComponent(file)
                guard rename(workshop.appendingPathComponent(file).path, target.path) == 0 else {
                    throw StoreError("move a figure to", target.path)
                }
            }
            try AtomicFile.write(JSONEncoder.forReports.encode(card), to: cardFile(figure.id))
            return card
        } catch let error as RunReaderError {
            return figure.card(.pending("\(error)"))
        } catch let error as StoreError {
            throw error
        } catch {
            return figure.card(.failed("\(error)"))
        }
    }

    /// The card that an earlier drawing left, where its files are still there.
    func keptCard(_ id: String) -> FigureCard? {
        let files = Self.extensions.map { folder.appendingPathComponent("\(id).\($0)").path }
        guard files.allSatisfy(FileManager.default.fileExists), let data = try? Data(contentsOf: cardFile(id)) else {
            return nil
        }
        return try? JSONDecoder().decode(FigureCard.self, from: data)
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
