import Foundation
import Tensors
import Testing

/// What sparse recovery does to elements, against plain formulas.
@Suite struct ShrinkageTests {
    /// Soft thresholds with some elements left as they are, and the derivative in the threshold.
    @Test(arguments: [0, 1, 3, 7, 30]) func shrinkKeepsTheLargest(_ kept: Int) {
        let x: Matrix<Double> = RandomStream(seed: 1, name: "x").normal(rows: 5, columns: 7)
        let gradient: Matrix<Double> = RandomStream(seed: 1, name: "g").normal(rows: 5, columns: 7)
        func shrunk(_ theta: Double) -> (out: Matrix<Double>, cut: [Double]) {
            let out = x.copy()
            var cut = [Double](repeating: 0, count: 5)
            var scratch = [Double](repeating: 0, count: 7)
            Double.shrink(
                out.pointer, by: theta, keeping: kept, cut: &cut, scratch: &scratch, rows: 5, columns: 7)
            return (out, cut)
        }
        let (out, cut) = shrunk(0.4)
        for r in 0..<5 {
            let sizes = x.rowValues(r).map(abs).sorted(by: >)
            for i in 0..<7 {
                let isKept = kept > 0 && abs(x[r, i]) >= max(sizes[min(kept, 7) - 1], 0.4)
                let expected = isKept ? x[r, i] : (x[r, i] < 0 ? -1 : 1) * max(abs(x[r, i]) - 0.4, 0)
                #expect(out[r, i] == expected, "\(r), \(i)")
            }
        }
        func loss(_ theta: Double) -> Double {
            zip(shrunk(theta).out.values, gradient.values).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let numeric = (loss(0.4 + 1e-7) - loss(0.4 - 1e-7)) / 2e-7
        let delta = gradient.copy()
        Double.softThresholdBackward(out.pointer, gradient: delta.pointer, count: out.count)
        let analytic = Double.shrinkGradient(out.pointer, delta.pointer, cut: cut, rows: 5, columns: 7)
        #expect(abs(analytic - numeric) < 1e-6)
    }

    /// The mean of the prior against sums over a fine grid, its derivatives against differences.
    @Test(arguments: [0.01, 0.5]) func bernoulliGaussIsTheMeanOfThePosterior(_ variance: Double) {
        let points = [-2.5, -0.7, -0.05, 0, 0.3, 1.4]
        func mean(_ r: [Double], _ variance: Double) -> (out: [Double], slope: [Double], sensitivity: [Double]) {
            var (out, slope, sensitivity) = (r, r, r)
            Double.bernoulliGauss(
                r, variance: [variance], density: 0.2, power: 1.3, into: &out, slope: &slope,
                sensitivity: &sensitivity, rows: 1, columns: r.count)
            return (out, slope, sensitivity)
        }
        let result = mean(points, variance)
        func gauss(_ x: Double, _ s: Double) -> Double { exp(-x * x / (2 * s)) / (2 * Double.pi * s).squareRoot() }
        for (i, r) in points.enumerated() {
            var (weight, sum) = (0.8 * gauss(r, variance), 0.0)
            let step = 1e-3
            for k in -12_000...12_000 {
                let c = Double(k) * step
                let share = 0.2 * step * gauss(c, 1.3) * gauss(r - c, variance)
                weight += share
                sum += share * c
            }
            #expect(abs(result.out[i] - sum / weight) < 1e-6, "\(r)")
            let slope = (mean([r + 1e-6], variance).out[0] - mean([r - 1e-6], variance).out[0]) / 2e-6
            #expect(abs(result.slope[i] - slope) < 1e-6, "\(r)")
            let inVariance = (mean([r], variance + 1e-7).out[0] - mean([r], variance - 1e-7).out[0]) / 2e-7
            #expect(abs(result.sensitivity[i] - inVariance) < 1e-5 * (1 + abs(inVariance)), "\(r)")
        }
    }

    @Test func floatsFollowDoubles() {
        let r: Matrix<Double> = RandomStream(seed: 2, name: "r").normal(rows: 3, columns: 50)
        let variance = [0.02, 0.2, 1.0]
        let (out, slope, sensitivity) = (r.copy(), r.copy(), r.copy())
        Double.bernoulliGauss(
            r.pointer, variance: variance, density: 0.1, power: 1, into: out.pointer, slope: slope.pointer,
            sensitivity: sensitivity.pointer, rows: 3, columns: 50)
        let expected = out.values + slope.values
        let single: Matrix<Float> = r.converted()
        let (a, b, c) = (single.copy(), single.copy(), single.copy())
        Float.bernoulliGauss(
            single.pointer, variance: variance.map(Float.init), density: 0.1, power: 1, into: a.pointer,
            slope: b.pointer, sensitivity: c.pointer, rows: 3, columns: 50)
        #expect(zip(a.values + b.values, expected).allSatisfy { abs(Double($0) - $1) < 1e-4 * (1 + abs($1)) })
    }
}
