import Foundation
import Tensors

extension SceneLayout {
    /// A scene of another kind: the outlines of one or two polygons with 3 to 6 corners, of about as many pixels as the others fill.
    /// Whether each pixel is one of theirs, row by row; what leaves the image is cut off.
    ///
    /// - Parameters:
    ///   - side: height and width.
    ///   - stream: the scene's own random numbers.
    public static func outlines(side: Int, stream: inout RandomStream) -> [Bool] {
        var isPainted = [Bool](repeating: false, count: side * side)
        let length = Double(side)
        for _ in 0..<1 + stream.below(2) {
            let (x, y) = (length * (0.2 + 0.6 * stream.uniform()), length * (0.2 + 0.6 * stream.uniform()))
            let (corners, turn) = (3 + stream.below(4), 2 * .pi * stream.uniform())
            let points = (0..<corners).map { corner -> (x: Double, y: Double) in
                let angle = turn + 2 * .pi * (Double(corner) + 0.6 * stream.uniform()) / Double(corners)
                let radius = length * (0.12 + 0.14 * stream.uniform())
                return (x + radius * cos(angle), y + radius * sin(angle))
            }
            for (from, to) in zip(points, points.dropFirst() + points.prefix(1)) {
                let steps = 2 * max(1, Int(hypot(to.x - from.x, to.y - from.y)))
                for step in 0...steps {
                    let t = Double(step) / Double(steps)
                    let column = Int((from.x + t * (to.x - from.x)).rounded(.down))
                    let row = Int((from.y + t * (to.y - from.y)).rounded(.down))
                    if (0..<side).contains(column), (0..<side).contains(row) { isPainted[row * side + column] = true }
                }
            }
        }
        return isPainted
    }
}
