import Descent
import Foundation
import Tensors
import Testing
import Unrolled

/// What holds of flows by construction holds after training, too: g = h⁻¹, and log|det ∂h/∂y| is that of the Jacobian.
@Suite struct TrainedFlowTests {
    typealias Fixture = FillingFixture

    private func expectInverse(_ flow: Flow<Float>, _ images: Matrix<Float>, _ name: String) {
        let batch = FlowBatch(flow, images: images.rows, memory: nil)
        let latents = batch.encode(images).latents
        let again = batch.decode(latents)
        let error = zip(again.values, images.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
        #expect(error <= 1e-4, "\(name): \(error)")
        #expect(latents.rowDistances(to: images)[0] > 0.1)
    }

    /// ½·log det JᵀJ of central differences in Double, at the first image.
    private func expectDeterminant(_ flow: Flow<Float>, hole: [Bool]?, _ images: Matrix<Float>, _ name: String) throws {
        let d = flow.dimension
        let exact = try Flow<Double>(shape: flow.shape, settings: flow.settings, hole: hole)
        exact.values.assign(from: flow.values.converted())
        let (probes, step) = (Matrix<Double>(rows: 2 * d, columns: d), 1e-5)
        for i in 0..<2 * d {
            for j in 0..<d { probes[i, j] = Double(images[0, j]) }
            probes[i, i / 2] += i % 2 == 0 ? step : -step
        }
        let ends = FlowBatch(exact, images: 2 * d, memory: nil).encode(probes).latents
        let jacobian = Matrix<Double>(rows: d, columns: d)
        for i in 0..<d { for j in 0..<d { jacobian[i, j] = (ends[2 * i, j] - ends[2 * i + 1, j]) / (2 * step) } }
        let eigen = try #require(SymmetricEigen(Matrix.product(jacobian, transposeA: true, jacobian)))
        let numeric = eigen.values.reduce(0) { $0 + 0.5 * log($1) }
        let determinant = FlowBatch(flow, images: images.rows, memory: nil).encode(images).logDeterminant[0]
        #expect(abs(determinant - numeric) < 1e-3 * max(1, abs(numeric)), "\(name): \(determinant), \(numeric)")
    }

    @Test(arguments: [false, true]) func flowsOfTrainedGlowProx(isCoarseToFine: Bool) throws {
        var settings = Fixture.settings()
        settings.isCoarseToFine = isCoarseToFine
        let (network, start) = (try Fixture.trained(settings), try Fixture.network(settings))
        let images = Fixture.images(12, name: "test")
        for (index, flow) in network.flows.enumerated() {
            expectInverse(flow, images, "layer \(index + 1)")
            try expectDeterminant(flow, hole: Fixture.hole, images, "layer \(index + 1)")
            #expect(flow.values.rowDistances(to: start.flows[index].values)[0] > 0.05, "it has been trained")
        }
    }

    @Test func aFlowTrainedByMaximumLikelihood() throws {
        let trainer = try LikelihoodFixture.trainer(steps: 60)
        let start = trainer.flow.values.copy()
        try trainer.train(checkpoint: nil) { _ in }
        #expect(trainer.flow.values.rowDistances(to: start)[0] > 0.05)
        let images = LikelihoodFixture.images(30, step: 77)
        expectInverse(trainer.flow, images, "likelihood")
        try expectDeterminant(trainer.flow, hole: nil, images, "likelihood")
    }
}
