import Optimizees
import Stages
import Tensors

/// The classical answers beside every network. All start from zero.
enum Reference: String, CaseIterable {
    /// ISTA, eq. (14), for as many iterations as the networks have layers.
    case ista
    /// ISTA for ten times as many.
    case istaLong = "ista-long"
    /// FISTA with restart for as many.
    case fista
    /// FISTA for ten times as many.
    case fistaLong = "fista-long"
    /// Ridge regression of y* on x, its strength chosen on validation.
    case ridge
    /// The zero vector.
    case zero
}

extension SparseCodingStudy {
    /// `sparse/evaluate/<reference>/seed-0`: the same tables as a network's.
    func referenceStage(_ reference: Reference) -> Stage {
        Stage(
            name: "sparse/evaluate/\(reference.rawValue)/seed-0",
            settings: evaluationSettings.merging(settings.stageSettings("sparse.network.layers")),
            inputs: ["data/sparse", "sparse/labels", "sparse/ood"], work: 1
        ) { context in
            let test = try TestProblem(study: self, context: context)
            let folder = Folder(context.directory)
            let method = try self.method(reference, test: test, context: context, folder: folder)
            try test.writeTables(to: folder) { x in
                try context.checkInterruption()
                return try method(x)
            }
        }
    }

    private func method(
        _ reference: Reference, test: TestProblem, context: StageContext, folder: Folder
    ) throws -> (Matrix<Float>) throws -> Iterates {
        let labels = Folder(try context.input("sparse/labels"))
        let problem = try lassoProblem(labels)
        let workers = Workers(count: context.threads)
        let dimension = self.dimension
        func zeros(_ x: Matrix<Float>) -> Matrix<Float> { Matrix(rows: x.rows, columns: dimension) }
        /// The iterates of a layer's number each, or of every tenth.
        func iterates(_ solver: some LassoIteration, every: Int) -> (Matrix<Float>) throws -> Iterates {
            let chosen = (0...layerCount).map { every * $0 }
            return { x in
                Iterates(
                    layers: chosen, outputs: try solver.iterates(x, from: zeros(x), at: chosen, workers: workers))
            }
        }
        switch reference {
        case .ista: return iterates(ISTA(problem: problem), every: 1)
        case .istaLong: return iterates(ISTA(problem: problem), every: 10)
        case .fista: return iterates(FISTA(problem: problem), every: 1)
        case .fistaLong: return iterates(FISTA(problem: problem), every: 10)
        case .ridge:
            let data = Folder(try context.input("data/sparse"))
            let (ridge, _) = try RidgeRegression.choose(
                (-6...2).map { Self.power(10, $0) },
                train: (x: try data.matrix("train.npy"), y: try labels.matrix("train.npy")),
                validation: (x: try data.matrix("validation.npy"), y: try labels.matrix("validation.npy")))
            try folder.write([("strength", ridge.strength)], "summary.csv")
            let last = layerCount
            return { x in Iterates(layers: [last], outputs: [ridge.predict(x)]) }
        case .zero:
            let last = layerCount
            return { x in Iterates(layers: [last], outputs: [zeros(x)]) }
        }
    }

    private static func power(_ base: Double, _ exponent: Int) -> Double {
        exponent < 0 ? 1 / power(base, -exponent) : (0..<exponent).reduce(1) { product, _ in product * base }
    }
}
