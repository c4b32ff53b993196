import Foundation
import Optimizees
import Tensors

/// What one solver did in `lassoBenchmark`.
struct LassoMeasurement {
    let solver: String
    let milliseconds: Double
    let worstGap: Double
    let medianGap: Double
}

/// Times every solver on images' labels: p = side², d = 1.2·p, D ~ N(0, 1), α = 0.5, and prints CPU milliseconds a
/// sample, the duality gaps, and how much faster than ISTA's 10 000 iterations each is.
///
/// - Parameters:
///   - side: images are side × side.
///   - samples: how many images. All solvers are timed on all of them, in blocks of 256.
///   - slowSamples: how many ISTA and FISTA solve to the end, to be certified.
///   - inputs: images (n, p) to use instead of the synthetic ones.
@discardableResult
func lassoBenchmark(
    side: Int = 32, samples: Int = 512, slowSamples: Int = 16, istaIterations: Int = 10_000,
    inputs: Matrix<Float>? = nil, workers: Workers = .one
) throws -> [LassoMeasurement] {
    let p = side * side
    let d = Int((1.2 * Double(p)).rounded(.down))
    let dictionary: Matrix<Float> = RandomStream(seed: 1, name: "benchmark/dictionary").normal(rows: p, columns: d)
    let problem = try LassoProblem(dictionary: dictionary, alpha: 0.5)
    let x = inputs ?? smoothImages(count: samples, side: side)
    print("LASSO, p = \(p), d = \(d), α = 0.5, \(x.rows) images, \(workers.count) thread(s), BLAS \(BLAS.core)")
    print("λmax ≤ \(problem.largestEigenvalue)")

    // Each solver with what it takes to be timed at its best: whole blocks, and ISTA and FISTA, whose cost is the same in
    // every iteration, by a share of their iterations.
    let share = 20
    let fista = FISTA(problem: problem).iterations
    let contestants: [(solver: any LassoSolver, timed: any LassoSolver, factor: Double, samples: Int)] = [
        (
            ISTA(problem: problem, iterations: istaIterations),
            ISTA(problem: problem, iterations: istaIterations / share), Double(share), slowSamples
        ),
        (
            FISTA(problem: problem), FISTA(problem: problem, iterations: fista / share), Double(share), slowSamples
        ),
        (try ADMM(problem: problem, iterations: 200), try ADMM(problem: problem, iterations: 200), 1, x.rows),
        (try CertifiedLasso(problem: problem), try CertifiedLasso(problem: problem), 1, x.rows),
    ]
    var measurements: [LassoMeasurement] = []
    print("solver       ms/sample   worst gap  median gap   faster than ISTA \(istaIterations)")
    for (solver, timed, factor, count) in contestants {
        _ = try timed.solve(x.rows(0..<1), workers: workers)
        let start = cpuSeconds()
        let y = try timed.solve(x, workers: workers)
        let milliseconds = factor * (cpuSeconds() - start) * 1e3 / Double(max(x.rows, 1))
        withExtendedLifetime(y) {}
        // From the labels before rounding, outside the clock.
        let certificate = try solver.solveCertified(x.rows(0..<min(count, x.rows)), workers: workers).certificate
        measurements.append(
            LassoMeasurement(
                solver: solver.name, milliseconds: milliseconds, worstGap: certificate.worstGap,
                medianGap: certificate.medianGap))
        print(
            String(
                format: "%@ %9.3f %11.1e %11.1e %14.1f",
                solver.name.padding(toLength: 12, withPad: " ", startingAt: 0), milliseconds,
                certificate.worstGap, certificate.medianGap, measurements[0].milliseconds / milliseconds))
    }
    return measurements
}

/// Smooth random fields in [0, 1]: a sum of plane waves of falling amplitude, and an edge.
func smoothImages(count: Int, side: Int) -> Matrix<Float> {
    let images = Matrix<Float>(rows: count, columns: side * side)
    for row in 0..<count {
        var stream = RandomStream(seed: 2, name: "benchmark/images", step: row)
        let waves = (1...12).map { k in
            (
                amplitude: (stream.uniform() - 0.5) / Double(k), phase: 2 * .pi * stream.uniform(),
                u: Double(k) * (stream.uniform() - 0.5), v: Double(k) * (stream.uniform() - 0.5)
            )
        }
        let mean = 0.3 + 0.4 * stream.uniform()
        let (edge, height) = (stream.uniform(), 0.6 * (stream.uniform() - 0.5))
        for i in 0..<side {
            for j in 0..<side {
                let (s, t) = (Double(i) / Double(side), Double(j) / Double(side))
                var value = mean + (s + 0.3 * t > edge ? height : 0) + 0.03 * (stream.uniform() - 0.5)
                for wave in waves { value += wave.amplitude * cos(2 * .pi * (wave.u * s + wave.v * t) + wave.phase) }
                images[row, i * side + j] = Float(min(max(value, 0), 1))
            }
        }
    }
    return images
}

/// CPU time of the whole process so far, in seconds.
private func cpuSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
