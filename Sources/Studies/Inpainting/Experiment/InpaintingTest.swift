import Bench
import Optimizees
import Stages
import Tensors
import Unrolled

/// The test images, and what is measured of every method on them.
struct InpaintingTest {
    let images: InpaintingImages
    /// The common reference flow.
    let flow: Flow<Float>
    /// λ of eq. (21).
    let lambda: Double
    let epsilon: Double
    /// y, in [0, 1]: (n, d).
    let clean: Matrix<Float>
    let levels: [Double]
    let seed: UInt64
    let workers: Workers
    /// Images that go through a method at once.
    private static let block = 32

    /// The test images of a draw.
    init(study: InpaintingStudy, draw: Int, context: StageContext) throws {
        let settings = study.settings
        images = try InpaintingImages(study: study, draw: draw, context: context)
        flow = try study.loadReferenceFlow(try context.folder(study.referenceFlow))
        lambda = settings.problem.lambda
        epsilon = settings.constraint.epsilon
        clean = study.tested(images.test)
        levels = settings.evaluation.shifts
        seed = settings.common.drawSeed(draw)
        workers = context.workers
    }

    /// x of the test images plus N(0, level²) on every known pixel, unclamped. Levels share one draw, scaled.
    func masked(level: Double) -> Matrix<Float> { images.masked(Self.noisy(clean, level: level, seed: seed)) }

    /// Test images of a draw's seed plus N(0, level²) on every pixel.
    static func noisy(_ clean: Matrix<Float>, level: Double, seed: UInt64) -> Matrix<Float> {
        let noisy: Matrix<Float> = RandomStream(seed: seed, name: "inpainting/shift").normal(
            rows: clean.rows, columns: clean.columns, standardDeviation: level)
        Float.addScaled(noisy.pointer, clean.pointer, scale: 1, count: clean.count)
        return noisy
    }

    /// A method on masked images, block by block.
    ///
    /// - Throws: `UnusableNumbers` where what it makes of images without noise is not finite, and what `check` throws. Far
    ///   from its data a flow may leave the numbers' range: that is a finding, and its numbers are none.
    func run(_ method: Method, _ masked: Matrix<Float>, level: Double, check: () throws -> Void) throws -> Iterates {
        if method.takesWholeArrays {
            try check()
            return try method.run(masked, array: ExternalRun.array("shift", level))
        }
        var parts: [Iterates] = []
        for rows in Workers.ranges(masked.rows, size: Self.block) {
            try check()
            let part = try method.run(masked.rows(rows), firstRow: rows.lowerBound)
            if level == 0, let at = part.outputs.firstIndex(where: { !$0.isFinite }) {
                throw UnusableNumbers.images("y_\(part.layers[at]) of test images with noise of p = \(level)")
            }
            parts.append(part)
        }
        let layers = parts[0].layers
        return Iterates(
            layers: layers, outputs: layers.indices.map { at in Self.joined(parts.map { $0.outputs[at] }) },
            latents: layers.indices.map { at in
                parts[0].latents[at] == nil ? nil : parts.flatMap { $0.latents[at] ?? [] }
            })
    }

    private static func joined(_ parts: [Matrix<Float>]) -> Matrix<Float> {
        let result = Matrix<Float>(rows: parts.reduce(0) { $0 + $1.rows }, columns: parts[0].columns)
        var row = 0
        for part in parts {
            result.row(row).update(from: part.pointer, count: part.count)
            row += part.rows
        }
        return result
    }

    /// ‖h_ref(y)‖ of each image.
    func referenceLatents(_ y: Matrix<Float>) -> [Double] {
        let standardised = images.standardised(y)
        return Workers.ranges(y.rows, size: Self.block).flatMap { rows in
            FlowBatch(flow, images: rows.count, memory: nil, workers: workers).encode(standardised.rows(rows)).latents
                .rowNorms()
        }
    }

    /// Root mean square of (a − b − c + d)/2 over all 2×2 squares of each image: what a chequerboard shows up in.
    func chequer(_ y: Matrix<Float>) -> [Double] {
        let (width, height) = (images.shape.width, images.shape.height)
        return (0..<y.rows).map { n in
            let image = UnsafePointer(y.row(n))
            var total = 0.0
            for plane in 0..<images.shape.channels {
                for row in 0..<height - 1 {
                    let line = image + plane * images.shape.pixels + row * width
                    for column in 0..<width - 1 {
                        let detail = line[column] - line[column + 1] - line[column + width] + line[column + width + 1]
                        total += Double(detail * detail) / 4
                    }
                }
            }
            return (total / Double(images.shape.channels * (width - 1) * (height - 1))).squareRoot()
        }
    }
}
