import COpenBLAS
import Tensors

extension ActiveSetPolish {
    /// The unfinished samples of a block, packed into the first `count` rows of each matrix.
    final class Block {
        let polish: ActiveSetPolish
        let capacity: Int
        private(set) var minimisers = Matrix<Double>(rows: 0, columns: 0)
        private(set) var gaps: [Double] = []
        private var samples: [Sample] = []
        private let spare: [Sample]
        var count: Int { samples.count }

        private let y: Matrix<Double>
        /// Dᵀx.
        private let correlation: Matrix<Double>
        /// Dᵀ(x − Dy).
        private let gradient: Matrix<Double>
        private let right: Matrix<Float>
        private let step: Matrix<Float>
        private var round = 0
        /// Rounds in which the gradient follows the steps in Float; the gaps that end a sample's work come after them.
        private static let roughRounds = 1
        /// Rows up to which products go row by row: to pack the matrix for few rows costs more than to read it for each.
        private static let fewRows = 4

        /// Room for blocks of `capacity` samples. Kept from block to block: to fetch fresh pages costs more than to fill them.
        init(_ polish: ActiveSetPolish, capacity: Int) {
            let d = polish.problem.dimension
            self.polish = polish
            self.capacity = capacity
            y = Matrix(rows: capacity, columns: d)
            correlation = Matrix(rows: capacity, columns: d)
            gradient = Matrix(rows: capacity, columns: d)
            right = Matrix(rows: capacity, columns: d)
            step = Matrix(rows: capacity, columns: d)
            spare = (0..<capacity).map { _ in Sample(d) }
        }

        /// Starts on a block of at most `capacity` samples.
        func load(_ start: Matrix<Float>, _ inputs: Matrix<Double>) {
            minimisers = Matrix(rows: start.rows, columns: start.columns)
            gaps = [Double](repeating: .infinity, count: start.rows)
            for i in 0..<start.count { y.pointer[i] = Double(start.pointer[i]) }
            samples = Array(spare.prefix(start.rows))
            for (row, sample) in samples.enumerated() {
                sample.load(
                    row: row, squares: Double.sumOfSquares(inputs.row(row), count: inputs.columns), y: y.row(row))
            }
            let (p, d) = (inputs.columns, y.columns)
            Double.gemm(
                transposeA: false, transposeB: false, m: inputs.rows, n: d, k: p, alpha: 1, a: inputs.pointer, lda: p,
                b: polish.problem.double.dictionary.pointer, ldb: d, beta: 0, c: correlation.pointer, ldc: d)
            round = 0
            gradient.pointer.update(from: correlation.pointer, count: start.count)
            step.pointer.update(from: start.pointer, count: start.count)
            followStep()
        }

        /// gradient = Dᵀx − DᵀD·y.
        private func updateGradient() {
            gradient.pointer.update(from: correlation.pointer, count: count * y.columns)
            let gram = polish.problem.double.gram
            let d = Int32(y.columns)
            if count > Self.fewRows {
                cblas_dgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), d, d, -1, y.pointer, d, gram.pointer, d, 1,
                    gradient.pointer, d)
            } else {
                for k in 0..<count {
                    cblas_dgemv(
                        CblasRowMajor, CblasNoTrans, d, d, -1, gram.pointer, d, y.row(k), 1, 1, gradient.row(k), 1)
                }
            }
        }

        /// c = alpha·a·matrix + beta·c, with a symmetric matrix.
        private func multiply(
            _ a: Matrix<Float>, _ matrix: Matrix<Float>, into c: Matrix<Float>, alpha: Float = 1, beta: Float = 0
        ) {
            let d = Int32(y.columns)
            if count > Self.fewRows {
                cblas_sgemm(
                    CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(count), d, d, alpha, a.pointer, d, matrix.pointer,
                    d,
                    beta, c.pointer, d)
            } else {
                for k in 0..<count {
                    cblas_sgemv(
                        CblasRowMajor, CblasNoTrans, d, d, alpha, matrix.pointer, d, a.row(k), 1, beta, c.row(k), 1)
                }
            }
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
            multiply(right, polish.inverse, into: step)
            for (k, sample) in samples.enumerated() { sample.solveComplement(step.row(k), into: right.row(k)) }
            multiply(right, polish.inverse, into: step, alpha: -1, beta: 1)
            for (k, sample) in samples.enumerated() {
                sample.finishStep(step.row(k), right.row(k))
                let (values, move) = (y.row(k), step.row(k))
                for i in 0..<d { values[i] += Double(move[i]) }
            }
            if round < Self.roughRounds { followStep() } else { updateGradient() }
            round += 1
        }

        /// gradient −= DᵀD·step.
        private func followStep() {
            multiply(step, polish.problem.single.gram, into: right)
            for i in 0..<count * y.columns { gradient.pointer[i] -= Double(right.pointer[i]) }
        }

        /// Judges every sample; those whose gap is small leave, the others get their support changed.
        func review() {
            let (d, problem) = (y.columns, polish.problem)
            var kept: [Sample] = []
            for (k, sample) in samples.enumerated() {
                let (values, g) = (y.row(k), gradient.row(k))
                let gap =
                    round <= Self.roughRounds
                    ? .infinity : sample.gap(values, g, correlation.row(k), alpha: problem.alpha, d)
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
