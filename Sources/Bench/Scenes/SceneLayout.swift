import Foundation
import Tensors

/// Where a made-up scene reflects and how strongly, as a radar might see it: 3 to 8 isolated scatterers, and 1 to 3 extended
/// targets (a line, the outline of a rectangle, an arc of an ellipse), each with a power of its own between −6 and 3 dB.
public enum SceneLayout {
    /// The standard deviation of each pixel's amplitude, row by row; what leaves the image is cut off.
    ///
    /// - Parameters:
    ///   - side: height and width.
    ///   - scatterer: the standard deviation of an isolated scatterer.
    ///   - stream: the scene's own random numbers.
    public static func deviations(side: Int, scatterer: Double = 1, stream: inout RandomStream) -> [Double] {
        var deviations = [Double](repeating: 0, count: side * side)
        func paint(_ x: Double, _ y: Double, _ deviation: Double) {
            let (column, row) = (Int(x.rounded(.down)), Int(y.rounded(.down)))
            if (0..<side).contains(column), (0..<side).contains(row) { deviations[row * side + column] = deviation }
        }
        let length = Double(side)
        for _ in 0..<1 + stream.below(3) {
            let deviation = pow(10, (-6 + 9 * stream.uniform()) / 20)
            let (x, y) = (length * stream.uniform(), length * stream.uniform())
            switch stream.below(3) {
            case 0:
                let (angle, reach) = (2 * .pi * stream.uniform(), length * (0.25 + 0.5 * stream.uniform()))
                for t in stride(from: 0, through: reach, by: 0.5) {
                    paint(x + t * cos(angle), y + t * sin(angle), deviation)
                }
            case 1:
                let (width, height) = (length * (0.2 + 0.3 * stream.uniform()), length * (0.2 + 0.3 * stream.uniform()))
                for t in stride(from: 0, through: 1, by: 0.5 / length) {
                    paint(x + t * width, y, deviation)
                    paint(x + t * width, y + height, deviation)
                    paint(x, y + t * height, deviation)
                    paint(x + width, y + t * height, deviation)
                }
            default:
                let (a, b) = (length * (0.12 + 0.25 * stream.uniform()), length * (0.12 + 0.25 * stream.uniform()))
                let (start, extent) = (2 * .pi * stream.uniform(), .pi * (0.5 + stream.uniform()))
                for t in stride(from: 0, through: 1, by: 0.2 / length) {
                    paint(x + a * cos(start + t * extent), y + b * sin(start + t * extent), deviation)
                }
            }
        }
        for _ in 0..<3 + stream.below(6) { paint(length * stream.uniform(), length * stream.uniform(), scatterer) }
        return deviations
    }
}
