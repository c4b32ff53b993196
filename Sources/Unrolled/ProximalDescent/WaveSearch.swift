import Foundation

/// The search for the wave that a convolution enlarges most.
struct WaveSearch {
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
    private mutating func gram(_ phases: [(cosine: Double, sine: Double)]) -> HermitianMatrix {
        setTransfer(phases)
        let isLeft = rows <= columns
        let (size, depth) = isLeft ? (rows, columns) : (columns, rows)
        let (outer, inner) = isLeft ? (columns, 1) : (1, columns)
        // (WᴴW)_ij = Σ conj(w_i)·w_j, the conjugate of Σ w_i·conj(w_j).
        return HermitianMatrix(size, depth, re, im, outer, inner, conjugated: !isLeft)
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
