import Descent
import Foundation
import Optimizees
import Stages
import Tensors

/// Made-up LASSO problems, eq. (13): a Gaussian dictionary D with columns of length about 1, x = D·s of sparse s, and
/// certified optima y*(x), in three sets.
public struct LassoSignals: Sendable {
    /// The stage that makes them.
    public let stageName: String
    /// p, d and α.
    public let inputDimension, dimension: Int
    /// α.
    public let alpha: Double
    /// The share of the elements of s that are not zero; these are uniform in [−1, 1].
    public var density = 0.1
    /// Samples of each set.
    public let counts: [(set: String, samples: Int)]

    /// - Parameters:
    ///   - stageName: "own/problem".
    ///   - inputDimension: p.
    ///   - dimension: d.
    ///   - train: samples to learn from; the other two sets are to choose by and to report on.
    public init(
        _ stageName: String, inputDimension: Int, dimension: Int, alpha: Double, train: Int, validation: Int, test: Int
    ) {
        self.stageName = stageName
        self.inputDimension = inputDimension
        self.dimension = dimension
        self.alpha = alpha
        counts = [("train", train), ("validation", validation), ("test", test)]
    }

    /// What the sets take of memory.
    public var memory: MemoryNeed {
        MemoryNeed(
            "the signals and their optima",
            numbers: counts.reduce(0) { $0 + Double($1.samples) } * Double(inputDimension + dimension))
    }

    /// Writes `D.npy`, `<set>-x.npy` (n, p), `<set>-y.npy` (n, d) and `certificate.csv`.
    public func stage(_ run: Settings<RunDeclarations>) -> Stage {
        let sizes: StageSettings = [
            "signals.p": .int(inputDimension), "signals.d": .int(dimension), "signals.alpha": .double(alpha),
            "signals.density": .double(density), "signals.samples": .list(counts.map { .int($0.samples) }),
        ]
        let seed = run.masterSeed
        return .numerical(name: stageName, settings: sizes + run.only(\.seed), work: 1) { context in
            let dictionary: Matrix<Float> = RandomStream(seed: seed, name: "\(stageName)/D").normal(
                rows: inputDimension, columns: dimension, standardDeviation: 1 / Double(inputDimension).squareRoot())
            try context.results.write(dictionary, "D.npy")
            let problem = try LassoProblem(dictionary: dictionary, alpha: alpha)
            var optima = CertifiedOptima(try LassoMethod.certified.solver(for: problem), hint: "another run.seed")
            for (set, samples) in counts {
                var draws = RandomStream(seed: seed, name: "\(stageName)/\(set)")
                let codes = Matrix<Float>(rows: samples, columns: dimension)
                for i in 0..<codes.count where draws.uniform() < density {
                    codes.pointer[i] = Float(2 * draws.uniform() - 1)
                }
                let x = Matrix.product(codes, dictionary, transposeB: true)
                try context.results.write(x, "\(set)-x.npy")
                try context.results.write(
                    try optima.solve(x, split: set, workers: context.workers) { _ in try context.checkInterruption() },
                    "\(set)-y.npy")
            }
            try optima.write(to: context.results)
        }
    }

    /// x and y* of a set. Throws `DataError`, `StageGraphError`.
    public func batch(_ set: String, _ context: StageContext) throws -> Batch<Float> {
        let folder = try context.folder(stageName)
        return Batch(inputs: try folder.matrix("\(set)-x.npy"), optima: try folder.matrix("\(set)-y.npy"))
    }

    /// The family of problems. Throws `DataError`, `StageGraphError`.
    public func lasso(_ context: StageContext) throws -> Lasso<Float> {
        Lasso(dictionary: try context.folder(stageName).matrix("D.npy"), alpha: alpha)
    }
}
