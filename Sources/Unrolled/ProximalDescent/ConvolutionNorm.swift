import Foundation
import Tensors

/// The norm of a convolution on a torus as a map between images, exactly, and its slope in the weight.
///
/// A wave of frequency ω is sent to the same wave times the matrix W(ω) = Σ_k W_k·e^{iω·δ_k} of O × I numbers, so that the norm
/// is the largest singular value over all frequencies of the image: Sedghi, Gupta, Long, The singular values of convolutional
/// layers, 2019. It is at least the norm of the kernel reshaped to (O, 9·I), whose square is that of the mean of
/// W(ω)·W(ω)ᴴ, and at most three times that.
public struct ConvolutionNorm: Sendable {
    /// σ, the norm; NaN where a weight is not finite.
    public let value: Double
    /// ∂σ/∂W, as the weight lies, at the wave that attains it; zero where the weight is.
    public let slope: [Double]

    /// The norm of a convolution with this weight, (O, 3, 3, I).
    public init(_ convolution: CircularConvolution, weight: [Double]) {
        precondition(weight.count == convolution.weightShape.reduce(1, *), "a weight of other sizes")
        guard weight.allSatisfy(\.isFinite) else {
            (value, slope) = (.nan, weight.map { _ in 0 })
            return
        }
        // In units of the largest weight, whose square neither vanishes nor overflows.
        let unit = weight.reduce(0) { max($0, abs($1)) }
        guard unit > 0 else {
            (value, slope) = (0, weight.map { _ in 0 })
            return
        }
        var search = WaveSearch(convolution, weight.map { $0 / unit })
        let wave = search.loudest()
        value = unit * wave.gain
        slope = search.slope(at: wave)
    }

    /// The norm of the kernel reshaped to (O, 9·I), by which layers are often divided instead.
    public static func reshaped(_ convolution: CircularConvolution, weight: [Double]) -> Double {
        let kernel = Matrix<Double>(rows: convolution.outputs, columns: 9 * convolution.inputs, values: weight)
        let gram = Matrix.product(kernel, kernel, transposeB: true)
        return max(0, SymmetricEigen(gram)?.values.last ?? .nan).squareRoot()
    }
}

/// The search for the wave that a convolution enlarges most.
private struct WaveSearch {
    /// A wave, what it is multiplied by at most, and the singular vectors of that.
    struct Wave {
        var phases: [(cosine: Double, sine: Double)]
        var gain: Double
        var left: [(re: Double, im: Double)]
        var right: [(re: Double, im: Double)]
    }

    private let convolution: CircularConvolution
    private let weight: [Double]
    private let rows: Int
    private let columns: Int
    /// W(ω), (rows, columns).
    private var re: [Double]
    private var im: [Double]

    init(_ convolution: CircularConvolution, _ weight: [Double]) {
        (self.convolution, self.weight) = (convolution, weight)
        (rows, columns) = (convolution.outputs, convolution.inputs)
        re = [Double](repeating: 0, count: rows * columns)
        im = re
    }

    /// Of ω and −ω, whose matrices are conjugate, one is looked at. Bounds by tr (W·Wᴴ)^{2p}, p = 1, 2, 4, leave few
    /// frequencies whose eigenvalues have to be found.
    mutating func loudest() -> Wave {
        let waves = frequencies()
        let grams = waves.map { phases in gram(phases) }
        let bounds = grams.map(\.length)
        var best = Wave(phases: [], gain: 0, left: [], right: [])
        for place in waves.indices.sorted(by: { (bounds[$0], $1) > (bounds[$1], $0) }) {
            let reached = best.gain * best.gain
            guard bounds[place] > reached else { break }
            let square = grams[place].squared
            guard square.length > reached * reached else { continue }
            guard square.squared.length > reached * reached * reached * reached else { continue }
            let top = grams[place].top
            if top.value > reached {
                best = Wave(phases: waves[place], gain: top.value.squareRoot(), left: [], right: [])
                setVectors(of: &best, top.vector)
            }
        }
        return best
    }

    /// Re(ū_o·e^{iω·δ_k}·v_i) for each weight.
    func slope(at wave: Wave) -> [Double] {
        var slope = [Double](repeating: 0, count: weight.count)
        for o in 0..<rows {
            let u = wave.left[o]
            for (k, phase) in wave.phases.enumerated() {
                let turned = (
                    re: u.re * phase.cosine + u.im * phase.sine, im: u.re * phase.sine - u.im * phase.cosine
                )
                for i in 0..<columns {
                    let v = wave.right[i]
                    slope[(o * 9 + k) * columns + i] = turned.re * v.re - turned.im * v.im
                }
            }
        }
        return slope
    }

    /// e^{iω·δ_k} of the frequencies.
    private func frequencies() -> [[(cosine: Double, sine: Double)]] {
        let (height, width) = (convolution.height, convolution.width)
        var waves: [[(cosine: Double, sine: Double)]] = []
        for p in 0..<height {
            for q in 0..<width {
                let (otherP, otherQ) = ((height - p) % height, (width - q) % width)
                guard (p, q) <= (otherP, otherQ) else { continue }
                waves.append(
                    (0..<9).map { k in
                        let turns =
                            Double(p * (k / 3 - 1)) / Double(height) + Double(q * (k % 3 - 1)) / Double(width)
                        return (cos(2 * .pi * turns), sin(2 * .pi * turns))
                    })
            }
        }
        return waves
    }

    private mutating func setTransfer(_ phases: [(cosine: Double, sine: Double)]) {
        for o in 0..<rows {
            for i in 0..<columns { (re[o * columns + i], im[o * columns + i]) = (0, 0) }
            for (k, phase) in phases.enumerated() {
                let from = (o * 9 + k) * columns
                for i in 0..<columns {
                    re[o * columns + i] += phase.cosine * weight[from + i]
                    im[o * columns + i] += phase.sine * weight[from + i]
                }
            }
        }
    }

    /// W·Wᴴ, or Wᴴ·W where that is smaller.
    private mutating func gram(_ phases: [(cosine: Double, sine: Double)]) -> Hermitian {
        setTransfer(phases)
        let isLeft = rows <= columns
        let (size, depth) = isLeft ? (rows, columns) : (columns, rows)
        let (outer, inner) = isLeft ? (columns, 1) : (1, columns)
        // (WᴴW)_ij = Σ conj(w_i)·w_j, the conjugate of Σ w_i·conj(w_j).
        return Hermitian(size, depth, re, im, outer, inner, conjugated: !isLeft)
    }

    /// The singular vectors of W(ω) from an eigenvector of its Gram matrix.
    private mutating func setVectors(of wave: inout Wave, _ vector: [(re: Double, im: Double)]) {
        setTransfer(wave.phases)
        var other = [(re: Double, im: Double)](
            repeating: (0, 0), count: rows <= columns ? columns : rows)
        for o in 0..<rows {
            for i in 0..<columns {
                let (x, y) = (re[o * columns + i], im[o * columns + i])
                if rows <= columns {  // v = Wᴴ·u/σ
                    other[i].re += (x * vector[o].re + y * vector[o].im) / wave.gain
                    other[i].im += (x * vector[o].im - y * vector[o].re) / wave.gain
                } else {  // u = W·v/σ
                    other[o].re += (x * vector[i].re - y * vector[i].im) / wave.gain
                    other[o].im += (x * vector[i].im + y * vector[i].re) / wave.gain
                }
            }
        }
        (wave.left, wave.right) = rows <= columns ? (vector, other) : (other, vector)
    }
}

/// A small Hermitian matrix.
private struct Hermitian {
    let size: Int
    private let re: [Double]
    private let im: [Double]

    /// Σ_k a_ik·conj(a_jk), conjugated or not, with a_ik at i·outer + k·inner.
    init(
        _ size: Int, _ depth: Int, _ x: [Double], _ y: [Double], _ outer: Int, _ inner: Int, conjugated: Bool = false
    ) {
        self.size = size
        var re = [Double](repeating: 0, count: size * size)
        var im = re
        let sign: Double = conjugated ? -1 : 1
        x.withUnsafeBufferPointer { x in
            y.withUnsafeBufferPointer { y in
                for i in 0..<size {
                    for j in 0...i {
                        var (real, imaginary) = (0.0, 0.0)
                        for k in 0..<depth {
                            let (a, b) = (i * outer + k * inner, j * outer + k * inner)
                            real += x[a] * x[b] + y[a] * y[b]
                            imaginary += y[a] * x[b] - x[a] * y[b]
                        }
                        (re[i * size + j], im[i * size + j]) = (real, sign * imaginary)
                        (re[j * size + i], im[j * size + i]) = (real, -sign * imaginary)
                    }
                }
            }
        }
        (self.re, self.im) = (re, im)
    }

    /// The Frobenius norm, which no eigenvalue exceeds.
    var length: Double { zip(re, im).reduce(0) { $0 + $1.0 * $1.0 + $1.1 * $1.1 }.squareRoot() }

    /// The square, H·Hᴴ.
    var squared: Hermitian { Hermitian(size, size, re, im, size, 1) }

    /// The largest eigenvalue and a vector of length 1, by the real matrix [X, −Y; Y, X], which has each twice.
    var top: (value: Double, vector: [(re: Double, im: Double)]) {
        if size == 1 { return (re[0], [(1, 0)]) }
        let real = Matrix<Double>(rows: 2 * size, columns: 2 * size)
        for i in 0..<size {
            for j in 0..<size {
                let (x, y) = (re[i * size + j], im[i * size + j])
                (real[i, j], real[size + i, size + j]) = (x, x)
                (real[i, size + j], real[size + i, j]) = (-y, y)
            }
        }
        // Where LAPACK gives up, the bound is safe.
        guard let eigen = SymmetricEigen(real) else { return (length, (0..<size).map { _ in (0, 0) }) }
        let (place, vectors) = (2 * size - 1, eigen.vectors)
        return (eigen.values[place], (0..<size).map { (vectors[place, $0], vectors[place, size + $0]) })
    }
}
