import Foundation
import Stages

/// A figure as one study has it: drawn of the study that it is written for, or of that study's repetition on a second set of
/// images.
public struct StudyFigure: Sendable {
    private let kind: any ReportFigure.Type
    /// The study that it is written for, and the one that it is drawn of; nil where they are the same.
    private let repetition: (of: String, by: String)?

    /// A figure.
    init(_ kind: any ReportFigure.Type, repetition: (of: String, by: String)? = nil) {
        (self.kind, self.repetition) = (kind, repetition)
    }

    /// The stem of its files and its anchor on the page: "figure-3", "figure-3-sparse2".
    public var id: String { repetition.map { Self.id(kind.id, of: $0.by) } ?? kind.id }

    /// The id of a repeated study's figure.
    static func id(_ id: String, of repetition: String) -> String { "\(id)-\(repetition)" }

    /// Prefixes of the names of the stages that it draws from.
    public var needs: [String] {
        kind.needs.map(own)
    }

    private func own(_ stage: String) -> String {
        repetition.map { StudyDescription.stage(stage, of: $0.of, for: $0.by) } ?? stage
    }

    /// Whether it draws from a stage.
    public func reads(_ stage: String) -> Bool {
        needs.contains { need in
            // "data/sparse" is not about "data/sparse2/draw-1".
            stage == need || stage.hasPrefix(["/", "-"].contains(need.last) ? need : "\(need)/")
        }
    }

    /// The card of a figure that is not drawn.
    func card(_ state: FigureCard.State) -> FigureCard { named(kind.card(state)) }

    /// Draws it into a folder, by the names of the figure as it is written. Throws as `ReportFigure.draw`.
    func draw(run: RunReader, into folder: URL) throws -> FigureCard {
        try kind.draw(run: repetition.map { run.showing($0.by, for: $0.of) } ?? run, into: folder)
    }

    /// What is said of the figure as it is written, said of this one.
    func named(_ card: FigureCard) -> FigureCard {
        guard repetition != nil else { return card }
        func renamed(_ file: String) -> String { id + file.dropFirst(card.id.count) }
        var named = card
        named.id = id
        named.number = "\(card.number), second images"
        if !card.caption.isEmpty { named.caption = "On the second set of images. \(card.caption)" }
        named.pieces = card.pieces.map(renamed)
        named.stages = card.stages.map(own)
        named.frames?.frames = (card.frames?.frames ?? []).map { frame in
            var frame = frame
            frame.file = renamed(frame.file)
            return frame
        }
        return named
    }
}
