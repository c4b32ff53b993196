import Tensors

/// Fills the hole with the mean of the training images there: the best constant, which any answer has to beat.
public struct MeanImageFill: HoleFill {
    public let hole: ImageHole
    /// The mean inside the hole, channel by channel: (1, channels·missing pixels).
    public let mean: Matrix<Float>

    /// - Parameters:
    ///   - training: clean images (n, channels·height·width), plane by plane.
    ///   - hole: the pixels to fill.
    /// - Throws: `HoleFillError` where there are no images, or none of the hole's size, or they are not finite.
    public init(training: Matrix<Float>, hole: ImageHole) throws {
        try hole.check(training, "training")
        let inside = hole.gather(hole.missing, of: training)
        var sums = [Double](repeating: 0, count: inside.columns)
        for row in 0..<inside.rows {
            let values = inside.row(row)
            for i in sums.indices { sums[i] += Double(values[i]) }
        }
        self.hole = hole
        mean = Matrix(rows: 1, columns: sums.count, values: sums.map { Float($0 / Double(inside.rows)) })
    }

    public func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        let channels = hole.channels(of: images)
        precondition(channels * hole.missing.count == mean.columns, "images have the channels of those in training")
        let result = images.copy()
        for row in 0..<result.rows { hole.scatter(mean.pointer, into: result.row(row), channels: channels) }
        return result
    }
}
