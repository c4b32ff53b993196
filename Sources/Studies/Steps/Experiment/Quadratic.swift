import Bench
import Foundation
import Tensors

/// The problem ½xᵀHx of gradient descent, in the coordinates of H's eigenvectors: x* = 0, and what a step size η does to the
/// error in coordinate i is a factor 1 − ηλ_i.
package struct Quadratic {
    /// Where eigenvalues come from.
    package enum Kind: String {
        /// They are evenly spaced from 1 to κ.
        case linear
        /// They are those of a random H.
        case wishart
    }

    /// Its name in tables: "linear-100".
    package let id: String
    /// Where its eigenvalues come from.
    package let kind: Kind
    /// λ_1 ≤ … ≤ λ_n, all positive.
    package let eigenvalues: [Double]

    /// A problem from its eigenvalues, which are positive and ascending.
    package init(id: String, kind: Kind, eigenvalues: [Double]) {
        (self.id, self.kind, self.eigenvalues) = (id, kind, eigenvalues)
    }

    /// μ, the smallest eigenvalue.
    package var least: Double { eigenvalues[0] }
    /// Λ, the largest.
    package var most: Double { eigenvalues[eigenvalues.count - 1] }
    /// κ = Λ/μ.
    package var condition: Double { most / least }
    /// η∗ = 2/(μ + Λ), the constant step with the smallest factor.
    package var constantStep: Double { 2 / (least + most) }
    /// ρ∗ = (κ − 1)/(κ + 1), its factor.
    package var constantRate: Double { (most - least) / (most + least) }

    /// ρ(η) = max(|1 − ημ|, |1 − ηΛ|): what one step multiplies the error's norm with at the worst.
    package func rate(_ step: Double) -> Double { max(abs(1 - step * least), abs(1 - step * most)) }

    /// H with `count` eigenvalues evenly spaced from 1 to `condition`.
    package static func linear(condition: Double, count: Int) -> Quadratic {
        let name = condition == condition.rounded() ? String(Int(condition)) : String(condition)
        let gap = (condition - 1) / Double(count - 1)
        return Quadratic(
            id: "linear-\(name)", kind: .linear,
            eigenvalues: (0..<count).map { $0 == count - 1 ? condition : 1 + Double($0) * gap })
    }

    /// H = XᵀX/m with X of m × n standard normal numbers. Throws `SettingsError` where it has no inverse.
    package static func wishart(dimension n: Int, samples m: Int, seed: UInt64) throws -> Quadratic {
        let x: Matrix<Double> = RandomStream(seed: seed, name: "steps/wishart").normal(rows: m, columns: n)
        let h = Matrix.product(x, transposeA: true, x, alpha: 1 / Double(m))
        guard let values = SymmetricEigen(h)?.values, let least = values.first, let most = values.last,
            least > 1e-12 * most
        else {
            throw SettingsError(
                "steps.wishart: with \(m) samples of \(n) numbers H has no inverse. Hint: more steps.wishart.samples.")
        }
        return Quadratic(id: "wishart", kind: .wishart, eigenvalues: values)
    }

    /// The problems of a run, for a draw of the data: those with a set κ, and the random one.
    static func all(_ settings: Settings<StepsDeclarations>, draw: Int) throws -> [Quadratic] {
        settings.conditions.map { .linear(condition: $0, count: settings.eigenvalues) } + [
            try .wishart(
                dimension: settings.wishartDimension, samples: settings.wishartSamples,
                seed: settings.common.drawSeed(draw))
        ]
    }
}
