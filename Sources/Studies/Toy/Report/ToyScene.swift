import Foundation
import Plotting
import Report
import Stages

/// The toy's one test point: the quadratic f and the paths through its plane.
struct ToyScene {
    /// A method's iterates y_0 … y_L.
    struct Path {
        var method: String
        var first: [Double]
        var second: [Double]

        /// ‖y_l − y*‖ at the last iterate.
        func end(from optimum: (first: Double, second: Double)) -> Double {
            guard let x = first.last, let y = second.last else { return .nan }
            return hypot(x - optimum.first, y - optimum.second)
        }
    }

    let optimum: (first: Double, second: Double)
    /// AᵀA as h11, h12, h22.
    let curvature: (Double, Double, Double)
    /// f at the optimum.
    let floor: Double
    /// The layer at which noise is added in Figure 2.
    let noiseLayer: Int?
    /// Which of the test points it is.
    let sample: Int?
    let study: StudyReader
    private let trajectories: Table

    /// Reads a seed's problem.csv and trajectory.csv. Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader, seed: Int) throws {
        self.study = study
        let problem = try study.toyTable("problem.csv", seed: seed)
        optimum = (try problem.number("optimum1"), try problem.number("optimum2"))
        curvature = (try problem.number("h11"), try problem.number("h12"), try problem.number("h22"))
        floor = try problem.number("c")
        noiseLayer = (try? problem.number("noise_layer")).flatMap { Int(exactly: $0) }
        sample = (try? problem.number("sample")).flatMap { Int(exactly: $0) }
        trajectories = try study.toyTable("trajectory.csv", seed: seed)
    }

    /// The ratio of the curvature's eigenvalues.
    var condition: Double {
        let (a, b, c) = curvature
        let root = ((a - c) * (a - c) / 4 + b * b).squareRoot()
        return ((a + c) / 2 + root) / ((a + c) / 2 - root)
    }

    /// "test point 417 (seed 1), whose final distances are together the nearest to the methods' medians": which point is
    /// drawn, and why.
    func choice(seed: Int) -> String {
        guard let sample else { return "one test point (seed \(seed))" }
        return
            "test point \(sample) (seed \(seed)), whose final distances in this figure and the other are together the "
            + "nearest to the methods' medians,"
    }

    /// How many steps a method takes; nil where the table does not have it. Throws `TableError`.
    func steps(of method: String) throws -> Int? { try path(method, perturbed: false).map { $0.first.count - 1 } }

    /// f(y) = c + ½ (y − y*)ᵀ AᵀA (y − y*).
    func value(_ first: Double, _ second: Double) -> Double {
        let (u, v) = (first - optimum.first, second - optimum.second)
        return floor + (curvature.0 * u * u + 2 * curvature.1 * u * v + curvature.2 * v * v) / 2
    }

    /// The path of a method; nil where the table does not have it. Throws `TableError`.
    func path(_ method: String, perturbed: Bool) throws -> Path? {
        let rows = try study.toyRows(trajectories, method, perturbed: perturbed)
        guard rows.rowCount > 1 else { return nil }
        return Path(method: method, first: try rows.doubles("y1"), second: try rows.doubles("y2"))
    }

    /// A square that holds the optimum and all paths, with and without noise: the same for both figures. What lies
    /// further from the optimum than 2.5 times the start (a network that went astray) is left outside.
    func window(of methods: [String]) throws -> (first: ClosedRange<Double>, second: ClosedRange<Double>) {
        let paths = try [false, true].flatMap { noisy in try methods.compactMap { try path($0, perturbed: noisy) } }
        let points = paths.flatMap { zip($0.first, $0.second).map { ($0, $1) } }.filter {
            $0.0.isFinite && $0.1.isFinite
        }
        let offsets = points.map { ($0.0 - optimum.first, $0.1 - optimum.second) }
        let start = paths.compactMap { path -> Double? in
            guard let x = path.first.first, let y = path.second.first else { return nil }
            return hypot(x - optimum.first, y - optimum.second)
        }.filter(\.isFinite).max()
        let limit = max((start ?? 1) * 2.5, 1e-3)
        let kept = offsets.filter { hypot($0.0, $0.1) <= limit } + [(0, 0)]
        let (left, right) = (kept.map(\.0).min() ?? -1, kept.map(\.0).max() ?? 1)
        let (low, high) = (kept.map(\.1).min() ?? -1, kept.map(\.1).max() ?? 1)
        let half = max(right - left, high - low, 1e-3) * 0.58
        let centre = (optimum.first + (left + right) / 2, optimum.second + (low + high) / 2)
        return ((centre.0 - half)...(centre.0 + half), (centre.1 - half)...(centre.1 + half))
    }
}
