import Tensors
import Testing

/// Products of what is mostly zeros, against sums written out.
@Suite struct SparseProductsTests {
    /// (rows, depth) with so many of a thousand elements that are not zero.
    static func codes<Scalar: KernelScalar>(_ rows: Int, _ depth: Int, full: Double) -> Matrix<Scalar> {
        let result: Matrix<Scalar> = RandomStream(seed: 1, name: "codes").normal(rows: rows, columns: depth)
        let places: Matrix<Scalar> = RandomStream(seed: 2, name: "places").normal(rows: rows, columns: depth)
        let sorted = places.values.sorted()
        let last = Int((full * Double(sorted.count)).rounded())
        for i in 0..<result.count where last == 0 || places.pointer[i] > sorted[last - 1] { result.pointer[i] = 0 }
        return result
    }

    /// Widths below, at and beyond a register and a block of them; more columns than are noted at a time; both orientations;
    /// few and many zeros.
    static func check<Scalar: KernelScalar>(_ type: Scalar.Type, _ n: Int, full: Double, tolerance: Double) {
        for (m, depth) in [(1, 1), (5, 37), (3, 1100)] {
            let a: Matrix<Scalar> = codes(m, depth, full: full)
            let b: Matrix<Scalar> = RandomStream(seed: 3, name: "b").normal(rows: depth, columns: n)
            let start: Matrix<Scalar> = RandomStream(seed: 4, name: "c").normal(rows: m, columns: n)
            for (transposed, adds) in [(false, false), (false, true), (true, false), (true, true)] {
                let result = start.copy()
                (transposed ? a.transposed() : a).multiply(
                    transposed: transposed, b.pointer, columns: n, alpha: -0.5, adds: adds, into: result.pointer)
                for r in 0..<m {
                    for c in 0..<n {
                        let sum = (0..<depth).reduce(0.0) { $0 + Double(a[r, $1]) * Double(b[$1, c]) }
                        let expected = (adds ? Double(start[r, c]) : 0) - 0.5 * sum
                        #expect(abs(Double(result[r, c]) - expected) < tolerance, "\(m), \(depth), \(n): \(r), \(c)")
                    }
                }
            }
        }
    }

    @Test(arguments: [1, 7, 16, 19, 64, 256, 291], [0, 0.1, 0.9]) func products(_ n: Int, _ full: Double) {
        Self.check(Float.self, n, full: full, tolerance: 1e-4)
        Self.check(Double.self, n, full: full, tolerance: 1e-12)
    }

    /// Where the mask is zero, nothing is written.
    @Test(arguments: [16, 48, 256, 528], [0, 0.1, 0.3]) func sampledProducts(_ depth: Int, _ full: Double) {
        let (a, b): (Matrix<Float>, Matrix<Float>) = (
            RandomStream(seed: 3, name: "a").normal(rows: 4, columns: depth),
            RandomStream(seed: 4, name: "b").normal(rows: 530, columns: depth)
        )
        let mask: Matrix<Float> = Self.codes(4, 530, full: full)
        let result = Matrix<Float>(rows: 4, columns: 530)
        result.fill(2)
        result.addProduct(a, transposeB: b, whereNotZero: mask)
        for r in 0..<4 {
            for c in 0..<530 {
                let sum = (0..<depth).reduce(0.0) { $0 + Double(a[r, $1]) * Double(b[c, $1]) }
                let expected = mask[r, c] == 0 ? 2 : 2 + sum
                #expect(abs(Double(result[r, c]) - expected) < 1e-3, "\(r), \(c)")
            }
        }
    }

    /// A number that is none is not taken for zero.
    @Test func notANumberStays() {
        let a: Matrix<Float> = Self.codes(3, 40, full: 0.1)
        a[1, 17] = .nan
        let b = Matrix<Float>(rows: 40, columns: 20)
        b.fill(1)
        let result = Matrix<Float>(rows: 3, columns: 20)
        a.multiply(b.pointer, columns: 20, alpha: 1, into: result.pointer)
        #expect(result.rowValues(1).allSatisfy(\.isNaN) && result.rowValues(0).allSatisfy(\.isFinite))
    }

    /// A row's bits are the same whatever rows stand beside it, with which threads share them.
    @Test func rowsDoNotDependOnEachOther() {
        let a: Matrix<Float> = Self.codes(64, 500, full: 0.15)
        let b: Matrix<Float> = RandomStream(seed: 3, name: "b").normal(rows: 500, columns: 256)
        let (whole, part) = (Matrix<Float>(rows: 64, columns: 256), Matrix<Float>(rows: 8, columns: 256))
        a.multiply(b.pointer, columns: 256, alpha: 1, into: whole.pointer)
        a.view(rows: 24..<32).multiply(b.pointer, columns: 256, alpha: 1, into: part.pointer)
        #expect(part.values == whole.rows(24..<32).values)
    }
}
