import Tensors
import Testing

@Suite struct MatrixTests {
    @Test func blasUsesTheWideVectorsOfThisMachine() {
        #expect(!BLAS.core.isEmpty)
        if BLAS.vectorBits >= 256 { #expect(!["Prescott", "Nehalem", "Core2"].contains(BLAS.core)) }
    }

    @Test func productsAgreeWithTheirDefinition() {
        let a = Matrix<Double>(rows: 2, columns: 3, values: [1, 2, 3, 4, 5, 6])
        let b = Matrix<Double>(rows: 3, columns: 2, values: [7, 8, 9, 10, 11, 12])
        #expect(Matrix.product(a, b).values == [58, 64, 139, 154])
        #expect(Matrix.product(a, transposeA: true, a).values == [17, 22, 27, 22, 29, 36, 27, 36, 45])
        #expect(Matrix.product(a, b.transposed(), transposeB: true).values == [58, 64, 139, 154])
    }

    @Test func softThresholdEnlargesWhereTheThresholdIsNegative() {
        let pre: [Double] = [3, -3, 0.5, -0.5, 0, 1, -1, 0]
        var out = [Double](repeating: 9, count: 8)
        Double.softThreshold(pre, [1, 1, 1, -2], into: &out, rows: 2, columns: 4)
        #expect(out == [2, -2, 0, -2.5, 0, 0, 0, 0])
    }

    @Test func eigendecompositionReconstructs() throws {
        let s = Matrix<Double>(rows: 3, columns: 3, values: [4, 1, 0.5, 1, 3, -0.2, 0.5, -0.2, 2])
        let eigen = try #require(SymmetricEigen(s))
        let root = eigen.apply { $0.squareRoot() }
        let back = Matrix.product(root, root)
        for i in 0..<9 { #expect(abs(back.pointer[i] - s.pointer[i]) < 1e-12) }
        #expect(eigen.values == eigen.values.sorted())
    }

    @Test func workersVisitEveryShardOnce() {
        for threads in [1, 2, 5] {
            let visits = Matrix<Float>(rows: 1, columns: 37)
            Workers(count: threads).forEach(37) { shard, worker in
                visits.pointer[shard] += 1
                #expect(worker < threads)
            }
            #expect(visits.values == [Float](repeating: 1, count: 37))
        }
        #expect(Workers.ranges(10, size: 4) == [0..<4, 4..<8, 8..<10])
    }

    /// Filling doubles what is filled, up to a block: sizes around both, and a view's neighbours stay as they are.
    @Test(arguments: [0, 1, 2, 3, 4095, 4096, 4097, 12_289]) func fillReachesEveryElementAndNoOther(count: Int) {
        let whole = Matrix<Float>(rows: 1, columns: count + 2)
        whole.view(offset: 1, rows: 1, columns: count).fill(2.5)
        #expect(whole.values == [0] + [Float](repeating: 2.5, count: count) + [0])
    }

    @Test func rowsAreTaken() {
        let matrix = Matrix<Float>(rows: 3, columns: 2, values: [1, 2, 3, 4, 5, 6])
        #expect(matrix.rows(1..<3).values == [3, 4, 5, 6])
        #expect(matrix.gather([2, 0, 2]).values == [5, 6, 1, 2, 5, 6])
        #expect(matrix.rows(3..<3).values.isEmpty && matrix.gather([]).values.isEmpty)
    }

    /// Memory beside the matrix is never read.
    @Test func rowsThatAreNotThereStopTheProgram() async {
        await #expect(processExitsWith: .failure) { _ = Matrix<Float>(rows: 3, columns: 2).rows(1..<4) }
        await #expect(processExitsWith: .failure) { _ = Matrix<Float>(rows: 3, columns: 2).rows(-1..<2) }
        await #expect(processExitsWith: .failure) { _ = Matrix<Float>(rows: 3, columns: 2).gather([0, 3]) }
        await #expect(processExitsWith: .failure) { _ = Matrix<Float>(rows: 3, columns: 2).gather([-1]) }
    }
}
