import Foundation
import Stages
import Support

extension FigureStudio {
    /// A figure's card, and whether the figure was drawn now.
    struct Result {
        var card: FigureCard
        var isNew: Bool
        /// Why it failed.
        var trouble: (any Error)?
    }

    /// Draws the figures whose ids are in `selection` (all of them for nil) on all threads; the others keep what was
    /// drawn before. The results are in the order of `figures`, whatever the threads do. Throws `FileError`, that of
    /// the first figure that has one.
    func draw(_ figures: [StudyFigure], selection: Set<String>?) throws -> [Result] {
        try Leftovers.remove(in: folder)
        let results = Slots<Swift.Result<Result, any Error>>(count: figures.count)
        DetachedThread.concurrently(figures.count) { index in
            results[index] = Swift.Result { try result(figures[index], selection: selection) }
        }
        return try results.all.map { try $0.get() }
    }

    private func result(_ figure: StudyFigure, selection: Set<String>?) throws -> Result {
        guard selection?.contains(figure.id) ?? true else {
            return Result(
                card: try keptCard(figure.id) ?? figure.card(.pending(RenderSummary.notAskedFor)), isNew: false)
        }
        let (card, trouble) = try draw(figure)
        return Result(card: card, isNew: card.state == .drawn, trouble: trouble)
    }
}

/// Places for the results of work on several threads.
///
/// Sendable since the lock guards all use of the values.
private final class Slots<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var values: [Value?]

    init(count: Int) { values = Array(repeating: nil, count: count) }

    subscript(index: Int) -> Value? {
        get { lock.withLock { values[index] } }
        set { lock.withLock { values[index] = newValue } }
    }

    var all: [Value] { lock.withLock { values.compactMap { $0 } } }
}
