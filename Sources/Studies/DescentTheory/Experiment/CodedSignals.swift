import Tensors

/// Signals x = Dc of sparse codes c, a function of seed, set and index: no data are needed.
package struct CodedSignals: Sendable {
    /// D: (p, d), of independent elements N(0, 1/p).
    package let dictionary: Matrix<Float>
    private let density: Double
    private let seed: UInt64

    /// The signals of a seed.
    ///
    /// - Parameters:
    ///   - p: the size of a signal.
    ///   - d: the size of a code.
    ///   - density: the share of a code's entries that are not zero; these are uniform in [−1, 1].
    package init(inputs p: Int, atoms d: Int, density: Double, seed: UInt64) {
        (self.density, self.seed) = (density, seed)
        dictionary = RandomStream(seed: seed, name: "theory/dictionary").normal(
            rows: p, columns: d, standardDeviation: 1 / Double(p).squareRoot())
    }

    /// The first signals of a set, (n, p).
    package func inputs(_ set: String, count: Int) -> Matrix<Float> {
        let codes = Matrix<Float>(rows: count, columns: dictionary.columns)
        codes.fill(0)
        for n in 0..<count {
            var stream = RandomStream(seed: seed, name: "theory/signals/\(set)", step: n)
            let code = codes.row(n)
            for i in 0..<codes.columns where stream.uniform() < density { code[i] = Float(2 * stream.uniform() - 1) }
        }
        return Matrix.product(codes, dictionary, transposeB: true)
    }

    /// x + p·n with n ~ N(0, I): the same n for every p.
    package func shifted(_ x: Matrix<Float>, by level: Double) -> Matrix<Float> {
        let result: Matrix<Float> = RandomStream(seed: seed, name: "theory/shift").normal(
            rows: x.rows, columns: x.columns, standardDeviation: level)
        Float.addScaled(result.pointer, x.pointer, scale: 1, count: x.count)
        return result
    }
}
