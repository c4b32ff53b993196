import Bench
import Foundation
import RecoveryExperiment
import Stages
import Tensors
import Testing

/// A matrix whose constants are known, theorems on it, and what is known of other matrices: against enumeration and each
/// other.
@Suite struct RecoveryTests {
    private let small = DiracHadamard(order: 2)
    private let matrix = DiracHadamard(order: 3)

    /// The fast transform against the matrix' own entries.
    @Test func productsAreThoseOfTheDenseMatrix() {
        let dense = matrix.dense
        let numbers: Matrix<Double> = RandomStream(seed: 1, name: "test").normal(rows: 2, columns: matrix.columns)
        let (x, y) = (numbers.rowValues(0), Array(numbers.rowValues(1).prefix(matrix.rows)))
        let product = (0..<matrix.rows).map { i in (0..<matrix.columns).reduce(0) { $0 + dense[i, $1] * x[$1] } }
        #expect(zip(matrix.product(x), product).allSatisfy { abs($0 - $1) < 1e-12 })
        var step = x
        matrix.descend(&step, y)
        for j in x.indices {
            let gradient = (0..<matrix.rows).reduce(0) { $0 + dense[$1, j] * (y[$1] - product[$1]) }
            #expect(abs(step[j] - x[j] - gradient) < 1e-12, "\(j)")
        }
    }

    /// All supports of t of 32 columns.
    @Test(arguments: [2, 3, 4]) func theIsometryConstantIsThatOfAllSupports(_ t: Int) throws {
        let dense = small.dense
        let gram = Matrix.product(dense, transposeA: true, dense)
        var largest = 0.0
        func visit(_ support: [Int]) throws {
            guard support.count == t else {
                for next in ((support.last ?? -1) + 1)..<small.columns { try visit(support + [next]) }
                return
            }
            let sub = Matrix<Double>(rows: t, columns: t)
            for i in 0..<t { for j in 0..<t { sub[i, j] = gram[support[i], support[j]] } }
            let values = try #require(SymmetricEigen(sub)).values
            largest = max(largest, values.map { abs($0 - 1) }.max() ?? 0)
        }
        try visit([])
        #expect(abs(largest - (small.isometryConstant(t) ?? 0)) < 1e-12)
    }

    @Test func knownConstants() {
        let paper = DiracHadamard(order: 4)
        #expect(paper.rows == 256 && paper.columns == 512 && paper.coherence == 1.0 / 16)
        #expect([2, 4, 6, 8].map { paper.isometryConstant(2 * $0) } == [0.125, 0.25, 0.375, 0.5])
        #expect(
            paper.isometryConstant(32) == 1 && paper.isometryConstant(33) == nil && paper.isometryConstant(0) == nil)
        #expect(CoherenceTheorem.largestSparsity(coherence: 1.0 / 16) == 8)
        #expect(CoherenceTheorem.largestSparsity(coherence: 1.0 / 15) == 7, "s < (1 + 1/μ)/2, not ≤")
        func theorem(_ s: Int) -> CoherenceTheorem {
            CoherenceTheorem(coherence: 1.0 / 16, sparsity: s, amplitude: 1)
        }
        #expect(theorem(8).applies && !theorem(9).applies && theorem(4).factor == 0.4375)
        #expect(theorem(4).bound(2) == 4 * 0.4375 * 0.4375 && theorem(4).threshold(0) == 0.25)
        let isometry = [2, 4, 6, 8].map { IsometryTheorem(paper, sparsity: $0, amplitude: 1) }
        #expect(zip(isometry, [0.325, 0.650, 0.974, 1.299]).allSatisfy { abs(($0.factor ?? 0) - $1) < 1e-3 })
        #expect(isometry[2].bound(1) != nil && isometry[3].bound(1) == nil)
    }

    /// What searches find is at most what is known, and the search on Dirac–Hadamard finds the worst block.
    @Test func theBracketHoldsWhatIsKnown() {
        let bracket = IsometryBracket(matrix.dense)
        let greedy = bracket.greedy(from: 5, upTo: 16)
        for t in 2...16 {
            let known = matrix.isometryConstant(t) ?? .nan
            let random = bracket.random(t, supports: 50, RandomStream(seed: 2, name: "test"))
            #expect(random.constant <= known + 1e-12 && greedy[t].constant <= known + 1e-12, "\(t)")
            #expect(bracket.upper(t) >= known - 1e-12 && bracket.upper(t) <= Double(t - 1) / 8 + 1e-12, "\(t)")
            #expect(greedy[t].rescaled <= greedy[t].constant + 1e-12)
        }
        #expect(abs(greedy[2].constant - 0.125) < 1e-12 && greedy[16].constant > 0.7, "\(greedy[16].constant)")
    }

    /// Of a random matrix against eigenvalues.
    @Test func extremesAreEigenvaluesOfSomeSupport() throws {
        let columns: Matrix<Double> = RandomStream(seed: 3, name: "test").normal(rows: 12, columns: 5)
        for j in 0..<5 {
            let length = (0..<12).reduce(0) { $0 + columns[$1, j] * columns[$1, j] }.squareRoot()
            for i in 0..<12 { columns[i, j] /= length }
        }
        let values = try #require(SymmetricEigen(Matrix.product(columns, transposeA: true, columns))).values
        let found = IsometryBracket(columns).random(5, supports: 1, RandomStream(seed: 1, name: "test"))
        #expect(abs(found.largest - (values.last ?? 0)) < 1e-3 && abs(found.smallest - values[0]) < 1e-3)
        #expect(found.largest <= (values.last ?? 0) + 1e-12 && found.smallest >= values[0] - 1e-12)
        let (low, high) = (found.smallest, found.largest)
        #expect(abs(found.rescaled - (high - low) / (high + low)) < 1e-15)
    }

    @Test(arguments: SparseSignals.Kind.allCases) func signalsAreWhatTheyAreCalled(_ kind: SparseSignals.Kind) {
        let signals = SparseSignals(matrix, seed: 4, amplitude: 2)
        let all = (0..<20).map { signals.signal(kind, sparsity: 5, index: $0) }
        #expect(Set(all).count > 15 && all[3] == signals.signal(kind, sparsity: 5, index: 3))
        for signal in all {
            let values = signal.filter { $0 != 0 }
            #expect(values.count == 5 && values.allSatisfy { abs($0) <= 2 })
            #expect(kind == .uniform || values.allSatisfy { abs($0) == 2 })
            guard kind == .adversarial else { continue }
            // ‖A·x‖² of a singular vector is the largest or the smallest that there is.
            let even = signals.signal(kind, sparsity: 6, index: 0)
            let energy = matrix.product(even).reduce(0) { $0 + $1 * $1 } / even.reduce(0) { $0 + $1 * $1 }
            #expect(abs(abs(energy - 1) - (matrix.isometryConstant(6) ?? 0)) < 1e-12)
        }
        #expect(
            all != (0..<20).map { SparseSignals(matrix, seed: 5, amplitude: 2).signal(kind, sparsity: 5, index: $0) })
    }

    /// No error is above its bound, and no iterate has an entry where the signal has none.
    @Test(arguments: [1, 2, 3, 4], SparseSignals.Kind.allCases) func boundsAreKept(_ s: Int, _ kind: SparseSignals.Kind)
    {
        let signals = SparseSignals(matrix, seed: 6, amplitude: 1)
        let theorem = CoherenceTheorem(coherence: matrix.coherence, sparsity: s, amplitude: 1)
        let isometry = IsometryTheorem(matrix, sparsity: s, amplitude: 1)
        let soft = RecoveryNetwork(matrix, .soft((0..<8).map(theorem.threshold)), layers: 8)
        let hard = RecoveryNetwork(matrix, .hard(s), layers: 8)
        for index in 0..<50 {
            let signal = signals.signal(kind, sparsity: s, index: index)
            let run = soft.run(signal, matrix.product(signal))
            #expect(run.errors.indices.allSatisfy { run.errors[$0] <= theorem.bound($0) * (1 + 1e-9) })
            #expect(!run.leaves.contains(true))
            let other = hard.run(signal, matrix.product(signal))
            for (layer, error) in other.errors.enumerated() {
                if let bound = isometry.bound(layer) { #expect(error <= bound * (1 + 1e-9) + 1e-14) }
            }
        }
        // Smaller thresholds than the theorem's let others in.
        let bold = RecoveryNetwork(matrix, .soft((0..<8).map { theorem.threshold($0) / 20 }), layers: 8)
        let signal = signals.signal(.signs, sparsity: 4, index: 0)
        #expect(bold.run(signal, matrix.product(signal)).leaves.contains(true))
    }

    @Test func thresholds() {
        var x = [3.0, -1, 0.5, -4, 1]
        RecoveryNetwork.keepLargest(2, of: &x)
        #expect(x == [3, 0, 0, -4, 0])
        x = [1, -1, 1]
        RecoveryNetwork.keepLargest(2, of: &x)
        #expect(x == [1, -1, 0], "of equal ones the first are kept")
        x = [3, -1, 0.5, -4]
        RecoveryNetwork.shrink(&x, by: 1)
        #expect(x == [2, 0, 0, -3])
    }

    @Test func ordersHaveTheAskedOne() {
        #expect(RecoveryStudy.orders(upTo: 8, with: 4) == [2, 4, 6, 8])
        let orders = RecoveryStudy.orders(upTo: 100, with: 50)
        #expect(orders.last == 100 && orders.contains(50) && orders == orders.sorted())
        #expect(
            RecoveryStudy.orders(upTo: 8, with: 16) == [2, 4, 6, 8] && RecoveryStudy.orders(upTo: 1, with: 2) == [])
    }

    @Test(arguments: [
        ("recovery.sparsities", SettingValue.list([2, 4, 2]), "recovery.sparsities has 2 twice"),
        ("recovery.sparsities", .list([2, 40]), "no constant is known beyond 32 entries"),
        ("recovery.order", 2, "with 16 rows"), ("recovery.field.columns", 60, "Hint: at most 30"),
        ("recovery.sweep.noise", .list([0.1, 0.1]), "twice"), ("recovery.sweep.tails", 0, "0.01"),
        ("recovery.order", 6, "a whole number from 2 to 5"), ("recovery.amplitude", 0, "0.001"),
    ]) func badSettingsAreNamed(_ name: String, _ value: SettingValue, _ words: String) {
        #expect {
            // More entries than a smaller matrix has constants for.
            let others: [(String, SettingValue)] =
                name == "recovery.order" ? [("recovery.sparsities", .list([2, 9]))] : []
            try StudyGraph.check(Studies.settings(others + [(name, value)]), [RecoveryStudy.self])
        } throws: {
            $0 is SettingsError && "\($0)".contains(words)
        }
    }
}
