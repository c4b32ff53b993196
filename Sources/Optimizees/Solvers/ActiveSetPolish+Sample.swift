import CKernels
import COpenBLAS
import Tensors

extension ActiveSetPolish {
    /// One sample's support A, its signs, and the factor of its system.
    final class Sample {
        /// Row in the block that was handed in.
        private(set) var row = 0
        /// ‖x‖².
        private(set) var squares = 0.0
        /// sign(y) on A, 0 on its complement I.
        var signs: [Int8]
        /// A, or I if it is smaller.
        private(set) var indices: [Int32] = []
        private(set) var usesComplement = false
        private(set) var isSingular = false
        /// U of the Cholesky factorisation UᵀU, (stride, stride).
        private var triangle: [Float] = []
        private var stride = 0
        private var isStale = true

        init(_ d: Int) { signs = [Int8](repeating: 0, count: d) }

        /// Starts on a sample.
        func load(row: Int, squares: Double, y: UnsafePointer<Double>) {
            self.row = row
            self.squares = squares
            for i in 0..<signs.count { signs[i] = y[i] > 0 ? 1 : (y[i] < 0 ? -1 : 0) }
            isStale = true
            isSingular = false
        }

        /// The Cholesky factor of M_II or of (DᵀD + δI)_AA, when the support has changed.
        func factor(_ polish: ActiveSetPolish) {
            guard isStale else { return }
            isStale = false
            let d = signs.count
            let active = signs.reduce(0) { $0 + ($1 == 0 ? 0 : 1) }
            usesComplement = active > d - active
            indices.removeAll(keepingCapacity: true)
            for i in 0..<d where (signs[i] == 0) == usesComplement { indices.append(Int32(i)) }
            let n = indices.count
            stride = dh_cholesky_stride(n)
            if triangle.count < stride * stride { triangle = [Float](repeating: 0, count: stride * stride) }
            guard n > 0 else { return }
            let source = usesComplement ? polish.inverse : polish.problem.single.gram
            let shift = usesComplement ? 0 : Float(polish.delta)
            dh_gather_principal(source.pointer, d, indices, n, shift, &triangle)
            isSingular = dh_cholesky(&triangle, n) != 0
        }

        private func solve(_ values: UnsafeMutablePointer<Float>) {
            guard !isSingular, !indices.isEmpty else { return }
            // Faster than `spotrs`, which packs the factor for many right-hand sides.
            let (n, width) = (Int32(indices.count), Int32(stride))
            cblas_strsv(CblasRowMajor, CblasUpper, CblasTrans, CblasNonUnit, n, triangle, width, values, 1)
            cblas_strsv(CblasRowMajor, CblasUpper, CblasNoTrans, CblasNonUnit, n, triangle, width, values, 1)
        }

        /// `right` becomes c = M_II⁻¹·w_I, spread over I, and 0 on A: what makes w − M·c vanish on I.
        func solveComplement(_ w: UnsafePointer<Float>, into right: UnsafeMutablePointer<Float>) {
            guard usesComplement else { return }
            withUnsafeTemporaryAllocation(of: Float.self, capacity: max(indices.count, 1)) { c in
                guard let base = c.baseAddress else { return }
                for (j, i) in indices.enumerated() { base[j] = w[Int(i)] }
                solve(base)
                right.update(repeating: 0, count: signs.count)
                for (j, i) in indices.enumerated() { right[Int(i)] = base[j] }
            }
        }

        /// `step`, (DᵀD + δI)⁻¹(right − c) so far, becomes the step on A and exactly 0 on I.
        func finishStep(_ step: UnsafeMutablePointer<Float>, _ right: UnsafeMutablePointer<Float>) {
            if usesComplement {
                for i in indices { step[Int(i)] = 0 }
                return
            }
            for (j, i) in indices.enumerated() { right[j] = right[Int(i)] }
            solve(right)
            step.update(repeating: 0, count: signs.count)
            for (j, i) in indices.enumerated() { step[Int(i)] = right[j] }
        }

        /// The relative duality gap from g = Dᵀ(x − Dy) and Dᵀx, without the residual:
        /// ‖r‖² = ‖x‖² − yᵀDᵀx − yᵀg and xᵀr = ‖x‖² − yᵀDᵀx.
        func gap(
            _ y: UnsafePointer<Double>, _ g: UnsafePointer<Double>, _ correlation: UnsafePointer<Double>,
            alpha: Double, _ d: Int
        ) -> Double {
            var (largest, magnitudes, yg, yc) = (0.0, 0.0, 0.0, 0.0)
            for i in 0..<d {
                largest = max(largest, abs(g[i]))
                magnitudes += abs(y[i])
                yg += y[i] * g[i]
                yc += y[i] * correlation[i]
            }
            let inner = squares - yc
            let residual = inner - yg
            let primal = 0.5 * residual + alpha * magnitudes
            guard primal > 0 else { return primal == 0 ? 0 : .infinity }
            var scale = residual > 0 ? max(inner / residual, 0) : 1
            if largest > 0 { scale = min(scale, alpha / largest) }
            let gap = (primal - scale * inner + 0.5 * scale * scale * residual) / primal
            return gap.isFinite ? max(gap, 0) : .infinity
        }

        /// Entries of the wrong sign leave the support, and the gradient follows; those above α enter.
        func exchange(
            _ y: UnsafeMutablePointer<Double>, _ g: UnsafeMutablePointer<Double>, gram: Matrix<Double>, alpha: Double
        ) {
            let d = signs.count
            var leaving: [Int] = []
            for i in 0..<d {
                if signs[i] == 0 {
                    guard abs(g[i]) > alpha else { continue }
                    signs[i] = g[i] > 0 ? 1 : -1
                    isStale = true
                } else if y[i] * Double(signs[i]) < 0 {
                    leaving.append(i)
                }
            }
            for i in leaving {
                Double.addScaled(g, gram.row(i), scale: y[i], count: d)
                y[i] = 0
                signs[i] = 0
                isStale = true
            }
        }
    }
}
