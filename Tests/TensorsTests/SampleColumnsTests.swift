import Tensors
import Testing

@Suite struct SampleColumnsTests {
    /// Sizes below, at and beyond the tiles of products and transposes, and longer sums than are made at once.
    private static let sizes = [(1, 1, 1), (3, 5, 2), (12, 32, 9), (13, 33, 64), (25, 70, 307), (40, 8, 1_030)]

    private static func random<Scalar: KernelScalar>(_ name: String, _ rows: Int, _ columns: Int) -> Matrix<Scalar> {
        RandomStream(seed: 4, name: name).normal(rows: rows, columns: columns)
    }

    private func check<Scalar: KernelScalar>(_ m: Int, _ n: Int, _ depth: Int, as _: Scalar.Type, tolerance: Double) {
        let (w, x): (Matrix<Scalar>, Matrix<Scalar>) = (Self.random("w", m, depth), Self.random("x", n, depth))
        let (input, output) = (
            SampleColumns<Scalar>(features: depth, samples: n), SampleColumns<Scalar>(features: m, samples: n)
        )
        input.assign(fromRows: x)
        let start: Matrix<Scalar> = Self.random("c", n, m)
        func expect(_ result: Matrix<Scalar>, _ expected: (Int, Int) -> Double) {
            for i in 0..<result.rows {
                for j in 0..<result.columns { #expect(abs(Double(result[i, j]) - expected(i, j)) < tolerance) }
            }
        }
        func sum(_ n: Int, _ i: Int) -> Double { (0..<depth).reduce(0) { $0 + Double(w[i, $1]) * Double(x[n, $1]) } }
        let rows = Matrix<Scalar>(rows: n, columns: m)
        for (adds, transposed) in [(false, false), (true, false), (false, true), (true, true)] {
            output.assign(fromRows: start)
            output.setProduct(transposed ? w.transposed() : w, transposed: transposed, input, adds: adds)
            output.write(toRows: rows)
            expect(rows) { sum($0, $1) + (adds ? Double(start[$0, $1]) : 0) }
        }
        // output·x of some of the rows, as for a gradient in weights.
        let block = m / 3..<m
        let gradient = Matrix<Scalar>(rows: block.count, columns: depth)
        output.assign(fromRows: start)
        output.writeProduct(block, x, into: gradient.pointer)
        expect(gradient) { i, j in
            (0..<n).reduce(0) { $0 + Double(start[$1, block.lowerBound + i]) * Double(x[$1, j]) }
        }
        let direct = Matrix<Scalar>(rows: n, columns: m)
        direct.setDirectProduct(x, w.transposed())
        expect(direct, sum)
    }

    @Test(arguments: sizes) func productsAgreeWithTheirDefinition(m: Int, n: Int, depth: Int) {
        check(m, n, depth, as: Double.self, tolerance: 1e-11)
        check(m, n, depth, as: Float.self, tolerance: 1e-3)
    }

    /// What comes of a sample depends neither on its place nor on the others'.
    @Test func aSampleAloneGivesTheSameBits() {
        let (m, n, depth) = (29, 75, 600)
        let (w, x): (Matrix<Float>, Matrix<Float>) = (Self.random("w", m, depth), Self.random("x", n, depth))
        func product(_ x: Matrix<Float>) -> Matrix<Float> {
            let (input, output) = (
                SampleColumns<Float>(features: depth, samples: x.rows),
                SampleColumns<Float>(features: m, samples: x.rows)
            )
            input.assign(fromRows: x)
            output.setProduct(w, input)
            let rows = Matrix<Float>(rows: x.rows, columns: m)
            output.write(toRows: rows)
            return rows
        }
        let all = product(x)
        for sample in [0, 31, 32, 64, 74] {
            #expect(product(x.rows(sample..<sample + 1)).values == all.rowValues(sample))
        }
        // Nor on whether it is a view's.
        let (input, output) = (
            SampleColumns<Float>(features: depth, samples: n), SampleColumns<Float>(features: m, samples: n)
        )
        input.view(40..<n).assign(fromRows: x.rows(40..<n))
        output.view(40..<n).setProduct(w, input.view(40..<n))
        let rows = Matrix<Float>(rows: n, columns: m)
        output.write(toRows: rows)
        #expect(rows.rows(40..<n).values == all.rows(40..<n).values)
        #expect(rows.rows(0..<40).values.allSatisfy { $0 == 0 })
    }
}
