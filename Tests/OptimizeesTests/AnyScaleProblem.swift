import Foundation
import Optimizees
import Tensors

/// A made-up LASSO problem in strange units, which a power of two for each atom and signal takes back to ordinary ones.
struct AnyScaleProblem: CustomStringConvertible {
    let description: String
    let dictionary: Matrix<Double>
    let inputs: Matrix<Double>
    let alpha: Double
    /// d_j = 2^atomShifts[j]·(an ordinary atom).
    let atomShifts: [Int]
    /// x = 2^inputShift·(an ordinary signal).
    let inputShift: Int

    /// The problem of a seed: sizes, dependent atoms, units and the weight are drawn.
    init(seed: UInt64) {
        var stream = RandomStream(seed: seed, name: "tests/any scale")
        func whole(_ range: ClosedRange<Int>) -> Int {
            range.lowerBound + Int(stream.uniform() * Double(range.count)) % range.count
        }
        let (p, d, n) = (whole(1...14), whole(1...18), whole(1...5))
        let normal: (String, Int, Int) -> Matrix<Double> = { name, rows, columns in
            (RandomStream(seed: seed, name: name).normal(rows: rows, columns: columns) as Matrix<Float>).converted()
        }
        let (d0, x0) = (normal("D", p, d), normal("X", n, p))
        var kinds: [String] = []
        func happens(_ name: String, _ share: Double) -> Bool {
            guard d > 4, stream.uniform() < share else { return false }
            kinds.append(name)
            return true
        }
        let (twin, zero, sum, near) = (
            happens("twins", 0.2), happens("zeros", 0.2), happens("a sum", 0.2), happens("near twins", 0.2)
        )
        for i in 0..<p {
            if twin { d0[i, 1] = d0[i, 0] }
            if zero { d0[i, 2] = 0 }
            if sum { d0[i, 3] = d0[i, 0] - 2 * d0[i, 1] }
            if near { d0[i, 4] = d0[i, 0] * (1 + 1e-6 * stream.uniform()) }
        }
        let spread = [0, 0, 25, 80][whole(0...3)]
        let shift = whole(-100...100)
        atomShifts = (0..<d).map { _ in shift + whole(-spread...spread) }
        inputShift = whole(-100...100)
        dictionary = Matrix(rows: p, columns: d)
        for i in 0..<p { for j in 0..<d { dictionary[i, j] = Self.scale(d0[i, j], atomShifts[j]) } }
        inputs = x0
        for i in 0..<x0.count { x0.pointer[i] = Self.scale(x0.pointer[i], inputShift) }
        // Relative to the α above which zero is the answer; a little above it, too.
        let largest = Matrix.product(inputs, dictionary).values.map(abs).max() ?? 0
        let share = pow(10, -4 + 4.2 * stream.uniform())
        alpha = largest > 0 ? share * largest : 1
        description =
            "seed \(seed): p = \(p), d = \(d), n = \(n), \(kinds), spread \(spread), α = \(share) of the largest"
    }

    static func scale(_ value: Double, _ exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: value)
    }

    /// The relative duality gap of a row of y with the residual as dual direction, in ordinary units, by plain loops.
    func gap(_ y: Matrix<Double>, row: Int) -> Double {
        let (p, d) = (dictionary.rows, dictionary.columns)
        let atoms = (0..<d).map { j in (0..<p).map { Self.scale(dictionary[$0, j], -atomShifts[j]) } }
        let x = (0..<p).map { Self.scale(inputs[row, $0], -inputShift) }
        let z = (0..<d).map { Self.scale(y[row, $0], atomShifts[$0] - inputShift) }
        let weights = (0..<d).map { Self.scale(alpha, -atomShifts[$0] - inputShift) }
        let r = (0..<p).map { i in (0..<d).reduce(x[i]) { $0 - atoms[$1][i] * z[$1] } }
        let c = atoms.map { atom in (0..<p).reduce(0.0) { $0 + atom[$1] * r[$1] } }
        let squares = r.reduce(0) { $0 + $1 * $1 }
        let inner = zip(x, r).reduce(0) { $0 + $1.0 * $1.1 }
        let primal = 0.5 * squares + zip(weights, z).reduce(0) { $0 + $1.0 * abs($1.1) }
        var scale = squares > 0 ? max(inner / squares, 0) : 0
        for (weight, value) in zip(weights, c) where value != 0 { scale = min(scale, weight / abs(value)) }
        return primal == 0 ? 0 : (primal - scale * inner + 0.5 * scale * scale * squares) / primal
    }
}
