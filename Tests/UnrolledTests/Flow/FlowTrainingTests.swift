import Tensors
import Testing
import Unrolled

#if canImport(Glibc)
    import Glibc
#endif

/// log of the standard library's mathematics, under a name that no closure shadows.
func logOf(_ x: Double) -> Double { log(x) }

@Suite struct FlowTrainingTests {
    typealias Variant = FlowFixture.Variant
    static let memories: [FlowMemory] = [
        .recompute, .checkpoints(every: 1), .checkpoints(every: 3), .checkpoints(every: 9),
    ]

    /// Latents' or images' gradient, then the parameters', of one pass with one kind of memory.
    func gradients<Scalar: FlowScalar>(
        _ variant: Variant, _ memory: FlowMemory, _ direction: FlowDirection, threads: Int = 1, images: Int = 7,
        as type: Scalar.Type
    ) throws -> [Matrix<Scalar>] {
        let flow = try FlowFixture.flow(variant, moved: 0.1, as: Scalar.self)
        let x: Matrix<Scalar> = FlowFixture.random("x", rows: images, columns: flow.dimension)
        let c: Matrix<Scalar> = FlowFixture.random("c", rows: images, columns: flow.dimension)
        let batch = FlowBatch(flow, images: images, memory: memory, workers: Workers(count: threads))
        let gradient = Matrix<Scalar>(rows: 1, columns: flow.parameterCount)
        if direction == .encode {
            let (latents, determinants) = batch.encode(x)
            let back = batch.encodeBackward(
                latentGradient: c, logDeterminantGradient: (0..<images).map { 0.1 * Double($0) }, gradient: gradient)
            let row = Matrix(rows: 1, columns: images, values: determinants.map { Scalar($0) })
            return [latents, row, back, gradient]
        }
        let image = batch.decode(x)
        return [image, batch.decodeBackward(imageGradient: c, gradient: gradient), gradient]
    }

    @Test(arguments: Variant.allCases, FlowDirection.both)
    func everyMemoryGivesTheSameGradients(variant: Variant, direction: FlowDirection) throws {
        let stored = try gradients(variant, .store, direction, as: Float.self)
        for memory in Self.memories {
            let other = try gradients(variant, memory, direction, as: Float.self)
            for (a, b) in zip(stored, other) {
                #expect(FlowFixture.worstDifference(a, b) < 1e-5 * (1 + 10 * a.rootMeanSquare), "\(memory)")
                if memory != .recompute { #expect(a.values == b.values, "\(memory) repeats the same sums") }
            }
        }
        let exact = try gradients(variant, .store, direction, as: Double.self)
        let inverted = try gradients(variant, .recompute, direction, as: Double.self)
        for (a, b) in zip(exact, inverted) { #expect(FlowFixture.worstDifference(a, b) < 1e-10) }
    }

    @Test(arguments: FlowDirection.both) func threadsDoNotChangeABit(direction: FlowDirection) throws {
        for memory in [FlowMemory.store, .recompute, .checkpoints(every: 2)] {
            let one = try gradients(.hole, memory, direction, images: 18, as: Float.self)
            for threads in [2, 3] {
                let many = try gradients(.hole, memory, direction, threads: threads, images: 18, as: Float.self)
                for (a, b) in zip(one, many) { #expect(a.values == b.values) }
            }
        }
    }

    @Test func memoryIsLessWhereLessIsKept() throws {
        var settings = FlowSettings()
        settings.steps = 6
        let flow = try Flow<Float>(shape: ImageShape(channels: 1, height: 32, width: 32), settings: settings)
        func bytes(_ memory: FlowMemory) -> Int { FlowBatch(flow, images: 8, memory: memory).bytes }
        #expect(bytes(.recompute) < bytes(.checkpoints(every: 3)))
        #expect(bytes(.checkpoints(every: 3)) < bytes(.store))
        #expect(3 * bytes(.recompute) < bytes(.store))
    }

    /// Every actnorm's output on the initialising batch has mean 0 and standard deviation 1.
    @Test func initialisationNormalisesEveryChannel() throws {
        let flow = try Flow<Double>(shape: Variant.haar.shape, settings: Variant.haar.settings)
        flow.start(seed: 2)
        for parameter in flow.parameters where parameter.name.hasSuffix("last.weight") {
            flow.matrix(parameter).assign(
                from: FlowFixture.random(parameter.name, rows: parameter.rows, columns: parameter.columns))
        }
        let images: Matrix<Double> = FlowFixture.random("images", rows: 32, columns: flow.dimension)
        for i in 0..<images.count { images.pointer[i] = 3 * images.pointer[i] + 5 }
        flow.initialise(from: images, lastDeviation: 0.5)
        // Level 1 by hand: squeeze, actnorm, 1×1, coupling, actnorm.
        let level = flow.levels[0]
        let input = Matrix<Double>(rows: 3, columns: 32 * flow.shape.pixels)
        for n in 0..<32 {
            for c in 0..<3 {
                for p in 0..<32 { input[c, n * 32 + p] = images[n, c * 32 + p] }
            }
        }
        let x = Matrix<Double>(rows: 12, columns: 32 * level.shape.pixels)
        level.squeeze.forward(input, into: x)
        for (step, deviation) in zip(level.steps, [1, 0.5]) {
            step.actnorm.forward(x, into: x, flow.values)
            for c in 0..<12 {
                let row = x.rowValues(c)
                let mean = row.reduce(0, +) / Double(row.count)
                let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
                #expect(abs(mean) < 1e-10 && abs(variance - deviation * deviation) < 1e-10)
            }
            let mixed = x.copy()
            step.mixing.forward(x, into: mixed)
            let network = step.coupling.network
            step.coupling.forward(
                mixed, CouplingRecord(network, images: 32), logDeterminant: nil, flow.values,
                CouplingScratch(network, images: 32))
            x.assign(from: mixed)
        }
    }

    @Test func bothStartsArePermutationsOrRotations() throws {
        for mixing in FlowSettings.MixingStart.allCases {
            var settings = Variant.haar.settings
            settings.mixing = mixing
            let flow = try Flow<Double>(shape: Variant.haar.shape, settings: settings)
            flow.start(seed: 5)
            for step in flow.levels.flatMap(\.steps) {
                let w = step.mixing.matrix
                let square = Matrix.product(w, transposeA: true, w)
                for i in 0..<w.rows { square[i, i] -= 1 }
                #expect(FlowFixture.worstDifference(square, Matrix(rows: w.rows, columns: w.rows)) < 1e-12)
                #expect((mixing == .halfSwap) == w.values.allSatisfy { $0 == 0 || $0 == 1 })
                #expect(w[0, 0] != 1)
                #expect(abs(step.mixing.logDeterminant(flow.values)) < 1e-12)
            }
        }
    }

    /// Pixels of one image share a random level, so their density is a known Gaussian; its entropy bounds the bits from
    /// below, and independent Gaussians of the same variance give far more.
    @Test func itLearnsAKnownDensity() throws {
        let (shared, own, d) = (1.0, 0.1, 16)
        var settings = FlowSettings()
        settings.levels = 2
        settings.hidden = 8
        let flow = try Flow<Float>(shape: ImageShape(channels: 1, height: 4, width: 4), settings: settings)
        flow.start(seed: 1)
        func sample(_ step: Int, count: Int) -> Matrix<Float> {
            let images: Matrix<Float> = RandomStream(seed: 6, name: "own", step: step)
                .normal(rows: count, columns: d, standardDeviation: own)
            let levels: Matrix<Float> = RandomStream(seed: 6, name: "level", step: step).normal(rows: count, columns: 1)
            for n in 0..<count { for i in 0..<d { images[n, i] += Float(shared) * levels[n, 0] } }
            return images
        }
        // Eigenvalues of the covariance: own² + d·shared² once, own² otherwise.
        let logDeterminant = logOf(own * own + Double(d) * shared * shared) + Double(d - 1) * logOf(own * own)
        let entropy = (0.5 * logDeterminant / Double(d) + 0.5 * logOf(2 * .pi) + 0.5) / logOf(2)
        flow.initialise(from: sample(0, count: 64))
        #expect(flow.values.isFinite)

        let batch = FlowBatch(flow, images: 32, memory: .recompute, workers: Workers(count: 1))
        let gradient = Matrix<Float>(rows: 1, columns: flow.parameterCount)
        let (first, second) = (gradient.copy(), gradient.copy())
        for t in 1...250 {
            gradient.fill(0)
            _ = batch.bitsPerDimension(sample(t, count: 32), gradient: gradient)
            let correction = (1 / (1 - pow(0.9, Double(t))), 1 / (1 - pow(0.99, Double(t))))
            Float.adamW(
                parameter: flow.values.pointer, first: first.pointer, second: second.pointer,
                gradient: gradient.pointer, count: gradient.count, gradientScale: 1,
                rate: Float(0.01 * (1 - Double(t) / 260)), beta1: 0.9, beta2: 0.99, epsilon: 1e-8,
                correction1: Float(correction.0), correction2: Float(correction.1), decay: 0)
        }
        let test = sample(100_000, count: 2000)
        let result = FlowBatch(flow, images: 2000, memory: nil).encode(test)
        let bits = FlowBatch<Float>.bitsPerDimension(latents: result.latents, logDeterminant: result.logDeterminant)
        let mean = bits.reduce(0, +) / 2000
        let independent = (0.5 * logOf(own * own + shared * shared) + 0.5 * logOf(2 * .pi) + 0.5) / logOf(2)
        #expect(mean > entropy - 0.03 && mean < entropy + 0.15, "\(mean) bits, entropy \(entropy), \(independent)")
        let back = FlowBatch(flow, images: 2000, memory: nil).decode(result.latents)
        #expect(FlowFixture.worstDifference(back, test) < 1e-4)
        let halved = FlowBatch<Float>.bitsPerDimension(
            latents: result.latents, logDeterminant: result.logDeterminant, quantum: 0.5)
        #expect(abs(halved[0] - bits[0] - 1) < 1e-9)
    }
}
