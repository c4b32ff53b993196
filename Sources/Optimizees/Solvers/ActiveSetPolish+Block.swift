import COpenBLAS
import Tensors

extension ActiveSetPolish {
    /// The unfinished samples of a block, packed into the first `count` rows of each matrix.
    final class Block {
        let polish: ActiveSetPolish
        let minimisers: Matrix<Double>
        var gaps: [Double]
        var samples: [Sample]
        var count: Int { samples.count }

        private let y: Matrix<Double>
        /// Dᵀx.
        private let correlation: Matrix<Double>
        /// Dᵀ(x − Dy).
        private let gradient: Matrix<Double>
        private let right: Matrix<Float>
        private let step: Matrix<Float>

        init(_ polish: ActiveSetPolish, _ start: Matrix<Float>, _ x: Matrix<Float>) {
            self.polish = polish
            let y: Matrix<Double> = start.converted()
            self.y = y
            minimisers = Matrix(rows: start.rows, columns: start.columns)
            let inputs: Matrix<Double> = x.converted()
            correlation = polish.problem.double.correlation(inputs)
            gradient = Matrix(rows: start.rows, columns: start.columns)
            right = Matrix(rows: start.rows, columns: start.columns)
            step = Matrix(rows: start.rows, columns: start.columns)
            gaps = [Double](repeating: .infinity, count: start.rows)
            samples = (0..<start.rows).map {
                Sample(
                    row: $0, squares: Double.sumOfSquares(inputs.row($0), count: x.columns), y: y.row($0), y.columns)
            }
            updateGradient()
        }

        private func updateGradient() {
            let d = y.columns
            gradient.pointer.update(from: correlation.pointer, count: count * d)
            Double.gemm(
                transposeA: false, transposeB: false, m: count, n: d, k: d, alpha: -1, a: y.pointer, lda: d,
                b: polish.problem.double.gram.pointer, ldb: d, beta: 1, c: gradient.pointer, ldc: d)
        }

        private func multiply(_ a: Matrix<Float>, into c: Matrix<Float>, alpha: Float, beta: Float) {
            let d = y.columns
            Float.gemm(
                transposeA: false, transposeB: false, m: count, n: d, k: d, alpha: alpha, a: a.pointer, lda: d,
                b: polish.inverse.pointer, ldb: d, beta: beta, c: c.pointer, ldc: d)
        }

        /// One linear system a sample: y on A moves to where the gradient is αs, as far as Float can tell.
        func correct() {
            let d = y.columns
            let alpha = polish.problem.alpha
            for (k, sample) in samples.enumerated() {
                let (target, g) = (right.row(k), gradient.row(k))
                for i in 0..<d {
                    let s = sample.signs[i]
                    target[i] = s == 0 ? 0 : Float(g[i] - alpha * Double(s))
                }
                sample.factor(polish)
            }
            multiply(right, into: step, alpha: 1, beta: 0)
            for (k, sample) in samples.enumerated() { sample.solveComplement(step.row(k), into: right.row(k)) }
            multiply(right, into: step, alpha: -1, beta: 1)
            for (k, sample) in samples.enumerated() {
                let (values, move) = (y.row(k), step.row(k))
                if sample.usesComplement {
                    for i in 0..<d where sample.signs[i] != 0 { values[i] += Double(move[i]) }
                } else {
                    sample.solveSupport(right.row(k))
                    for (j, i) in sample.indices.enumerated() { values[Int(i)] += Double(right[k, j]) }
                }
            }
            updateGradient()
        }

        /// Judges every sample; those whose gap is small leave, the others get their support changed.
        func review() {
            let (d, problem) = (y.columns, polish.problem)
            var kept: [Sample] = []
            for (k, sample) in samples.enumerated() {
                let (values, g) = (y.row(k), gradient.row(k))
                let gap = sample.gap(values, g, correlation.row(k), alpha: problem.alpha, d)
                if gap <= polish.target || sample.isSingular {
                    finish(sample, at: k, gap)
                    continue
                }
                gaps[sample.row] = gap
                sample.exchange(values, g, gram: problem.double.gram, alpha: problem.alpha)
                if kept.count < k {
                    y.row(kept.count).update(from: values, count: d)
                    gradient.row(kept.count).update(from: g, count: d)
                    correlation.row(kept.count).update(from: correlation.row(k), count: d)
                }
                kept.append(sample)
            }
            samples = kept
        }

        private func finish(_ sample: Sample, at k: Int, _ gap: Double) {
            gaps[sample.row] = gap
            minimisers.row(sample.row).update(from: y.row(k), count: y.columns)
        }

        /// Gives back those that are left.
        func finishAll() {
            for (k, sample) in samples.enumerated() { finish(sample, at: k, gaps[sample.row]) }
            samples = []
        }
    }
}
