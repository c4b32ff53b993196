import Bench
import DescentTheoryExperiment
import Foundation
import Optimizees
import Stages
import Tensors
import Testing
import Unrolled

/// What the study of descent theory measures constants with.
@Suite struct DescentTheoryTests {
    private let signals = CodedSignals(inputs: 6, atoms: 8, density: 0.3, seed: 5)

    @Test func signalsAreFunctionsOfSeedSetAndIndex() {
        let few = signals.inputs("train", count: 5)
        #expect(signals.inputs("train", count: 9).rows(0..<5).isEqual(to: few))
        #expect(!signals.inputs("test", count: 5).isEqual(to: few))
        let other = CodedSignals(inputs: 6, atoms: 8, density: 0.3, seed: 6)
        #expect(!other.inputs("train", count: 5).isEqual(to: few))
        // The same noise at every level.
        let (one, two) = (signals.shifted(few, by: 0.1), signals.shifted(few, by: 0.2))
        for i in 0..<few.count {
            #expect(abs((two.pointer[i] - few.pointer[i]) - 2 * (one.pointer[i] - few.pointer[i])) < 1e-5)
        }
        let dense = CodedSignals(inputs: 6, atoms: 8, density: 1, seed: 5).inputs("train", count: 200)
        #expect(dense.rootMeanSquare > 1.3 * signals.inputs("train", count: 200).rootMeanSquare)
    }

    /// E‖n‖ by Γ: of one number √(2/π), and against samples.
    @Test func couplingIsTheMeanLengthOfNoise() {
        #expect(abs(ShiftDistance.coupling(1, dimension: 1) - (2 / Double.pi).squareRoot()) < 1e-14)
        #expect(abs(ShiftDistance.coupling(0.5, dimension: 2) - 0.5 * (Double.pi / 2).squareRoot()) < 1e-14)
        for k in [3, 64] {
            let noise: Matrix<Float> = RandomStream(seed: 1, name: "test/noise").normal(rows: 4_000, columns: k)
            let mean = noise.rowNorms().reduce(0, +) / 4_000
            #expect(abs(ShiftDistance.coupling(1, dimension: k) / mean - 1) < 0.01, "\(k)")
        }
        #expect(ShiftDistance.coupling(1, dimension: 64) <= 8)
    }

    /// No function of slope 1 rises by more than its argument moves, and a large shift is seen.
    @Test(arguments: [0.01, 0.1, 0.5, 3]) func theDistanceFromBelowIsNotAboveThatFromAbove(_ level: Double) {
        let test = signals.inputs("test", count: 200)
        let distance = ShiftDistance(known: signals.inputs("train", count: 50), test: test)
        let shifted = signals.shifted(test, by: level)
        let (lower, function) = distance.lower(shifted)
        let lengths = shifted.rowDistances(to: test)
        #expect(lower >= 0 && lower <= lengths[100...].reduce(0, +) / 100 * (1 + 1e-6) && !function.isEmpty)
        if level == 3 { #expect(lower > 0.7 * ShiftDistance.coupling(level, dimension: 6), "\(lower)") }
    }

    /// A network of three layers, some of whose thresholds may be negative.
    private func slopes(threshold: Float) -> (Lista<Float>, InputSlopes, GradientMapping<Float>) {
        let network = Lista<Float>(layerCount: 3, inputDimension: 6, dimension: 8)
        network.initialiseAtRandom(deviation: 0.3, seed: 3)
        for layer in 1...3 {
            let noise: Matrix<Float> = RandomStream(seed: 4, name: "test/u", layer: layer).normal(rows: 8, columns: 6)
            network.inputMatrix(layer).assign(from: noise)
            network.threshold(layer).fill(0.05)
            network.threshold(layer).pointer[2] = threshold
        }
        let lasso = Lasso(dictionary: signals.dictionary, alpha: 1)
        let norm = InputSlopes.norm(signals.dictionary)
        let mapping = GradientMapping(lasso, eigenvalue: norm * norm)
        return (network, InputSlopes(network, mapping, dictionaryNorm: norm), mapping)
    }

    private func norms(
        _ network: Lista<Float>, _ mapping: GradientMapping<Float>, _ x: Matrix<Float>, _ start: Matrix<Float>
    ) -> [[Double]] {
        network.run(x, from: start).map {
            mapping.step($0, correlation: mapping.lasso.correlation(x)).mapping.rowNorms()
        }
    }

    /// Against central differences in every coordinate of x.
    @Test func localSlopesAreGradients() {
        let (network, slopes, mapping) = slopes(threshold: 0.05)
        let x = signals.inputs("test", count: 12)
        let start: Matrix<Float> = RandomStream(seed: 7, name: "test/start").normal(rows: 12, columns: 8)
        let found = slopes.local(x, network.run(x, from: start))
        let h: Float = 1e-3
        var squares = found.map { $0.map { _ in 0.0 } }
        for i in 0..<6 {
            let (above, below) = (x.copy(), x.copy())
            for n in 0..<12 {
                above.row(n)[i] += h
                below.row(n)[i] -= h
            }
            let (a, b) = (norms(network, mapping, above, start), norms(network, mapping, below, start))
            for layer in 0...3 {
                for n in 0..<12 {
                    let slope = (a[layer][n] - b[layer][n]) / Double(2 * h)
                    squares[layer][n] += slope * slope
                }
            }
        }
        for layer in 0...3 {
            // Where a kink is between the two points the difference is between two gradients.
            let near = (0..<12).filter { abs(squares[layer][$0].squareRoot() / found[layer][$0] - 1) < 0.02 }
            #expect(near.count >= 10, "\(layer): \(found[layer]) \(squares[layer].map { $0.squareRoot() })")
        }
    }

    /// |‖G(y_l(x))‖ − ‖G(y_l(x'))‖| ≤ M_l·‖x − x'‖ + J_l; without negative thresholds J_l = 0, and with them it is needed.
    @Test(arguments: [Float(0.05), -0.5]) func boundsHoldForPairs(_ threshold: Float) {
        let (network, slopes, mapping) = slopes(threshold: threshold)
        let x = signals.inputs("test", count: 100)
        let start = Matrix<Float>(rows: 100, columns: 8)
        start.fill(0.2)
        let bounds = slopes.bounds(inputs: x.rowNorms().max() ?? 0, start: start.rowNorms()[0])
        let still = norms(network, mapping, x, start)
        let local = slopes.local(x, network.run(x, from: start))
        #expect(bounds.dropFirst().allSatisfy { ($0.jump > 0) == (threshold < 0) } && bounds[0].jump == 0)
        for level in [1e-4, 0.1, 1] {
            let moved = signals.shifted(x, by: level)
            let (lengths, other) = (moved.rowDistances(to: x), norms(network, mapping, moved, start))
            for layer in 0...3 {
                let bound = bounds[layer]
                #expect(still[layer].allSatisfy { $0 <= bound.range * (1 + 1e-5) }, "\(layer)")
                #expect(local[layer].allSatisfy { $0 <= bound.slope * (1 + 1e-5) }, "\(layer)")
                for n in 0..<100 {
                    let change = abs(other[layer][n] - still[layer][n])
                    #expect(change <= bound.slope * lengths[n] + bound.jump + 1e-4, "\(layer) \(n)")
                }
            }
        }
    }

    @Test func normsAreOfTheMatrix() {
        let diagonal = Matrix<Float>(rows: 2, columns: 3, values: [3, 0, 0, 0, -4, 0])
        #expect(abs(InputSlopes.norm(diagonal) - 4) < 1e-4 && InputSlopes.norm(diagonal) >= 4)
    }

    @Test(arguments: [
        ("theory.samples.sizes", SettingValue.list([128, 128]), "theory.samples.sizes has 128 twice"),
        ("theory.samples.sizes", 8_192, "theory.samples.train, which is a size of its own, is 8192"),
        ("theory.evaluation.shifts", .list([0.1, 0.1]), "twice"),
        ("theory.network.layers", 1, "a whole number from 2 to 100"), ("theory.problem.alpha", 0, "1e-06"),
        ("theory.training.batch", 9_000, "theory.training.batch is 9000, more than theory.samples.train, 8192"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            try StudyGraph.check(Studies.settings([(name, value)]), [DescentTheoryStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}

extension Matrix {
    /// Whether all elements are the same.
    fileprivate func isEqual(to other: Matrix) -> Bool {
        rows == other.rows && (0..<rows).allSatisfy { rowValues($0) == other.rowValues($0) }
    }
}
