import Foundation
import Tensors
import Testing
import Unrolled

/// Unrolled proximal descent: its gradients, and what its denoisers guarantee for every weight.
@Suite struct ProximalDescentTests {
    private static let (height, width) = (3, 4)
    static let pixels = height * width

    /// AᵀA with the largest eigenvalue 1, of half as many rows as pixels.
    private static func gram(seed: UInt64 = 3) throws -> Matrix<Double> {
        let a: Matrix<Double> = RandomStream(seed: seed, name: "A").normal(rows: pixels / 2, columns: pixels)
        let most = try #require(SymmetricEigen(Matrix.product(a, transposeA: true, a))?.values.last)
        return Matrix.product(a, transposeA: true, a, alpha: 1 / most)
    }

    static func network(
        _ denoiser: ProximalDenoiser, isTied: Bool, layers: Int = 3, channels: Int = 3, range: Double = 1e3
    ) throws -> ProximalDescent<Double> {
        ProximalDescent(
            .init(
                layers: layers, height: height, width: width, channels: channels, denoiser: denoiser, isTied: isTied,
                range: range), gram: try gram())
    }

    static func random(_ name: String, rows: Int = 4, deviation: Double = 1) -> Matrix<Double> {
        RandomStream(seed: 5, name: name).normal(rows: rows, columns: pixels, standardDeviation: deviation)
    }

    /// The layers that learn, of three, tied and not; the gradient of a norm is part of it.
    @Test(arguments: ProximalDenoiser.allCases, [true, false])
    func gradients(_ denoiser: ProximalDenoiser, isTied: Bool) throws {
        for (layers, noisy) in [(1...3, false), (1...3, true), (2...3, false)] where !isTied || layers.lowerBound == 1 {
            let network = try Self.network(denoiser, isTied: isTied)
            network.randomise(scale: 0.7, seed: 2, index: 0)
            #expect(
                GradientCheckTests.check(network, inputs: Self.pixels, layers: layers, noisy: noisy) < 1e-6,
                "\(layers) \(noisy)")
        }
    }

    /// Where R is clipped, nothing comes through it.
    @Test func aClippedDenoiserHasNoGradient() throws {
        let network = try Self.network(.lipschitz, isTied: true, range: 1e-6)
        network.randomise(scale: 1, seed: 2, index: 0)
        #expect(GradientCheckTests.check(network, inputs: Self.pixels, layers: 1...3, noisy: false) < 1e-6)
    }

    /// The residuals and sizes of an iteration.
    static func residuals(
        _ network: ProximalDescent<Double>, count: Int, _ continuation: ProximalDescent<Double>.Continuation = .last
    ) -> [[Double]] {
        let start = random("start")
        var (before, all) = (start, [[Double]]())
        network.iterate(random("y"), from: start, count: count, continuation) { _, current in
            all.append(current.rowDistances(to: before))
            before = current.copy()
            return true
        }
        return all
    }

    /// Ten times larger random weights: no residual grows, whatever they are. Of the free network it does.
    @Test(arguments: ProximalDenoiser.allCases, [0, 1, 2])
    func residualsNeverGrow(_ denoiser: ProximalDenoiser, draw: Int) throws {
        let network = try Self.network(denoiser, isTied: true)
        network.randomise(scale: 10, seed: 7, index: draw)
        let all = Self.residuals(network, count: 30)
        var largest = 0.0
        for (before, after) in zip(all, all.dropFirst()) {
            for (a, b) in zip(before, after) where a > 1e-9 { largest = max(largest, b / a) }
        }
        if denoiser == .free {
            #expect(largest > 2 || !largest.isFinite)
        } else {
            #expect(largest <= denoiser.lipschitzConstant.map { $0 + 1e-9 } ?? 0, "\(largest)")
            #expect(all[0].contains { $0 > 0.1 })
        }
    }

    /// Two starts approach each other by q a layer, also where layers differ; there the iterates themselves never settle.
    @Test func contractionsForgetTheirStart() throws {
        for isTied in [true, false] {
            let network = try Self.network(.contractive, isTied: isTied)
            network.randomise(scale: 10, seed: 9, index: 1)
            let (x, q) = (Self.random("y"), ProximalDenoiser.contraction)
            var ends: [[Matrix<Double>]] = []
            for name in ["start", "other"] {
                var path = [Self.random(name)]
                network.iterate(x, from: path[0], count: 120, .cycle) { _, current in
                    path.append(current.copy())
                    return true
                }
                ends.append(path)
            }
            let distances = zip(ends[0], ends[1]).map { $0.rowDistances(to: $1).max() ?? 0 }
            for (k, distance) in distances.enumerated() {
                #expect(distance <= pow(q, Double(k)) * distances[0] * (1 + 1e-9) + 1e-12)
            }
            let moved = ends[0][120].rowDistances(to: ends[0][119]).max() ?? 0
            #expect(isTied ? moved < 1e-2 : moved > 0.1, "\(moved)")
        }
    }

    /// tr J ≥ ‖J‖²_F, the Lipschitz constant, and the Jacobian itself against differences.
    @Test(arguments: ProximalDenoiser.allCases) func jacobians(_ denoiser: ProximalDenoiser) throws {
        let network = try Self.network(denoiser, isTied: false, channels: 4)
        network.randomise(scale: denoiser == .free ? 1 : 10, seed: 4, index: 0)
        for n in 0..<4 {
            let point = Self.random("r").rows(n..<n + 1)
            let jacobian = network.denoiserJacobian(2, at: point)
            let square = (0..<jacobian.count).reduce(0) { $0 + jacobian.pointer[$1] * jacobian.pointer[$1] }
            let trace = (0..<Self.pixels).reduce(0) { $0 + jacobian[$1, $1] }
            let gram = Matrix.product(jacobian, transposeA: true, jacobian)
            let norm = max(0, SymmetricEigen(gram)?.values.last ?? .nan).squareRoot()
            if let bound = denoiser.lipschitzConstant { #expect(norm <= bound + 1e-9) }
            if denoiser.isFirm { #expect(trace >= square - 1e-9) }
            #expect(!denoiser.hasNetwork || square > 1e-6)
        }
    }

    /// r = c + γ(Aᵀy − AᵀA·c), and the same network in single precision.
    @Test func stepsAndPrecision() throws {
        let network = try Self.network(.firm, isTied: true)
        network.randomise(scale: 1, seed: 1, index: 0)
        #expect(network.step(1) > 0.05 && network.step(1) < 1.95 && network.step(1) == network.step(3))
        // However large g is, the step stays below 2/‖A‖².
        for (g, step) in [(-800.0, 0.05), (0, 1), (800, 1.95)] {
            let extreme = try Self.network(.firm, isTied: true)
            extreme.values.fill(g)
            extreme.refresh()
            #expect(abs(extreme.step(2) - step) < 1e-12)
        }
        let (x, c) = (Self.random("y"), Self.random("c"))
        let expected = c.copy()
        let residual = x.copy()
        residual.setProduct(c, network.gram, alpha: -1, beta: 1)
        Double.addScaled(expected.pointer, residual.pointer, scale: network.step(1), count: c.count)
        #expect(network.gradientStep(2, x, from: c).rowDistances(to: expected).allSatisfy { $0 < 1e-12 })
        let single = network.converted(to: Float.self)
        let ends = (network.run(x, from: c)[3], single.run(x.converted(), from: c.converted())[3])
        #expect(ends.0.rowDistances(to: ends.1.converted()).allSatisfy { $0 < 1e-4 })
        var last = Matrix<Double>(rows: 1, columns: 1)
        network.iterate(x, from: c, count: 3) { _, current in
            last = current.copy()
            return true
        }
        #expect(last.rowDistances(to: ends.0).allSatisfy { $0 == 0 })
    }
}
