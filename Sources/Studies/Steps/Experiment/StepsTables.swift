import Bench
import Foundation
import Stages
import Tensors

/// The tables of an evaluation: what all methods do to the error, for every problem and number of steps.
struct StepsTables {
    private var problems = Table(columns: descriptions[0].columns)
    private var networks = Table(columns: descriptions[1].columns)
    private var layers = Table(columns: descriptions[2].columns)
    private var polynomials = Table(columns: descriptions[3].columns)

    /// The tables' columns. `loss` is exact, `sampled` the mean over the evaluation's starts; `norm` is ‖∏(I − ηₖH)‖, and
    /// `rate` the geometric mean of ρ(ηₖ).
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(
            stage: "evaluate", file: "problems.csv",
            columns: [
                "problem", "kind", "eigenvalues", "smallest", "largest", "condition", "constant_step", "constant_rate",
            ]),
        .init(
            stage: "evaluate", file: "networks.csv",
            columns: [
                "problem", "method", "layers", "loss", "sampled", "norm", "rate", "chebyshev_norm", "rank_correlation",
                "chebyshev_difference",
            ]),
        .init(
            stage: "evaluate", file: "layers.csv",
            columns: ["problem", "method", "layers", "layer", "step", "rate", "log10_product", "norm", "loss"]),
        .init(
            stage: "evaluate", file: "polynomials.csv",
            columns: ["problem", "method", "layers", "eigenvalue", "factor"]),
    ]

    mutating func add(_ problem: Quadratic) {
        problems.append([
            problem.id, problem.kind.rawValue, problem.eigenvalues.count, problem.least, problem.most,
            problem.condition,
            problem.constantStep, problem.constantRate,
        ])
    }

    /// Conjugate gradients after some steps, whose loss is known of starts alone.
    mutating func add(_ method: String, of problem: Quadratic, layers: Int, sampled: Double) {
        append(method, problem, layers, [nil, sampled, nil, nil, nil, nil, nil])
    }

    /// A method that multiplies the error's coordinates, but not by a product of known steps.
    mutating func add(
        _ method: String, of problem: Quadratic, layers: Int, factors: [Double], moments: [Double]
    ) {
        append(
            method, problem, layers,
            [
                Quadratic.loss(factors: factors), Self.sampled(factors, moments), Quadratic.norm(factors: factors), nil,
                nil, nil, nil,
            ])
    }

    /// The steps of a method.
    ///
    /// - Parameters:
    ///   - moments: the mean of x_0² over the starts, by coordinate.
    ///   - isOrdered: whether their order was found, not set.
    mutating func add(
        _ method: String, of problem: Quadratic, steps: [Double], moments: [Double], isOrdered: Bool = false
    ) {
        let factors = problem.factors(steps)
        let logarithm = steps.reduce(0) { $0 + log(problem.rate($1)) } / Double(steps.count)
        let chebyshev = problem.chebyshevSteps(steps.count)
        let differences = zip(steps.sorted(), chebyshev).map { abs($0 - $1) / $1 }
        append(
            method, problem, steps.count,
            [
                Quadratic.loss(factors: factors), Self.sampled(factors, moments), Quadratic.norm(factors: factors),
                exp(logarithm), problem.chebyshevNorm(steps.count),
                isOrdered ? RankCorrelation.withPlace(steps) : nil, differences.max(),
            ])
    }

    private mutating func append(_ method: String, _ problem: Quadratic, _ layers: Int, _ numbers: [Double?]) {
        networks.append([problem.id, method, layers] + numbers.map { $0 as any TableValue })
    }

    /// The mean of ‖x_T‖² over starts.
    private static func sampled(_ factors: [Double], _ moments: [Double]) -> Double {
        zip(factors, moments).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    }

    /// What happens layer by layer.
    mutating func addLayers(_ method: String, of problem: Quadratic, steps: [Double]) {
        var factors = problem.factors([])
        var product = 0.0
        for (layer, step) in steps.enumerated() {
            for i in factors.indices { factors[i] *= 1 - step * problem.eigenvalues[i] }
            product += log10(problem.rate(step))
            layers.append([
                problem.id, method, steps.count, layer + 1, step, problem.rate(step), product,
                Quadratic.norm(factors: factors), Quadratic.loss(factors: factors),
            ])
        }
    }

    /// |P(λ)| at `points` places from μ to Λ.
    mutating func addPolynomial(_ method: String, of problem: Quadratic, steps: [Double], points: Int = 1_200) {
        for k in 0..<points {
            let eigenvalue = problem.least + (problem.most - problem.least) * Double(k) / Double(points - 1)
            polynomials.append([
                problem.id, method, steps.count, eigenvalue, abs(steps.reduce(1) { $0 * (1 - $1 * eigenvalue) }),
            ])
        }
    }

    /// Throws `FileError`.
    func write(to folder: Folder) throws {
        for (table, description) in zip([problems, networks, layers, polynomials], Self.descriptions) {
            try folder.write(table, description.file)
        }
    }
}

/// Spearman's rank correlation.
package enum RankCorrelation {
    /// Of values with their places 1, 2, …; equal values share their ranks' mean. Nil where all are equal.
    package static func withPlace(_ values: [Double]) -> Double? {
        let middle = Double(values.count - 1) / 2
        let ranks = values.map { value in
            Double(values.filter { $0 < value }.count) + Double(values.filter { $0 == value }.count - 1) / 2 - middle
        }
        let places = values.indices.map { Double($0) - middle }
        let spread = ranks.reduce(0) { $0 + $1 * $1 } * places.reduce(0) { $0 + $1 * $1 }
        return spread > 0 ? zip(ranks, places).reduce(0) { $0 + $1.0 * $1.1 } / spread.squareRoot() : nil
    }
}
