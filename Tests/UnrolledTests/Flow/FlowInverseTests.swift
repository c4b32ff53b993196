import Tensors
import Testing
import Unrolled

@Suite struct FlowInverseTests {
    typealias Variant = FlowFixture.Variant

    func roundTripError<Scalar: FlowScalar>(
        _ variant: Variant, moved amount: Double, _ type: Scalar.Type
    ) throws -> Double {
        let flow = try FlowFixture.flow(variant, moved: amount, as: Scalar.self)
        let y: Matrix<Scalar> = FlowFixture.random("y", rows: 6, columns: flow.dimension)
        let batch = FlowBatch(flow, images: 6, memory: nil)
        let (latents, _) = batch.encode(y)
        #expect(FlowFixture.worstDifference(latents, y) > 0.1)
        return FlowFixture.worstDifference(batch.decode(latents), y)
    }

    @Test(arguments: Variant.allCases, [0, 0.05, 0.15])
    func decodingInverts(variant: Variant, amount: Double) throws {
        #expect(try roundTripError(variant, moved: amount, Double.self) < 1e-10)
        #expect(try roundTripError(variant, moved: amount, Float.self) < 1e-4)
    }

    /// log|det| against that of the Jacobian by central differences, by elimination.
    @Test(arguments: Variant.allCases) func logDeterminant(variant: Variant) throws {
        let flow = try FlowFixture.flow(variant)
        let d = flow.dimension
        let y: Matrix<Double> = FlowFixture.random("y", rows: 2, columns: d)
        let determinants = FlowBatch(flow, images: 2, memory: nil).encode(y).logDeterminant
        let probes = Matrix<Double>(rows: 2 * d, columns: d)
        let step = 1e-5
        for n in 0..<2 {
            for i in 0..<2 * d {
                probes.row(i).update(from: y.row(n), count: d)
                probes[i, i / 2] += i % 2 == 0 ? step : -step
            }
            let ends = FlowBatch(flow, images: 2 * d, memory: nil).encode(probes).latents
            var jacobian = (0..<d).map { i in
                (0..<d).map { (ends[2 * i, $0] - ends[2 * i + 1, $0]) / (2 * step) }
            }
            var numeric = 0.0
            for k in 0..<d {
                let pivot = (k..<d).max { abs(jacobian[$0][k]) < abs(jacobian[$1][k]) } ?? k
                jacobian.swapAt(k, pivot)
                numeric += logOf(abs(jacobian[k][k]))
                for i in k + 1..<max(d, k + 1) {
                    let factor = jacobian[i][k] / jacobian[k][k]
                    for j in k..<d { jacobian[i][j] -= factor * jacobian[k][j] }
                }
            }
            #expect(abs(determinants[n] - numeric) < 1e-5 * Double(d), "\(determinants[n]), \(numeric)")
        }
    }

    @Test func haarIsOrthogonalAndSeesMeansFirst() {
        let shape = ImageShape(channels: 2, height: 4, width: 6)
        for kind in FlowSettings.SqueezeKind.allCases {
            let squeeze = Squeeze<Double>(shape: shape, kind: kind)
            let x: Matrix<Double> = FlowFixture.random("x", rows: 2, columns: 3 * shape.pixels)
            let w: Matrix<Double> = FlowFixture.random("w", rows: 8, columns: 3 * shape.pixels / 4)
            let (y, back, adjoint) = (
                Matrix<Double>(rows: 8, columns: w.columns), x.copy(), Matrix<Double>(rows: 2, columns: x.columns)
            )
            squeeze.forward(x, into: y)
            squeeze.inverse(y, into: back)
            squeeze.inverse(w, into: adjoint)
            #expect(FlowFixture.worstDifference(x, back) < 1e-14)
            #expect(abs(FlowFixture.dot(y, w) - FlowFixture.dot(x, adjoint)) < 1e-12)
            #expect(abs(FlowFixture.dot(y, y) - FlowFixture.dot(x, x)) < 1e-12)
            let corner = x[0, 0] + x[0, 1] + x[0, 6] + x[0, 7]
            #expect(abs(y[0, 0] - (kind == .haar ? corner / 2 : x[0, 0])) < 1e-14)
        }
    }

    /// Where the gate is closed everywhere the flow is affine.
    @Test func withoutAHoleAGatedFlowIsAffine() throws {
        let variant = Variant.hole
        let flow = try Flow<Double>(
            shape: variant.shape, settings: variant.settings, hole: [Bool](repeating: false, count: 32))
        flow.start(seed: 1)
        for parameter in flow.parameters where parameter.name.hasPrefix("level.1.step.1.coupling.last") {
            flow.matrix(parameter).fill(0.3)
        }
        let y: Matrix<Double> = FlowFixture.random("y", rows: 3, columns: 32)
        for i in 0..<32 { y[2, i] = 0.5 * (y[0, i] + y[1, i]) }
        let latents = FlowBatch(flow, images: 3, memory: nil).encode(y).latents
        for i in 0..<32 { #expect(abs(latents[2, i] - 0.5 * (latents[0, i] + latents[1, i])) < 1e-12) }
    }

    @Test func whatDoesNotFitIsSaid() {
        let shape = ImageShape(channels: 1, height: 12, width: 16)
        var settings = FlowSettings()
        #expect(throws: FlowError.sizeNotDivisible(shape: shape, levels: 3)) {
            try Flow<Float>(shape: shape, settings: settings)
        }
        settings.levels = 2
        settings.isGated = true
        #expect(throws: FlowError.hole(expected: 192, got: nil)) { try Flow<Float>(shape: shape, settings: settings) }
        #expect("\(FlowError.hole(expected: 192, got: nil))".contains("192 pixels"))
        settings.minimumScale = 1.5
        #expect(throws: FlowError.self) {
            try Flow<Float>(shape: shape, settings: settings, hole: [Bool](repeating: true, count: 192))
        }
    }
}
