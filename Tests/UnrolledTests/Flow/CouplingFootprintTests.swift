import Tensors
import Testing
import Unrolled

/// A coupling is computed where it acts alone: the same function as over all pixels.
@Suite struct CouplingFootprintTests {
    /// Sizes around those that products are cut into; from 192 on one product is the library's.
    enum Kind: CaseIterable {
        case gated, whole, wide, library, atTheEdge

        var shape: ImageShape { ImageShape(channels: self == .wide ? 3 : 1, height: 16, width: 20) }
        var isGated: Bool { self != .whole && self != .wide }

        var settings: FlowSettings {
            var settings = FlowSettings()
            (settings.levels, settings.steps) = (1, 1)
            settings.hidden = self == .library ? 200 : self == .wide ? 44 : 21
            (settings.weightDeviation, settings.biasDeviations) = (self == .library ? 0.1 : 0.3, [0.3, 0.2])
            (settings.seesMask, settings.seesCoordinates) = (isGated, isGated)
            settings.isGated = isGated
            return settings
        }

        /// Off the grid of the level, in the middle or in a corner.
        var hole: [Bool]? {
            guard isGated else { return nil }
            let (rows, columns) = self == .atTheEdge ? (0...2, 16...19) : (6...9, 9...12)
            return (0..<320).map { rows ~= $0 / 20 && columns ~= $0 % 20 }
        }
    }

    static let images = 3

    static func flow<Scalar: FlowScalar>(_ kind: Kind, of type: Scalar.Type) throws -> Flow<Scalar> {
        let flow = try Flow<Scalar>(shape: kind.shape, settings: kind.settings, hole: kind.hole)
        flow.start(seed: 4)
        for parameter in flow.parameters where parameter.isLearnt && parameter.name.contains(".coupling.") {
            let noise: Matrix<Scalar> = RandomStream(seed: 8, name: parameter.name)
                .normal(rows: 1, columns: parameter.count, standardDeviation: 0.1)
            Scalar.addScaled(flow.values.pointer + parameter.offset, noise.pointer, scale: 1, count: parameter.count)
        }
        flow.refresh()
        return flow
    }

    static func input(_ flow: Flow<Double>, _ name: String) -> Matrix<Double> {
        let shape = flow.levels[0].shape
        return FlowFixture.random(name, rows: shape.channels, columns: images * shape.pixels)
    }

    @Test(arguments: Kind.allCases, [false, true]) func valuesAreThoseOverAllPixels(kind: Kind, inverse: Bool) throws {
        let flow = try Self.flow(kind, of: Double.self)
        let x = Self.input(flow, "x")
        let (expected, determinants) = CouplingReference(flow, hole: kind.hole).apply(x, inverse: inverse)
        func run<Scalar: FlowScalar>(_ flow: Flow<Scalar>, _ x: Matrix<Scalar>) -> (Matrix<Scalar>, [Double]) {
            let coupling = flow.levels[0].steps[0].coupling
            let record = CouplingRecord(coupling.network, images: Self.images)
            let scratch = CouplingScratch(coupling.network, images: Self.images)
            let found = Matrix<Double>(rows: 1, columns: Self.images)
            if inverse {
                coupling.inverse(x, record, flow.values, scratch)
            } else {
                coupling.forward(x, record, logDeterminant: found.pointer, flow.values, scratch)
            }
            return (x, found.values.map { $0 + coupling.constantLogDeterminant })
        }
        let (exact, found) = run(flow, x.copy())
        #expect(FlowFixture.worstDifference(exact, expected) < 1e-12)
        for (a, b) in zip(found, determinants) where !inverse { #expect(abs(a - b) < 1e-10) }
        let single = try Self.flow(kind, of: Float.self)
        single.values.assign(from: flow.values.converted())
        single.refresh()
        #expect(FlowFixture.worstDifference(run(single, x.converted()).0.converted(), expected) < 1e-5)
    }

    /// Slopes of the sums over all pixels in random directions, against the backward passes.
    @Test(arguments: Kind.allCases, [false, true])
    func gradientsAreThoseOverAllPixels(kind: Kind, inverse: Bool) throws {
        let flow = try Self.flow(kind, of: Double.self)
        let reference = CouplingReference(flow, hole: kind.hole)
        let (coupling, x, c) = (reference.coupling, Self.input(flow, "x"), Self.input(flow, "c"))
        let weights = Matrix<Double>(rows: 1, columns: 3, values: [0.7, -1.3, 0.4])
        let record = CouplingRecord(coupling.network, images: Self.images)
        let scratch = CouplingScratch(coupling.network, images: Self.images)
        let (gradient, delta, result) = (Matrix<Double>(rows: 1, columns: flow.parameterCount), c.copy(), x.copy())
        if inverse {
            coupling.inverse(result, record, flow.values, scratch)
            coupling.decodeBackward(output: x, record, delta, flow.values, gradient: gradient, scratch)
        } else {
            coupling.forward(result, record, logDeterminant: nil, flow.values, scratch)
            coupling.encodeBackward(
                output: result, record, delta, logDeterminantGradient: weights.pointer, flow.values,
                gradient: gradient, scratch)
        }
        func loss() -> Double {
            let (output, determinants) = reference.apply(x, inverse: inverse)
            let logs = zip(determinants, weights.values).reduce(0) { $0 + $1.0 * $1.1 }
            return FlowFixture.dot(output, c) + (inverse ? 0 : logs)
        }
        let network = coupling.network
        let parts = [
            network.first, network.firstBias, network.middle, network.middleBias, network.last, network.lastBias,
        ].map { (flow.values.pointer + $0.offset, gradient.pointer + $0.offset, $0.count, $0.name) }
        let all = parts + [(x.pointer, delta.pointer, x.count, "x")]
        // Each by itself; all at once where the sums take long.
        for group in kind == .library ? [all] : all.map({ [$0] }) {
            let directions: [Matrix<Double>] = group.map {
                FlowFixture.random("direction/\($0.3)", rows: 1, columns: $0.2)
            }
            func moved(_ scale: Double) -> Double {
                func move(_ scale: Double) {
                    for (part, direction) in zip(group, directions) {
                        Double.addScaled(part.0, direction.pointer, scale: scale, count: part.2)
                    }
                }
                move(scale)
                defer { move(-scale) }
                return loss()
            }
            let step = 1e-7  // so small that hardly a ReLU changes its side
            let numeric = (moved(step) - moved(-step)) / (2 * step)
            let found = zip(group, directions).reduce(0.0) { total, pair in
                (0..<pair.0.2).reduce(total) { $0 + pair.0.1[$1] * pair.1.pointer[$1] }
            }
            #expect(abs(found - numeric) < 1e-5 * (1 + abs(numeric)), "\(group[0].3): \(found), \(numeric)")
        }
    }

    /// What lies further away than its network looks is not even read.
    @Test func nothingIsComputedAwayFromTheHole() throws {
        let flow = try Self.flow(.gated, of: Double.self)
        let (coupling, shape) = (flow.levels[0].steps[0].coupling, flow.levels[0].shape)
        let x = Self.input(flow, "x")
        let expected = CouplingReference(flow, hole: Kind.gated.hole).apply(x, inverse: false).0
        // The hole covers rows 3…4 and columns 4…6 of the level.
        func isFar(_ p: Int) -> Bool { !(1...6 ~= p % shape.pixels / shape.width && 2...8 ~= p % shape.width) }
        for c in 0..<shape.channels / 2 { for p in 0..<x.columns where isFar(p) { x[c, p] = .nan } }
        coupling.forward(
            x, CouplingRecord(coupling.network, images: Self.images), logDeterminant: nil, flow.values,
            CouplingScratch(coupling.network, images: Self.images))
        for c in shape.channels / 2..<shape.channels {
            for p in 0..<x.columns { #expect(abs(x[c, p] - expected[c, p]) < 1e-12) }
        }
    }
}
