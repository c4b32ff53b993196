import Bench
import Descent
import Foundation
import GeneralisationExperiment
import Stages
import Tensors
import Testing
import Unrolled

/// Signals, bounds and what is measured of networks that learn from finitely many signals.
@Suite struct GeneralisationTests {
    private func problem(seed: UInt64 = 3) throws -> FiniteProblem {
        try FiniteProblem(rows: 10, columns: 20, density: 0.1, decibels: 40, seed: seed)
    }

    /// A smaller training set is the beginning of a larger one, and no signal is zero.
    @Test func signalsAreNested() throws {
        let problem = try problem()
        let (few, many) = (problem.signals("training", 5), problem.signals("training", 2_000))
        #expect(few.optima.values == many.optima.rows(0..<5).values)
        #expect(few.inputs.rowDistances(to: many.inputs.rows(0..<5)).allSatisfy { $0 < 1e-5 })
        #expect(problem.signals("test", 5).optima.values != few.optima.values)
        #expect(try self.problem(seed: 4).signals("training", 5).optima.values != few.optima.values)
        #expect(many.optima.rowNorms().allSatisfy { $0 > 0 })
        // With 20 entries at a density of 0.1, 0.9²⁰ of the signals would have none.
        let share = Double(many.optima.values.filter { $0 != 0 }.count) / Double(many.optima.count)
        #expect(abs(share - 0.1 - pow(0.9, 20) / 20) < 0.005, "\(share)")
        let noise = many.inputs.copy()
        noise.setProduct(many.optima, problem.matrix, transposeB: true, alpha: -1, beta: 1)
        #expect(abs(noise.rootMeanSquare - 0.01 * (0.1 * 2).squareRoot()) < 1e-4)
    }

    /// Numbers that others have found: bounds of public and printed sizes.
    @Test func boundsHaveTheirNumbers() {
        func close(_ a: Double, _ b: Double, _ digits: Double = 0.02) -> Bool { abs(a - b) < digits * b }
        // √55 times ∏L; 6 million weights at n = 10⁴.
        #expect(close(GapBounds.printed(product: 1, slope: 1, parameters: 55_000, samples: 1_000), 7.416, 1e-3))
        #expect(close(GapBounds.printed(product: 2, slope: 0.5, parameters: 6_000_000, samples: 10_000), 24.49, 1e-3))
        // 32 numbers of 8 bits.
        for (samples, bound) in [(1_000, 0.30), (10_000, 0.095), (100_000, 0.030)] {
            let own = GapBounds.occam(logarithm: 256 * log(2), choices: 1, samples: samples, delta: 0.05)
            #expect(close(own, bound), "\(own)")
        }
        #expect(close(GapBounds.heldOut(samples: 5_000, delta: 0.05), 0.0173))
        // KL/N = 0.01 certifies 0, 0.05 and 0.1 as these.
        for (p, r) in [(0, 0.00995), (0.05, 0.087), (0.1, 0.148)] {
            #expect(close(GapBounds.inverse(p, budget: 0.01), r, 0.01))
        }
        #expect(GapBounds.inverse(1, budget: 0.01) == 1 && GapBounds.inverse(0.3, budget: 0) >= 0.3)
        let r = GapBounds.inverse(0.2, budget: 0.05)
        #expect(abs(GapBounds.divergence(0.2, r) - 0.05) < 1e-12 && r > 0.2)
        let known = GapBounds.budget(divergence: 98, choices: 20, samples: 1_000, delta: 0.01)
        #expect(close(known, (98 + log(2 * 20 * 1_000.0.squareRoot() / 0.01)) / 1_000, 1e-12))
        #expect(
            close(
                GapBounds.bayes(divergence: 98, choices: 20, samples: 1_000, delta: 0.01), (known / 2).squareRoot(),
                1e-12))
        // Of few signals e^{n·kl} has the mean n + 1 at most.
        #expect(close(GapBounds.budget(divergence: 0, choices: 1, samples: 4, delta: 0.5), log(5 / 0.5) / 4, 1e-12))
    }

    /// The divergence of normal weights against its integral, over one weight.
    @Test func divergenceOfNormalWeights() {
        let (w, s, lambda) = (0.7, 0.2, 0.5)
        var sum = 0.0
        for i in 0..<40_000 {
            let x = -20 + Double(i) / 1_000
            let q = exp(-(x - w) * (x - w) / (2 * s)) / (2 * .pi * s).squareRoot()
            let ratio = -(x - w) * (x - w) / (2 * s) + x * x / (2 * lambda) + 0.5 * log(lambda / s)
            sum += q * ratio / 1_000
        }
        let own = GapBounds.divergence(square: w * w, count: 1, posterior: s, prior: lambda)
        #expect(abs(own - sum) < 1e-6, "\(own), \(sum)")
        #expect(GapBounds.divergence(square: 0, count: 5, posterior: 0.3, prior: 0.3) == 0)
    }

    /// The ε-net bound is below its value at any one ε, and grows with ln Λ.
    @Test func netBoundIsTheBestOne() {
        func bound(_ reach: Double) -> Double {
            GapBounds.net(parameters: 100, samples: 1_000, radius: 2, reach: reach, choices: 3, delta: 0.05)
        }
        for epsilon in [1e-6, 1e-4, 1e-2, 1] {
            let one = ((100 * log(6 / epsilon) + log(60)) / 2_000).squareRoot() + 2 * 7 * epsilon
            #expect(bound(7) <= one * 1.01)
        }
        let steps = (0..<3).map { bound(7 * pow(1e3, Double($0 + 1))) - bound(7 * pow(1e3, Double($0))) }
        #expect(steps.allSatisfy { $0 > 0 && $0 < 0.3 }, "\(steps)")
    }

    @Test func errorsAreClippedAndCounted() {
        let errors = SignalErrors(distances: [0.1, 3, .nan, 1], lengths: [1, 1, 1, 10])
        #expect(abs(errors.loss - (0.01 + 1 + 1 + 0.01) / 4) < 1e-12)
        #expect(errors.share(above: -10) == 0.5 && errors.share(above: -30) == 1)
        #expect(abs(errors.mean(of: 0..<2) - 0.505) < 1e-12)
    }

    /// Slopes of layers and of parameters against what small changes do.
    @Test func slopesBoundSmallChanges() throws {
        let problem = try problem()
        let contractive = ContractiveLista<Float>(
            layerCount: 3, matrix: problem.matrix, step: 0.2, contraction: 0.5, threshold: 0.01)
        let points = problem.signals("test", 4)
        let own = try #require(LayerSlopes(contractive, points))
        #expect(abs(own.normProduct - 0.125) < 1e-3 && own.localProduct <= own.normProduct * (1 + 1e-6))
        let start = Matrix<Float>(rows: 10, columns: 20)
        Float.addScaled(start.pointer, problem.matrix.pointer, scale: 0.2, count: start.count)
        for learning in [CoupledLista<Float>.Learning.tied, .untied] {
            let network = CoupledLista<Float>(
                layerCount: 3, matrix: problem.matrix, weights: start, learning: (learning, .untied, .untied))
            network.initialise(step: 1.1) { _ in 0.02 }
            let slopes = try #require(LayerSlopes(network, points))
            #expect(slopes.localProduct <= slopes.normProduct * (1 + 1e-6) && slopes.localProduct > 0.01)
            let zero = Matrix<Float>(rows: 4, columns: 20)
            let before = try #require(network.run(points.inputs, from: zero).last).copy()
            let kept = network.values.copy()
            let noise: Matrix<Float> = RandomStream(seed: 8, name: "w").normal(rows: 1, columns: kept.count)
            let size = noise.rowNorms()[0]
            Float.addScaled(network.values.pointer, noise.pointer, scale: Float(1e-3 / size), count: kept.count)
            let after = try #require(network.run(points.inputs, from: zero).last)
            let most = after.rowDistances(to: before).max() ?? 0
            #expect(most > 0 && most / 1e-3 <= slopes.reach * 1.01, "\(most), \(slopes.reach)")
        }
        #expect(
            LayerSlopes(
                Tista<Float>(
                    layerCount: 2, matrix: problem.matrix, weights: problem.matrix,
                    prior: .init(density: 0.1, noise: 0.01)), points) == nil)
    }

    /// Networks of a run: their tables say what they learned from, and certificates are above fractions.
    @Test func anEvaluation() throws {
        let name = "generalisation/evaluate/alista-certified/seed-1"
        let run = try StudyRun(
            Studies.settings(StudyRun.small), targets: [name, "generalisation/evaluate/contractive-2/seed-1"])
        defer { run.remove() }
        try #require(run.summary.exitCode == 0, "\(run.trouble)")
        let certificates = try run.table("certificates.csv", of: name)
        #expect(try certificates.ints("samples") == [16, 16, 16, 16, 40, 40, 40, 40])
        #expect(try certificates.ints("draws") == [32, 32, 32, 32, 40, 40, 40, 40])
        for column in ["train", "held_out"] {
            #expect(try certificates.doubles(column).allSatisfy { (0...1).contains($0) })
        }
        #expect(try zip(certificates.doubles("certificate"), certificates.doubles("train")).allSatisfy { $0 >= $1 })
        let cells = try run.table("cells.csv", of: name)
        #expect(try cells.ints("samples") == [16, 40] && cells.ints("parameters") == [4, 4])
        let contractive = try run.table("cells.csv", of: "generalisation/evaluate/contractive-2/seed-1")
        #expect(try abs(contractive.doubles("norm_product")[0] - 0.1) < 1e-12)
        #expect(try contractive.doubles("slope_product")[0] <= 0.1001)
        let trainings = try run.table("trainings.csv", of: "generalisation/train/alista-certified/seed-1")
        #expect(try trainings.strings("samples") == ["16", "40", ""])
    }

    @Test(arguments: [
        ("generalisation.columns", SettingValue.int(20), "more columns than rows"),
        ("generalisation.layers", .list([2, 2]), "twice"), ("generalisation.samples", .list([64, 64]), "twice"),
        ("generalisation.contraction.products", .list([.double(0.1), .double(0.1)]), "twice"),
        ("generalisation.density", .double(0.01), "Hint: a larger density"),
        ("generalisation.contraction.products", .double(2), "from 1e-12 to 1"),
        ("generalisation.points", .int(5_000), "more than generalisation.test"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            try StudyGraph.check(Studies.settings([(name, value)]), [GeneralisationStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}
