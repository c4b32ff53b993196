import Bench
import Descent
import Optimizees
import Stages
import Tensors

extension DescentTheoryStudy {
    /// The sets of signals of a problem.
    enum SignalSet: String, CaseIterable {
        case train, validation, certification, test
    }

    func count(_ set: SignalSet) -> Int {
        switch set {
        case .train: settings.samples.train
        case .validation: settings.training.validationSamples
        case .certification: settings.samples.certification
        case .test: settings.samples.test
        }
    }

    func signals(draw: Int) -> CodedSignals {
        CodedSignals(
            inputs: settings.problem.inputs, atoms: settings.problem.atoms, density: settings.problem.density,
            seed: settings.common.drawSeed(draw))
    }

    static let hint = "another run.seed, or a larger theory.problem.alpha"

    /// `theory/problem/draw-<k>`: D, four sets of signals, and y* of all, certified by a duality gap.
    func problemStage(draw: Int) -> Stage {
        let sets = SignalSet.allCases.map { (set: $0, count: count($0)) }
        let total = sets.reduce(0) { $0 + $1.count }
        return .numerical(
            name: StageNames.drawn(Self.problem, draw),
            settings: settings.problem.stageSettings + settings.samples.only(\.train, \.certification, \.test)
                + settings.training.only(\.validationSamples) + settings.common.only(\.seed)
                + ["theory.draw": .int(draw)], work: Double(total) * 1e-4
        ) { context in
            let (signals, folder) = (signals(draw: draw), context.results)
            try folder.write(signals.dictionary, "D.npy")
            let problem = try LassoProblem(dictionary: signals.dictionary, alpha: settings.problem.alpha)
            var optima = CertifiedOptima(try LassoMethod.certified.solver(for: problem), hint: Self.hint)
            for (set, count) in sets {
                let x = signals.inputs(set.rawValue, count: count)
                let y = try optima.solve(x, split: set.rawValue, workers: context.workers) { _ in
                    try context.checkInterruption()
                }
                try folder.write(x, "\(set.rawValue)-x.npy")
                try folder.write(y, "\(set.rawValue)-y.npy")
                guard set == .train else { continue }
                let nonzeros = (0..<y.count).reduce(0) { $0 + (y.pointer[$1] != 0 ? 1 : 0) }
                try folder.write(
                    [
                        ("rms", y.rootMeanSquare), ("mean_nonzeros", Double(nonzeros) / Double(y.rows)),
                        ("lambda_max", problem.largestEigenvalue),
                        ("dictionary_norm", problem.largestEigenvalue.squareRoot()),
                    ], "summary.csv")
            }
            try optima.write(to: folder)
        }
    }

    /// `theory/distance/draw-<k>`: between which numbers the distance W₁ of shifted signals to the others lies.
    func distanceStage(draw: Int) -> Stage {
        let problem = StageNames.drawn(Self.problem, draw)
        return .numerical(
            name: StageNames.drawn(Self.distance, draw), settings: settings.evaluation.only(\.shifts),
            inputs: [problem],
            work: 0.5
        ) { context in
            let folder = try context.folder(problem)
            let distance = ShiftDistance(
                known: try folder.matrix("train-x.npy"), test: try folder.matrix("test-x.npy"))
            var table = ShiftDistance.emptyTable
            for level in settings.evaluation.shifts.sorted() {
                try context.checkInterruption()
                distance.add(level, signals(draw: draw), to: &table)
            }
            try context.results.write(table, "distance.csv")
        }
    }
}

/// The family of problems of a draw with its signals, as trainings and tests read it.
struct TheoryProblem {
    let mapping: GradientMapping<Float>
    /// ‖D‖₂, from above.
    let dictionaryNorm: Double
    /// τ: root mean square of the training set's optima.
    let unit: Double
    private let folder: Folder

    var lasso: Lasso<Float> { mapping.lasso }

    /// Reads `theory/problem/draw-<k>`. Throws `DataError`, `TableError`, `SettingsError`.
    init(_ folder: Folder, alpha: Double) throws {
        self.folder = folder
        mapping = GradientMapping(
            Lasso(dictionary: try folder.matrix("D.npy"), alpha: alpha),
            eigenvalue: try folder.number("lambda_max", in: "summary.csv"))
        dictionaryNorm = try folder.number("dictionary_norm", in: "summary.csv")
        unit = try folder.number("rms", in: "summary.csv")
        guard unit > 0 else {
            throw SettingsError("all optima are zero: α is above ‖Dᵀx‖∞. Hint: a smaller theory.problem.alpha.")
        }
    }

    /// A set of signals with their optima. Throws `DataError`.
    func batch(_ set: DescentTheoryStudy.SignalSet) throws -> Batch<Float> {
        Batch(
            inputs: try folder.matrix("\(set.rawValue)-x.npy"), optima: try folder.matrix("\(set.rawValue)-y.npy"))
    }
}
