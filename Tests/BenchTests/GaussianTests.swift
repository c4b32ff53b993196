import Bench
import Foundation
import GaussianExperiment
import Optimizees
import Tensors
import Testing
import Unrolled

/// Sparse signals through a Gaussian matrix, networks and algorithms on them: against independent evaluations.
@Suite struct GaussianTests {
    private let problem: GaussianProblem

    init() throws { problem = try #require(GaussianProblem(rows: 20, columns: 40, density: 0.1, seed: 3)) }

    /// The closed form of ALISTA's W against projected gradient on ‖WᵀA‖² with W_iᵀA_i = 1.
    @Test func theAnalyticWeightsAreThoseOfProjectedGradient() {
        let a = problem.exact
        func project(_ w: Matrix<Double>) {
            for j in 0..<w.columns {
                let missing = 1 - (0..<w.rows).reduce(0.0) { $0 + w[$1, j] * a[$1, j] }  // ‖A_j‖ = 1
                for i in 0..<w.rows { w[i, j] += missing * a[i, j] }
            }
        }
        let w = a.copy()
        let square = Matrix.product(a, a, transposeB: true)
        for _ in 0..<2_000 {
            w.setProduct(square, w.copy(), alpha: -1 / problem.largestEigenvalue, beta: 1)
            project(w)
        }
        let closed = problem.analyticWeights
        for i in 0..<w.count { #expect(abs(w.pointer[i] - closed.pointer[i]) < 1e-6) }
    }

    @Test func signalsAreWhatTheirKindSays() {
        func signals(_ name: String, _ kind: GaussianProblem.Kind, _ count: Int = 400, level: Double = 20) -> (
            x: Matrix<Float>, c: Matrix<Float>
        ) {
            let batch = problem.signals(name, count, kind: kind, level: level)
            return (batch.inputs, batch.optima)
        }
        func share(_ matrix: Matrix<Float>) -> Double {
            Double(matrix.values.filter { $0 != 0 }.count) / Double(matrix.count)
        }
        func power(_ matrix: Matrix<Float>) -> Double {
            Float.sumOfSquares(matrix.pointer, count: matrix.count) / Double(matrix.count)
        }
        let seen = signals("a", .seen)
        #expect(abs(share(seen.c) - 0.1) < 0.01 && abs(share(signals("a", .dense).c) - 0.2) < 0.01)
        #expect(abs(power(signals("a", .large).c) / power(seen.c) - 9) < 1e-3)
        #expect(signals("a", .seen, 400).x.values == seen.x.values && signals("b", .seen).x.values != seen.x.values)
        // The noise is what is left of x, and its power a hundredth of what A·c has.
        let clean = Matrix.product(seen.c, problem.matrix, transposeB: true)
        let rest = seen.x.copy()
        Float.addScaled(rest.pointer, clean.pointer, scale: -1, count: rest.count)
        #expect(abs(power(rest) / problem.noise(20) - 1) < 0.05)
        #expect(abs(power(clean) / power(rest) / 100 - 1) < 0.15)
        #expect(problem.noise(200) == 0 && signals("a", .seen, 5, level: 200).x.isFinite)
    }

    /// A coupled network with W = A/λmax and one threshold is ISTA.
    @Test func coupledListaBeginsAsISTA() {
        let step = 1 / problem.largestEigenvalue
        let network = CoupledLista<Float>(
            layerCount: 5, matrix: problem.matrix, weights: problem.matrix, learning: (.fixed, .tied, .tied))
        network.initialise(step: step) { _ in 0.1 * step }
        let x = problem.signals("test", 30, level: 40).inputs
        let outputs = network.run(x, from: Matrix(rows: 30, columns: 40))
        let ista = ClassicalRecovery(problem: problem, noise: 0, iterations: 5).iterates(.ista, x, weight: 0.1)
        for (one, other) in zip(outputs, ista) {
            for i in 0..<one.count { #expect(abs(one.pointer[i] - other.pointer[i]) < 1e-5) }
        }
    }

    /// Each algorithm is nearer than the one before it, on a problem of some size.
    @Test func algorithmsInTheirOrder() throws {
        let problem = try #require(GaussianProblem(rows: 100, columns: 200, density: 0.1, seed: 1))
        let test = problem.signals("test", 100, level: 40)
        let recovery = ClassicalRecovery(problem: problem, noise: problem.noise(40), iterations: 15)
        let errors = ClassicalRecovery.Algorithm.allCases.map { algorithm -> Double in
            let last = recovery.iterates(algorithm, test.inputs, weight: 0.1)[15]
            return last.rowDistances(to: test.optima).reduce(0) { $0 + $1 * $1 }
        }
        #expect(errors == errors.sorted(by: >), "\(errors)")
        #expect(errors[3] < 0.01 * errors[0])
    }

    /// Of 250 measurements of 500 entries at 40 dB others have published: ISTA with λ = 0.4 after 1, 8 and 16 iterations and FISTA
    /// after 16 (na-alista: all signals together), and that AMP reaches −35 dB in 25 (onsager_deep_learning).
    @Test func publishedErrors() throws {
        let problem = try #require(GaussianProblem(rows: 250, columns: 500, density: 0.1, seed: 1))
        let test = problem.signals("test", 200, level: 40)
        let recovery = ClassicalRecovery(problem: problem, noise: problem.noise(40), iterations: 25)
        func ratios(_ y: Matrix<Float>) -> (total: Double, mean: Double) {
            let (errors, powers) = (
                y.rowDistances(to: test.optima).map { $0 * $0 }, test.optima.rowNorms().map { $0 * $0 }
            )
            let mean = zip(errors, powers).reduce(0) { $0 + $1.0 / $1.1 } / Double(errors.count)
            return (10 * log10(errors.reduce(0, +) / powers.reduce(0, +)), 10 * log10(mean))
        }
        let ista = recovery.iterates(.ista, test.inputs, weight: 0.4)
        for (k, published) in [(1, -1.08), (8, -4.15), (16, -5.77)] {
            #expect(abs(ratios(ista[k]).total - published) < 0.25, "ISTA, \(k): \(ratios(ista[k]).total)")
        }
        let fista = ratios(recovery.iterates(.fista, test.inputs, weight: 0.4)[16]).total
        #expect(abs(fista + 7.63) < 0.4, "FISTA: \(fista)")
        let amp = ratios(recovery.iterates(.amp, test.inputs, weight: 0)[25]).mean
        #expect(abs(amp + 35) < 1, "AMP: \(amp)")
    }

    /// How many iterations others have published for −35 dB at 40 dB (onsager_deep_learning): 202 of FISTA and 3420 of ISTA, with
    /// the λ that belongs to AMP's threshold, α·‖x − A·y‖/√p where AMP ends.
    @Test func publishedNumbersOfIterations() throws {
        let problem = try #require(GaussianProblem(rows: 250, columns: 500, density: 0.1, seed: 1))
        let test = problem.signals("test", 16, level: 40)
        func recovery(_ iterations: Int) -> ClassicalRecovery {
            ClassicalRecovery(problem: problem, noise: problem.noise(40), iterations: iterations)
        }
        let end = recovery(60).iterates(.amp, test.inputs, weight: 0)[60]
        let rest = test.inputs.copy()
        rest.setProduct(end, problem.matrix, transposeB: true, alpha: -1, beta: 1)
        let sizes = rest.rowNorms()
        let weight = 1.1402 * sizes.reduce(0, +) / Double(sizes.count) / 250.0.squareRoot()
        for (algorithm, published) in [(ClassicalRecovery.Algorithm.fista, 202), (.ista, 3420)] {
            let iterates = recovery(published).iterates(algorithm, test.inputs, weight: weight)
            let powers = test.optima.rowNorms().map { $0 * $0 }
            let needed = iterates.firstIndex { y in
                let ratios = zip(y.rowDistances(to: test.optima), powers).map { $0 * $0 / $1 }
                return 10 * log10(ratios.reduce(0, +) / Double(ratios.count)) <= -35
            }
            #expect((needed ?? .max) <= published && (needed ?? 0) > published / 2, "\(algorithm): \(needed ?? -1)")
        }
    }

    /// What makes no sense is never taken, so that the iterates are the algorithm's; with the algorithm beside it no network
    /// ends above it.
    @Test func safeguards() throws {
        let lasso = try LassoProblem(dictionary: problem.matrix, alpha: 0.05)
        let safeguard = Safeguard(lasso, curvature: problem.largestEigenvalue, share: 0.99)
        let x = problem.signals("test", 20, level: 40).inputs
        func random(_ k: Int, _ y: Matrix<Float>) -> Matrix<Float> {
            RandomStream(seed: 5, name: "noise", step: k).normal(rows: y.rows, columns: y.columns, standardDeviation: 9)
        }
        let classical = safeguard.run(x, iterations: 60, rule: .none) { _, y in safeguard.descend(y, x) }
        let guarded = safeguard.run(x, iterations: 60, rule: .residual, layer: random)
        #expect(guarded.accepted.allSatisfy { $0 == 0 } && guarded.values == classical.values)
        // Two steps of the algorithm, and something useless, in turn.
        let mixed = safeguard.run(x, iterations: 60, rule: .companion) { k, y in
            k.isMultiple(of: 3) ? random(k, y) : safeguard.descend(safeguard.descend(y, x), x)
        }
        for k in mixed.values.indices {
            #expect(zip(mixed.values[k], classical.values[k]).allSatisfy { $0 <= $1 }, "\(k)")
        }
        #expect(mixed.values[20][0] < classical.values[20][0] && mixed.accepted[19] > 0.5)
        // What is taken at first and leads nowhere: the algorithm's own iterate is the better one.
        let stuck = safeguard.run(x, iterations: 60, rule: .companion) { _, y in y }
        #expect(stuck.values == classical.values)
        let free = safeguard.run(x, iterations: 10, rule: .none, layer: random)
        #expect(free.values[10][0] > classical.values[10][0] && free.accepted == [Double](repeating: 1, count: 10))
    }

    /// τ² of TISTA against explicit traces, through the mean of the prior.
    @Test func tistaUsesTheVarianceOfItsEstimate() {
        let (a, gamma, sigma) = (problem.exact, 0.8, 0.01)
        let w = problem.analyticWeights
        let network = Tista<Double>(
            layerCount: 1, matrix: a, weights: w, prior: .init(density: 0.1, noise: sigma))
        network.values.pointer[0] = log(gamma)
        let x: Matrix<Double> = problem.signals("test", 3, level: 20).inputs.converted()
        let output = network.run(x, from: Matrix(rows: 3, columns: 40))[1]
        let (p, d) = (20.0, 40.0)
        // B = I − γ·WᵀA; τ² = v²·tr(BBᵀ)/d + γ²σ²·tr(WᵀW)/d.
        let b = Matrix.product(w, transposeA: true, a, alpha: -gamma)
        for i in 0..<40 { b[i, i] += 1 }
        func squares(_ matrix: Matrix<Double>) -> Double { matrix.values.reduce(0) { $0 + $1 * $1 } }
        for n in 0..<3 {
            let power = x.rowValues(n).reduce(0) { $0 + $1 * $1 }
            let v = (power - p * sigma) / squares(a)
            let variance = v * squares(b) / d + gamma * gamma * sigma * squares(w) / d
            for j in 0..<40 {
                let r = gamma * (0..<20).reduce(0.0) { $0 + w[$1, j] * x[n, $1] }
                func density(_ s: Double) -> Double { exp(-r * r / (2 * s)) / s.squareRoot() }
                let (active, idle) = (0.1 * density(1 + variance), 0.9 * density(variance))
                let mean = active / (active + idle) * r / (1 + variance)
                #expect(abs(output[n, j] - mean) < 1e-10)
            }
        }
    }
}
