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

/// Fills the hole with the linear function of all known pixels, of all channels, that predicts the training images best:
/// ridge regression with an intercept, its strength chosen on validation images.
public struct RidgeFill: HoleFill {
    /// Candidates in units of the mean eigenvalue of the known pixels' covariance, in decades.
    public static let strengths = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]

    public let hole: ImageHole
    /// From the known pixels to the missing ones, both channel by channel.
    public let regression: RidgeRegression
    /// For each candidate the mean over validation images of the distance inside the hole, ‖·‖₂.
    public let distances: [Double]

    /// - Parameters:
    ///   - training: clean images (n, channels·height·width), plane by plane.
    ///   - validation: others of the same size.
    ///   - hole: the pixels to fill.
    ///   - strengths: candidates, each > 0.
    /// - Throws: `HoleFillError` where images are missing, of another size or not finite; `LassoError` where a strength
    ///   is out of range.
    public init(
        training: Matrix<Float>, validation: Matrix<Float>, hole: ImageHole, strengths: [Double] = Self.strengths
    ) throws {
        try hole.check(training, "training")
        try hole.check(validation, "validation")
        guard validation.columns == training.columns else {
            throw HoleFillError.images(
                what: "validation", expected: "of \(training.columns) numbers, as in training",
                got: "\(validation.columns)")
        }
        func halves(_ images: Matrix<Float>) -> (x: Matrix<Float>, y: Matrix<Float>) {
            (hole.gather(hole.known, of: images), hole.gather(hole.missing, of: images))
        }
        self.hole = hole
        (regression, distances) = try RidgeRegression.choose(
            strengths, train: halves(training), validation: halves(validation))
    }

    public func fill(_ images: Matrix<Float>, workers: Workers) -> Matrix<Float> {
        let channels = hole.channels(of: images)
        precondition(
            channels * hole.known.count == regression.weights.columns, "images have the channels of those in training")
        let result = images.copy()
        let shards = Workers.ranges(images.rows, size: 64)
        workers.forEach(shards.count) { shard, _ in
            let part = result.view(rows: shards[shard])
            let inside = regression.predict(hole.gather(hole.known, of: part))
            for row in 0..<part.rows { hole.scatter(inside.row(row), into: part.row(row), channels: channels) }
        }
        return result
    }
}
