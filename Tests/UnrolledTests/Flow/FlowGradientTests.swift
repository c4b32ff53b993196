import Tensors
import Testing
import Unrolled

/// Every backward pass of the flow against central differences in Double.
@Suite struct FlowGradientTests {
    typealias Variant = FlowFixture.Variant
    static let samples = 2

    /// 𝓛 = ⟨c, output⟩ + Σ ℓ_n·log|det|_n.
    @Test(arguments: Variant.allCases, FlowDirection.both)
    func wholeFlow(variant: Variant, direction: FlowDirection) throws {
        let flow = try FlowFixture.flow(variant)
        let d = flow.dimension
        let x: Matrix<Double> = FlowFixture.random("x", rows: Self.samples, columns: d)
        let c: Matrix<Double> = FlowFixture.random("c", rows: Self.samples, columns: d)
        let weights = [0.7, -1.3]
        let batch = FlowBatch(flow, images: Self.samples, memory: .store)
        func loss() -> Double {
            guard direction == .encode else { return FlowFixture.dot(batch.decode(x), c) }
            let (latents, determinants) = batch.encode(x)
            return FlowFixture.dot(latents, c) + determinants[0] * weights[0] + determinants[1] * weights[1]
        }
        _ = loss()
        let gradient = Matrix<Double>(rows: 1, columns: flow.parameterCount)
        let inputGradient =
            direction == .encode
            ? batch.encodeBackward(latentGradient: c, logDeterminantGradient: weights, gradient: gradient)
            : batch.decodeBackward(imageGradient: c, gradient: gradient)
        let inputError = FlowFixture.worstError(x.pointer, inputGradient.pointer, count: x.count, loss)
        #expect(inputError < 1e-6)
        for parameter in flow.parameters {
            let slope = gradient.pointer + parameter.offset
            if parameter.isLearnt {
                let error = FlowFixture.worstError(
                    flow.values.pointer + parameter.offset, slope, count: parameter.count, loss)
                #expect(error < 1e-6, "\(parameter.name)")
            } else {
                #expect((0..<parameter.count).allSatisfy { slope[$0] == 0 }, "\(parameter.name)")
            }
        }
    }

    /// Checks one piece: `forward` from a matrix x, `backward` of ⟨c, ·⟩ into (∂x, ∂parameters).
    func check(
        _ flow: Flow<Double>, _ parameters: [Parameter], rows: Int, columns: Int,
        forward: (Matrix<Double>) -> Matrix<Double>, backward: (Matrix<Double>, Matrix<Double>) -> Matrix<Double>
    ) {
        let x: Matrix<Double> = FlowFixture.random("piece", rows: rows, columns: columns)
        let c: Matrix<Double> = FlowFixture.random("weight", rows: rows, columns: columns)
        func loss() -> Double {
            flow.refresh()
            return FlowFixture.dot(forward(x), c)
        }
        _ = loss()
        let gradient = Matrix<Double>(rows: 1, columns: flow.parameterCount)
        let delta = backward(c.copy(), gradient)
        #expect(FlowFixture.worstError(x.pointer, delta.pointer, count: x.count, loss) < 1e-7)
        for parameter in parameters {
            let (values, slope) = (flow.values.pointer + parameter.offset, gradient.pointer + parameter.offset)
            #expect(
                FlowFixture.worstError(values, slope, count: parameter.count, loss) < 1e-7, "\(parameter.name)")
        }
        for parameter in flow.parameters where !parameters.contains(where: { $0.offset == parameter.offset }) {
            #expect(parameter.range.allSatisfy { gradient.pointer[$0] == 0 }, "\(parameter.name) has no part in it")
        }
    }

    @Test func actnorm() throws {
        let flow = try FlowFixture.flow(.plain)
        let piece = flow.levels[1].steps[0].actnorm
        let y = Matrix<Double>(rows: piece.logScale.count, columns: 5 * piece.pixels)
        check(flow, [piece.logScale, piece.shift], rows: y.rows, columns: y.columns) { x in
            piece.forward(x, into: y, flow.values)
            return y
        } backward: { delta, gradient in
            piece.encodeBackward(output: y, delta, logDeterminantGradient: 0, flow.values, gradient: gradient)
            return delta
        }
        var output = y
        check(flow, [piece.logScale, piece.shift], rows: y.rows, columns: y.columns) { x in
            output = x
            let result = x.copy()
            piece.inverse(x, into: result, flow.values)
            return result
        } backward: { delta, gradient in
            piece.decodeBackward(output: output, delta, flow.values, gradient: gradient)
            return delta
        }
    }

    @Test func mixing() throws {
        let flow = try FlowFixture.flow(.plain)
        let piece = flow.levels[1].steps[1].mixing
        let (rows, columns) = (piece.permutation.count, 5 * piece.pixels)
        let input = Matrix<Double>(rows: rows, columns: columns)
        let output = input.copy()
        check(flow, [piece.factors], rows: rows, columns: columns) { x in
            input.assign(from: x)
            piece.forward(x, into: output)
            return output
        } backward: { delta, gradient in
            let result = Matrix<Double>(rows: rows, columns: columns)
            piece.encodeBackward(
                input: input, delta, into: result, logDeterminantGradient: 0, flow.values, gradient: gradient)
            return result
        }
        check(flow, [piece.factors], rows: rows, columns: columns) { y in
            piece.inverse(y, into: input)
            return input
        } backward: { delta, gradient in
            let result = Matrix<Double>(rows: rows, columns: columns)
            piece.decodeBackward(input: input, delta, into: result, flow.values, gradient: gradient)
            return result
        }
    }

    @Test(arguments: Variant.allCases) func coupling(variant: Variant) throws {
        let flow = try FlowFixture.flow(variant)
        let piece = flow.levels[0].steps[1].coupling
        let network = piece.network
        let parameters = [
            network.first, network.firstBias, network.middle, network.middleBias, network.last, network.lastBias,
            network.border?.scale,
        ].compactMap { $0 }.filter { $0.isLearnt }
        let images = 3
        let (rows, columns) = (flow.levels[0].shape.channels, images * flow.levels[0].shape.pixels)
        let record = CouplingRecord(network, images: images)
        let scratch = CouplingScratch(network, images: images)
        var output = Matrix<Double>(rows: rows, columns: columns)
        check(flow, parameters, rows: rows, columns: columns) { x in
            output = x.copy()
            piece.forward(output, record, logDeterminant: nil, flow.values, scratch)
            return output
        } backward: { delta, gradient in
            piece.encodeBackward(
                output: output, record, delta, logDeterminantGradient: nil, flow.values, gradient: gradient, scratch)
            return delta
        }
        check(flow, parameters, rows: rows, columns: columns) { y in
            output = y
            let x = y.copy()
            piece.inverse(x, record, flow.values, scratch)
            return x
        } backward: { delta, gradient in
            piece.decodeBackward(
                output: output, record, delta, flow.values, gradient: gradient, scratch)
            return delta
        }
    }

    /// ε of a level in z and in the deeper channels at once: they are the rows of one matrix.
    @Test(arguments: [(Variant.haar, 0), (.haar, 1), (.bordered, 0), (.bordered, 1)], FlowDirection.both)
    func prior(place: (variant: Variant, level: Int), direction: FlowDirection) throws {
        let (flow, level) = (try FlowFixture.flow(place.variant), place.level)
        let here = flow.levels[level]
        let piece = here.prior
        let images = 3
        let (rows, columns) = (here.shape.channels, images * here.shape.pixels)
        let scratch = GaussianPrior.Scratch(piece, images: images)
        let weight = piece.convolution?.weight ?? piece.border?.weight
        let parameters = [weight, piece.bias, piece.border?.scale].compactMap { $0 }
        func kept(_ m: Matrix<Double>) -> Matrix<Double>? { here.kept == 0 ? nil : m.view(rows: 0..<here.kept) }
        func split(_ m: Matrix<Double>) -> Matrix<Double> { m.view(rows: here.kept..<rows) }
        var (input, output) = (Matrix<Double>(rows: 0, columns: 0), Matrix<Double>(rows: 0, columns: 0))
        check(flow, parameters, rows: rows, columns: columns) { x in
            (input, output) = (x, x.copy())
            if direction == .encode {
                piece.forward(
                    split(x), kept: kept(x), into: split(output), logDeterminant: nil, flow.values, scratch)
            } else {
                piece.inverse(split(x), kept: kept(x), into: split(output), flow.values, scratch)
            }
            return output
        } backward: { delta, gradient in
            if direction == .encode {
                piece.encodeBackward(
                    split(output), kept: kept(input), split(delta), keptDelta: kept(delta),
                    logDeterminantGradient: nil, flow.values, gradient: gradient, scratch)
            } else {
                piece.decodeBackward(
                    split(input), kept: kept(input), split(delta), keptDelta: kept(delta), flow.values,
                    gradient: gradient, scratch)
            }
            return delta
        }
    }
}

extension FlowDirection {
    static let both = [FlowDirection.encode, .decode]
}
