import Bench
import Descent
import Stages
import Tensors
import Unrolled

/// The images of the study in the coordinates in which flows work: y' = (y − m)/s, with m the training images' mean image
/// (and its mirror image's, where training mirrors) and s one standard deviation for all pixels. An affine map that each
/// flow could hold itself.
package struct InpaintingImages {
    /// m: (1, d).
    package let mean: Matrix<Float>
    /// s.
    package let deviation: Double
    /// What masked images are multiplied by before a network sees them.
    package let inputScale: Double
    package let shape: ImageShape
    package let hole: [Bool]
    /// y of each set, in [0, 1]: (n, d).
    package let train: Matrix<Float>
    package let validation: Matrix<Float>
    package let test: Matrix<Float>

    /// The images of a draw.
    init(study: InpaintingStudy, draw: Int, context: StageContext) throws {
        let folder = try context.folder(study.names.data(draw: draw))
        self.init(
            train: try folder.matrix("train.npy"), validation: try folder.matrix("validation.npy"),
            test: try folder.matrix("test.npy"), shape: study.shape, hole: study.hole,
            mirrors: study.settings.training.flips)
    }

    /// - Parameters:
    ///   - train: images that set m and s; the others are the other two sets.
    ///   - hole: for each pixel of a plane whether it is hidden.
    ///   - mirrors: whether training mirrors images.
    package init(
        train: Matrix<Float>, validation: Matrix<Float>, test: Matrix<Float>, shape: ImageShape, hole: [Bool],
        mirrors: Bool
    ) {
        (self.shape, self.hole) = (shape, hole)
        (self.train, self.validation, self.test) = (train, validation, test)
        let mean = Self.mean(train, shape: shape, mirrored: mirrors)
        let total = (0..<train.rows).reduce(0.0) {
            $0 + Float.squaredDistance(train.row($1), mean.pointer, count: train.columns)
        }
        self.mean = mean
        inputScale = 1
        deviation = max(1e-6, (total / Double(max(1, train.count))).squareRoot())
    }

    /// The same images as the authors' code takes them: as they are (m = 0, s = 1), and its networks' input 255/256 as
    /// bright, since it counts 256 grey levels where there are 255 steps between them.
    package var asTheyAre: InpaintingImages { InpaintingImages(asTheyAre: self) }

    /// The images in the coordinates in which networks of these semantics work.
    func coordinates(of semantics: GlowProxSettings.Semantics) -> InpaintingImages {
        semantics == .authors ? asTheyAre : self
    }

    private init(asTheyAre images: InpaintingImages) {
        (shape, hole) = (images.shape, images.hole)
        (train, validation, test) = (images.train, images.validation, images.test)
        (mean, deviation, inputScale) = (Matrix(rows: 1, columns: images.shape.count), 1, 255.0 / 256)
    }

    private static func mean(_ images: Matrix<Float>, shape: ImageShape, mirrored: Bool) -> Matrix<Float> {
        var sums = [Double](repeating: 0, count: shape.count)
        for n in 0..<images.rows { for (i, value) in images.rowValues(n).enumerated() { sums[i] += Double(value) } }
        let all = sums.map { $0 / Double(max(1, images.rows)) }
        func mirror(_ i: Int) -> Int { i - i % shape.width + shape.width - 1 - i % shape.width }
        return Matrix(
            rows: 1, columns: shape.count,
            values: all.indices.map { Float(mirrored ? 0.5 * (all[$0] + all[mirror($0)]) : all[$0]) })
    }

    /// y' of images.
    package func standardised(_ images: Matrix<Float>) -> Matrix<Float> {
        let result = Matrix<Float>(rows: images.rows, columns: images.columns)
        let scale = Float(1 / deviation)
        for n in 0..<images.rows {
            Float.addScaledDifference(
                result.row(n), images.row(n), mean.pointer, scale: scale, count: images.columns)
        }
        return result
    }

    /// x' of masked images.
    package func input(_ masked: Matrix<Float>) -> Matrix<Float> {
        let result = standardised(masked)
        if inputScale != 1 { Float.scaleByOnePlus(Float(inputScale - 1), result.pointer, count: result.count) }
        return result
    }

    /// y of standardised images.
    package func images(_ standardised: Matrix<Float>) -> Matrix<Float> {
        let result = Matrix<Float>(rows: standardised.rows, columns: standardised.columns)
        for n in 0..<result.rows {
            Float.addScaled(result.row(n), mean.pointer, scale: 1, count: result.columns)
            Float.addScaled(result.row(n), standardised.row(n), scale: Float(deviation), count: result.columns)
        }
        return result
    }

    /// max |g(h(y)) − y| over images y in [0, 1], in grey levels of 0…1: rounding alone where g is the inverse of h.
    func inverseError(_ flow: Flow<Float>, _ y: Matrix<Float>, workers: Workers) -> Double {
        let standardised = standardised(y)
        let batch = FlowBatch(flow, images: y.rows, memory: nil, workers: workers)
        let again = batch.decode(batch.encode(standardised).latents)
        return deviation
            * (0..<again.rows).reduce(0.0) { worst, n in
                zip(again.rowValues(n), standardised.rowValues(n)).reduce(worst) { max($0, Double(abs($1.0 - $1.1))) }
            }
    }

    /// x = A·y of images: zero in the hole.
    package func masked(_ images: Matrix<Float>) -> Matrix<Float> {
        let result = images.copy()
        for run in holeRuns {
            for n in 0..<result.rows { (result.row(n) + run.lowerBound).update(repeating: 0, count: run.count) }
        }
        return result
    }

    /// Ranges of columns that are hidden.
    var holeRuns: [Range<Int>] { FlagRuns.ranges(of: true, in: hole, planes: shape.channels) }

    /// Clean images of a set as a batch: x' of the masked ones, y' of the clean ones.
    package func batch(_ images: Matrix<Float>) -> Batch<Float> {
        Batch(inputs: input(masked(images)), optima: standardised(images))
    }

    /// Images to learn from, which `MirrorAndMask` masks batch by batch.
    package var trainingBatch: Batch<Float> {
        let images = standardised(train)
        return Batch(inputs: images, optima: images)
    }
}
