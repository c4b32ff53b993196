import Foundation
import Plotting
import Support

/// A figure as two runs drew it.
struct FigurePair {
    /// The stem of its files.
    let id: String
    /// Nil where the run has no such figure.
    let first, second: ComparedFigure?
    /// The numbers that both tables have; nil where one of them has no table.
    let numbers: NumberChanges?
    /// The two over each other, as an SVG; nil where they are not.
    let overlay: Data?
    /// What the overlay leaves out, or why there is none: sentences.
    let remarks: [String]
    /// What went wrong with a table or with the overlay.
    let troubles: [any Error]

    /// Whether there are two versions to show.
    var isShown: Bool { first != nil && second != nil && !isSame }

    /// Whether both tables are the same bytes.
    var isSame: Bool {
        guard let first, let second, troubles.isEmpty else { return false }
        return first.fingerprint == second.fingerprint
    }

    /// Whether all that both tables have is the same, and one of them has more: lines were added, or taken away.
    var differsByLinesAlone: Bool {
        guard !isSame, let numbers, numbers.unmatched > 0, !numbers.all.isEmpty else { return false }
        return numbers.all.allSatisfy { $0.first.description == $0.second.description }
    }

    /// The name of the file of the overlay, without its ending.
    var overlayID: String { Self.overlayID(id) }

    private static func overlayID(_ id: String) -> String { "overlay-\(id)" }

    /// Compares, and draws the overlay. Throws `FileError` where the disk fails.
    init(_ id: String, first: ComparedFigure?, second: ComparedFigure?, names: [String]) throws {
        (self.id, self.first, self.second) = (id, first, second)
        var troubles = [first, second].compactMap { $0?.damage }
        guard let first, let second, troubles.isEmpty else {
            (numbers, overlay, self.troubles) = (nil, nil, troubles)
            remarks =
                troubles.isEmpty ? [] : ["A table is damaged: \(troubles.map { "\($0)" }.joined(separator: "; "))."]
            return
        }
        numbers = NumberChanges(first, second)
        guard first.fingerprint != second.fingerprint else {
            (overlay, remarks, self.troubles) = (nil, [], [])
            return
        }
        guard let one = first.drawing, let other = second.drawing else {
            let older = zip(["A", "B"], [first, second]).filter { $0.1.drawing == nil }.map(\.0)
            remarks = [
                "Not drawn over each other: in \(older.joined(separator: " and ")) the figure’s axes are not kept. "
                    + "`downhill render` draws it again with them."
            ]
            (overlay, self.troubles) = (nil, [])
            return
        }
        let over = Overlay(
            id: Self.overlayID(id), title: "\(first.number), both runs",
            summary: "The curves of both runs in one drawing: those of A are solid, those of B dashed.", first: one,
            second: other, names: names)
        var (svg, said): (Data?, [String]) = (nil, over.remarks)
        do {
            svg = try over.figure?.svg()
        } catch {
            if let trouble = FileError.storageTrouble(in: error) { throw trouble }
            troubles.append(error)
            said = ["Not drawn over each other: \(error)."]
        }
        (overlay, remarks, self.troubles) = (svg, said, troubles)
    }
}
