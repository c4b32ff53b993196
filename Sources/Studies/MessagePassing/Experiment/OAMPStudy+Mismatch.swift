import Bench
import Foundation
import Stages
import Tensors
import Unrolled

/// What errors ΔA in the operator do: to the data, y = (A + ΔA)c + w, or to the network, which is told A + ΔA; and scenes of another kind.
extension OAMPStudy {
    /// ε at which sensitivities are found.
    static let small = 1e-3

    /// Of how many errors training data have theirs, where they are not those of test data.
    private static let variety = 16

    /// The operators that see the training data of a network that is trained for errors.
    func operators(_ adaptation: OAMPTraining.Adaptation, _ problem: ScatteringProblem) -> [ComplexOperator] {
        let seeds =
            switch adaptation {
            case .matched: [problem.errorSeed]
            case .varied:
                (1...Self.variety).map { place -> UInt64 in
                    var stream = RandomStream(seed: problem.errorSeed, name: "oamp/varied-errors", step: place)
                    return stream.nextUInt64()
                }
            }
        return seeds.map { problem.matrix.disturbed(by: settings.trainedError, isOfRows: false, seed: $0) }
    }

    /// The answers of a network with and without an error.
    private struct Response {
        let network: SceneNetwork
        let problem: ScatteringProblem
        let scenes: Matrix<Float>
        let workers: Workers

        func outputs(_ measured: Matrix<Float>) -> [Matrix<Float>] {
            network.outputs(measured, problem.estimator, signal: problem.signal, workers: workers)
        }

        /// The data come from another operator.
        func data(_ other: ComplexOperator?) -> [Matrix<Float>] {
            outputs(
                Matrix.product(
                    problem.measurements(scenes, set: "test", by: other), problem.rotation, transposeB: true))
        }

        /// The network is told another operator; nil where that has no full rank.
        func told(_ other: ComplexOperator) -> [Matrix<Float>]? {
            guard
                let (estimator, rotation): (LinearEstimator<Float>, Matrix<Float>) = other.estimator(
                    noise: problem.noise, power: problem.signal)
            else { return nil }
            let measured = Matrix.product(problem.measurements(scenes, set: "test"), rotation, transposeB: true)
            return network.moved(to: estimator).outputs(
                measured, estimator, signal: problem.signal, workers: workers)
        }
    }

    private func response(
        _ network: SceneNetwork, _ problem: ScatteringProblem, _ context: StageContext
    ) -> Response {
        Response(
            network: network, problem: problem, scenes: problem.scenes(settings.test, set: "test"),
            workers: context.workers)
    }

    /// Adds mismatch.csv: errors of independent entries, in the data and in the network, and of gains and phases of the rows.
    func addMismatch(
        _ network: SceneNetwork, _ problem: ScatteringProblem, to tables: inout OAMPTables, _ context: StageContext
    ) throws {
        let response = response(network, problem, context)
        let base = response.data(nil)
        let last = base.count - 1
        func add(_ kind: String, _ place: String, _ share: Double, _ outputs: [Matrix<Float>]) {
            let changes = OAMPTables.errors(outputs[last], base[last])
            tables.addMismatch([
                kind, place, share, OAMPTables.decibels(OAMPTables.errors(outputs[last], response.scenes).all),
                changes.all.squareRoot(), changes.each.max().map { $0.squareRoot() },
            ])
        }
        add("none", "data", 0, base)
        for share in settings.errors.sorted() {
            for isOfRows in [false, true] {
                try context.checkInterruption()
                let other = problem.matrix.disturbed(by: share, isOfRows: isOfRows, seed: problem.errorSeed)
                let kind = isOfRows ? "rows" : "entries"
                add(kind, "data", share, response.data(other))
                guard !isOfRows, let outputs = response.told(other) else { continue }
                add(kind, "network", share, outputs)
            }
        }
    }

    /// Adds sensitivity.csv: ‖change of ĉ_l‖/‖ĉ_l‖ over ε by layer, and the directional derivative by central differences.
    func addSensitivity(
        _ network: SceneNetwork, _ problem: ScatteringProblem, to tables: inout OAMPTables, _ context: StageContext
    ) throws {
        let response = response(network, problem, context)
        func other(_ share: Double) -> ComplexOperator {
            problem.matrix.disturbed(by: share, isOfRows: false, seed: problem.errorSeed)
        }
        let (base, above) = (response.data(nil), response.data(other(Self.small)))
        try context.checkInterruption()
        let (below, told) = (response.data(other(-Self.small)), response.told(other(Self.small)))
        for layer in base.indices.dropFirst() {
            let length = base[layer].rowNorms().reduce(0) { $0 + $1 * $1 }.squareRoot()
            func change(_ one: Matrix<Float>, _ two: Matrix<Float>, over step: Double) -> Double {
                one.rowDistances(to: two).reduce(0) { $0 + $1 * $1 }.squareRoot() / (length * step)
            }
            tables.addSensitivity([
                layer, change(above[layer], base[layer], over: Self.small),
                told.map { change($0[layer], base[layer], over: Self.small) },
                change(above[layer], below[layer], over: 2 * Self.small),
            ])
        }
    }

    /// Adds bounds.csv: ‖Ŵ(A + ΔA) − Ŵ(A)‖/‖ΔA‖ of Ŵ = v²Aᴴ(v²AAᴴ + σ²)⁻¹, each layer's v² being what its residuals say, and what
    /// it cannot exceed to first order: v²/(v²s² + σ²) + ‖Ŵ‖² with the smallest singular value s, and 5v²/(4σ²) with none.
    func addBounds(
        _ network: UnrolledOAMP<Float>, _ problem: ScatteringProblem, _ sample: ScatteringProblem.Sample,
        to tables: inout OAMPTables
    ) throws {
        typealias Parts = (estimator: LinearEstimator<Double>, rotation: Matrix<Double>)
        let other = problem.matrix.disturbed(by: 0.1 * Self.small, isOfRows: false, seed: problem.errorSeed)
        guard let own: Parts = problem.matrix.estimator(noise: problem.noise, power: problem.signal),
            let changed: Parts = other.estimator(noise: problem.noise, power: problem.signal)
        else { return }
        func filter(_ parts: Parts, _ variance: Double) -> Matrix<Double> {
            let scaled = parts.rotation.copy()
            let values = parts.estimator.singularValues
            for i in 0..<scaled.rows {
                let s = values[i % values.count]
                let gain = variance * s / (variance * s * s + problem.noise)
                for j in 0..<scaled.columns { scaled[i, j] *= gain }
            }
            return Matrix.product(parts.estimator.basis, transposeA: true, scaled)
        }
        func norm(_ matrix: Matrix<Double>) -> Double {
            max(0, SymmetricEigen(Matrix.product(matrix, transposeA: true, matrix))?.values.last ?? .nan).squareRoot()
        }
        func difference(_ one: Matrix<Double>, _ two: Matrix<Double>) -> Matrix<Double> {
            let result = one.copy()
            Double.addScaled(result.pointer, two.pointer, scale: -1, count: two.count)
            return result
        }
        let size = norm(difference(other.matrix, problem.matrix.matrix).transposed())
        let least = own.estimator.singularValues.min() ?? 0
        var variances = [[Double]](repeating: [], count: network.layerCount)
        SceneNetwork.forEachChunk(network, sample.measured, workers: .one) { _, trajectory in
            for layer in 1...network.layerCount { variances[layer - 1] += network.variances(layer, trajectory).state }
        }
        for (place, all) in variances.enumerated() {
            let v = Summary(all).mean
            let largest = own.estimator.singularValues.map { v * $0 / (v * $0 * $0 + problem.noise) }.max() ?? 0
            tables.addBound([
                place + 1, v, norm(difference(filter(changed, v), filter(own, v))) / size,
                v / (v * least * least + problem.noise) + largest * largest, 5 * v / (4 * problem.noise),
            ])
        }
    }
}
