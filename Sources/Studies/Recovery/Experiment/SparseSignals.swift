import Foundation
import Tensors

/// Signals for Dirac–Hadamard, each a function of seed, kind, sparsity and index.
package struct SparseSignals: Sendable {
    /// How a signal's entries are drawn.
    package enum Kind: String, CaseIterable, Sendable {
        /// A random support, and amplitudes from the uniform distribution on [−B, B].
        case uniform
        /// A random support, and amplitudes ±B.
        case signs
        /// The support on a coset block of rank one, where δ_s is attained, with ±B in its singular vectors' signs.
        case adversarial
    }

    let matrix: DiracHadamard
    let seed: UInt64
    /// B.
    let amplitude: Double

    /// The signals of a seed.
    package init(_ matrix: DiracHadamard, seed: UInt64, amplitude: Double) {
        (self.matrix, self.seed, self.amplitude) = (matrix, seed, amplitude)
    }

    /// Signal `index` with s entries; adversarial ones have at most 2√m.
    package func signal(_ kind: Kind, sparsity s: Int, index: Int) -> [Double] {
        var stream = RandomStream(seed: seed, name: "recovery/\(kind.rawValue)", step: index, layer: s)
        var signal = [Double](repeating: 0, count: matrix.columns)
        if kind == .adversarial {
            fillBlock(&signal, s, &stream)
            return signal
        }
        var support: [Int] = []
        while support.count < s {
            let place = stream.below(matrix.columns)
            if !support.contains(place) { support.append(place) }
        }
        for place in support {
            let unit = kind == .signs ? (stream.below(2) == 0 ? 1 : -1) : 2 * stream.uniform() - 1
            signal[place] = amplitude * unit
        }
        return signal
    }

    /// Rows i ⊕ r, i < √m, against columns k ⊕ c, k a multiple of √m: H there is (−1)^{⟨i, c⟩ + ⟨r, k⟩ + ⟨r, c⟩}.
    private func fillBlock(_ signal: inout [Double], _ s: Int, _ stream: inout RandomStream) {
        let (r, c) = (stream.below(matrix.rows), stream.below(matrix.rows))
        let (left, right) = (stream.below(2) == 0 ? 1.0 : -1, stream.below(2) == 0 ? 1.0 : -1)
        for i in stream.permutation(of: matrix.root).prefix(s - s / 2) {
            signal[i ^ r] = amplitude * left * DiracHadamard.sign(i, c)
        }
        for k in stream.permutation(of: matrix.root).prefix(s / 2).map({ $0 * matrix.root }) {
            signal[matrix.rows + (k ^ c)] = amplitude * right * DiracHadamard.sign(r, k)
        }
    }

    /// A compressible signal: B·i^{−1/p} for i = 1, 2, …, in a random order with random signs.
    package func compressible(_ p: Double, index: Int) -> [Double] {
        var stream = RandomStream(seed: seed, name: "recovery/compressible", step: index)
        var signal = [Double](repeating: 0, count: matrix.columns)
        for (size, place) in zip(sizes(p), stream.permutation(of: matrix.columns)) {
            signal[place] = stream.below(2) == 0 ? size : -size
        }
        return signal
    }

    /// The sizes of a compressible signal's entries, descending.
    package func sizes(_ p: Double) -> [Double] { (1...matrix.columns).map { amplitude * pow(Double($0), -1 / p) } }

    /// Noise N(0, σ²) for the measurement of signal `index`: the same numbers for every σ.
    package func noise(_ deviation: Double, index: Int) -> [Double] {
        let row: Matrix<Double> = RandomStream(seed: seed, name: "recovery/noise").normal(
            rows: 1, columns: matrix.rows, standardDeviation: 1, firstRow: index)
        return (0..<matrix.rows).map { deviation * row[0, $0] }
    }
}
