import Foundation
import Tensors
import Testing
import Unrolled

/// Convolutions on a torus against the dense matrices that they are.
@Suite struct ConvolutionNormTests {
    private static func weight(_ convolution: CircularConvolution, seed: UInt64 = 1) -> [Double] {
        RandomStream(seed: seed, name: "weight").normal(rows: 1, columns: convolution.weightShape.reduce(1, *)).values
    }

    /// (O·pixels, I·pixels), by the definition.
    private static func dense(_ convolution: CircularConvolution, _ weight: [Double]) -> Matrix<Double> {
        let (h, w) = (convolution.height, convolution.width)
        let matrix = Matrix<Double>(rows: convolution.outputs * h * w, columns: convolution.inputs * h * w)
        for o in 0..<convolution.outputs {
            for k in 0..<9 {
                for i in 0..<convolution.inputs {
                    for y in 0..<h {
                        for x in 0..<w {
                            let (fromY, fromX) = ((y + k / 3 - 1 + h) % h, (x + k % 3 - 1 + w) % w)
                            matrix[(o * h + y) * w + x, (i * h + fromY) * w + fromX] +=
                                weight[(o * 9 + k) * convolution.inputs + i]
                        }
                    }
                }
            }
        }
        return matrix
    }

    /// Sizes (I, O, height, width): one frequency alone, even and odd sides, wide and tall.
    private static let sizes = [(1, 1, 4, 4), (1, 3, 4, 5), (3, 1, 3, 4), (2, 4, 5, 3), (4, 2, 4, 4), (3, 3, 5, 5)]

    @Test(arguments: sizes) func theNormIsThatOfTheDenseMatrix(_ size: (Int, Int, Int, Int)) throws {
        let convolution = CircularConvolution(inputs: size.0, outputs: size.1, height: size.2, width: size.3)
        for seed in 1...4 {
            let weight = Self.weight(convolution, seed: UInt64(seed))
            let dense = Self.dense(convolution, weight)
            let eigen = try #require(SymmetricEigen(Matrix.product(dense, transposeA: true, dense)))
            let expected = max(0, eigen.values.last ?? .nan).squareRoot()
            let norm = ConvolutionNorm(convolution, weight: weight)
            #expect(abs(norm.value - expected) < 1e-9 * expected)
            let reshaped = ConvolutionNorm.reshaped(convolution, weight: weight)
            #expect(reshaped <= norm.value * (1 + 1e-9) && norm.value <= 3 * reshaped * (1 + 1e-9))
            for (place, slope) in norm.slope.enumerated() {
                var moved = weight
                moved[place] += 1e-6
                let above = ConvolutionNorm(convolution, weight: moved).value
                moved[place] -= 2e-6
                let numeric = (above - ConvolutionNorm(convolution, weight: moved).value) / 2e-6
                #expect(abs(slope - numeric) < 1e-5, "\(place): \(slope), \(numeric)")
            }
        }
    }

    @Test func normsThatAreKnown() {
        let convolution = CircularConvolution(inputs: 1, outputs: 1, height: 16, width: 16)
        let constant = [Double](repeating: 0.5, count: 9)
        #expect(abs(ConvolutionNorm(convolution, weight: constant).value - 4.5) < 1e-12)
        #expect(abs(ConvolutionNorm.reshaped(convolution, weight: constant) - 1.5) < 1e-12, "a third of it")
        let shift = (0..<9).map { $0 == 2 ? -2.0 : 0 }
        #expect(abs(ConvolutionNorm(convolution, weight: shift).value - 2) < 1e-12)
        #expect(abs(ConvolutionNorm(convolution, weight: shift.map { $0 * 1e200 }).value - 2e200) < 1e188)
        #expect(ConvolutionNorm(convolution, weight: constant.map { _ in 0 }).value == 0)
        #expect(ConvolutionNorm(convolution, weight: constant.map { _ in .infinity }).value.isNaN)
    }

    /// y = W * x + b, and what its passes give.
    @Test(arguments: sizes) func passesAreThoseOfTheDenseMatrix(_ size: (Int, Int, Int, Int)) {
        let convolution = CircularConvolution(inputs: size.0, outputs: size.1, height: size.2, width: size.3)
        let pixels = size.2 * size.3
        let (weight, dense) = (Self.weight(convolution), Self.dense(convolution, Self.weight(convolution)))
        let stream = RandomStream(seed: 2, name: "x")
        let x: Matrix<Double> = stream.normal(rows: size.0 * pixels, columns: 1)
        let delta: Matrix<Double> = stream.normal(rows: size.1 * pixels, columns: 1, firstRow: 1_000)
        let bias = (0..<size.1).map(Double.init)
        let (y, back) = (Matrix<Double>(rows: size.1 * pixels, columns: 1), x.copy())
        let taps = Matrix<Double>(rows: 1, columns: convolution.tapCount)
        convolution.forward(x.pointer, weight: weight, bias: bias, taps: taps.pointer, into: y.pointer)
        convolution.backward(delta.pointer, weight: weight, taps: taps.pointer, addingTo: back.pointer)
        let (product, turned) = (Matrix.product(dense, x), Matrix.product(dense, transposeA: true, delta))
        for i in 0..<y.count { #expect(abs(y.pointer[i] - product.pointer[i] - bias[i / pixels]) < 1e-12) }
        for i in 0..<x.count { #expect(abs(back.pointer[i] - x.pointer[i] - turned.pointer[i]) < 1e-12) }
    }
}
