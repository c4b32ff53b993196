import Datasets
import Descent
import Optimizees
import Stages
import Tensors
import Unrolled

/// The images of the study in the coordinates in which flows work: y' = (y − m)/s, with m the training images' mean image
/// (and its mirror image's, where training mirrors) and s one standard deviation for all pixels. An affine map that each
/// flow could hold itself.
struct InpaintingImages {
    /// m: (1, d).
    let mean: Matrix<Float>
    /// s.
    let deviation: Double
    let shape: ImageShape
    let hole: [Bool]
    /// y of each set, in [0, 1]: (n, d).
    let train: Matrix<Float>
    let validation: Matrix<Float>
    let test: Matrix<Float>

    init(study: InpaintingStudy, context: StageContext) throws {
        let folder = Folder(try context.input("data/inpainting"))
        (shape, hole) = (study.shape, study.hole)
        let train = try folder.matrix("train.npy")
        self.train = train
        validation = try folder.matrix("validation.npy")
        test = try folder.matrix("test.npy")
        let mean = Self.mean(train, shape: shape, mirrored: study.settings.bool("inpainting.training.flips"))
        let total = (0..<train.rows).reduce(0.0) {
            $0 + Float.squaredDistance(train.row($1), mean.pointer, count: train.columns)
        }
        self.mean = mean
        deviation = max(1e-6, (total / Double(max(1, train.count))).squareRoot())
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
    func standardised(_ images: Matrix<Float>) -> Matrix<Float> {
        let result = Matrix<Float>(rows: images.rows, columns: images.columns)
        let scale = Float(1 / deviation)
        for n in 0..<images.rows {
            Float.addScaledDifference(
                result.row(n), images.row(n), mean.pointer, scale: scale, count: images.columns)
        }
        return result
    }

    /// y of standardised images.
    func images(_ standardised: Matrix<Float>) -> Matrix<Float> {
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
    func masked(_ images: Matrix<Float>) -> Matrix<Float> {
        let result = images.copy()
        for run in holeRuns {
            for n in 0..<result.rows { (result.row(n) + run.lowerBound).update(repeating: 0, count: run.count) }
        }
        return result
    }

    /// Ranges of columns that are hidden.
    var holeRuns: [Range<Int>] {
        var result: [Range<Int>] = []
        for i in 0..<shape.count where hole[i % shape.pixels] {
            if let last = result.last, last.upperBound == i {
                result[result.count - 1] = last.lowerBound..<i + 1
            } else {
                result.append(i..<i + 1)
            }
        }
        return result
    }

    /// Clean images of a set as a batch: x' of the masked ones, y' of the clean ones.
    func batch(_ images: Matrix<Float>) -> Batch<Float> {
        Batch(inputs: standardised(masked(images)), optima: standardised(images))
    }

    /// Images to learn from, which `MirrorAndMask` masks batch by batch.
    var trainingBatch: Batch<Float> {
        let images = standardised(train)
        return Batch(inputs: images, optima: images)
    }
}

/// Mirrors half of a batch's images, and then hides the hole in what the network is fed.
struct MirrorAndMask: Augmentation {
    let shape: ImageShape
    let mirrors: Bool
    /// x' in the hole: a zero of the image in standardised coordinates.
    let hidden: Matrix<Float>
    let runs: [Range<Int>]

    init(_ images: InpaintingImages, mirrors: Bool) {
        shape = images.shape
        self.mirrors = mirrors
        hidden = images.standardised(Matrix(rows: 1, columns: images.shape.count))
        runs = images.holeRuns
    }

    func augment(_ batch: Batch<Float>, _ stream: RandomStream) -> Batch<Float> {
        var stream = stream
        let (images, inputs) = (batch.optima, batch.inputs)
        for n in 0..<images.rows {
            if mirrors, stream.below(2) == 1 {
                ImageFlip.mirror(
                    images.row(n), height: shape.height, width: shape.width, channels: shape.channels)
            }
            inputs.row(n).update(from: images.row(n), count: images.columns)
            for run in runs {
                (inputs.row(n) + run.lowerBound).update(from: hidden.pointer + run.lowerBound, count: run.count)
            }
        }
        return batch
    }
}
