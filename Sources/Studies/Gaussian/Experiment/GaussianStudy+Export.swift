import Bench
import Tensors

/// The signals of the study for methods that are made elsewhere, which answer those of the first signal-to-noise ratio.
extension GaussianStudy {
    /// All is made from the settings.
    public var exportedStages: [String] { [] }
    /// Signals to learn from; the study's own networks never see one twice.
    private static let trainingSignals = 5_000

    public func export(_ folder: (String) throws -> Folder, to export: ExportWriter) throws {
        for draw in settings.common.trainedDraws {
            let problem = try GaussianProblem(settings, draw: draw)
            try export.write(problem.matrix, "draw-\(draw)/matrix", holds: "A, (p, d), with columns of length 1")
            for level in settings.levels {
                let place = "draw-\(draw)/\(Self.place(level))"
                func write(_ name: String, _ holds: String, _ count: Int, kind: GaussianProblem.Kind, _ stream: String)
                    throws
                {
                    let batch = problem.signals(stream, count, kind: kind, level: level)
                    try export.write(batch.inputs, "\(place)/\(name)", holds: "x, \(holds)")
                    try export.write(batch.optima, "\(place)/\(name)-optima", holds: "c of these")
                }
                try write("train", "signals to learn from", Self.trainingSignals, kind: .seen, "export/training")
                try write("validation", "signals to choose by", settings.validation, kind: .seen, "validation")
                for kind in GaussianProblem.Kind.allCases {
                    let words = [
                        GaussianProblem.Kind.seen: "test signals",
                        .dense: "test signals with twice as many entries that are not zero",
                        .large: "test signals three times as large, with the same noise",
                    ]
                    try write(
                        Self.array(kind), words[kind] ?? kind.rawValue, settings.test, kind: kind,
                        "test/\(kind.rawValue)")
                }
            }
        }
        for seed in settings.common.trainingSeeds {
            let draw = settings.common.draw(ofSeed: seed)
            let test = try GaussianProblem(settings, draw: draw).test(.seen, settings.test, level: settings.levels[0])
            try export.write(starts: nil, seed: seed, draw: draw, inputs: test.inputs, answers: test.optima)
        }
        export.folder = Self.place(settings.levels[0])
        export.arrays = (GaussianProblem.Kind.allCases.map(Self.array), [])
        export.needsOrder = true
        export.start =
            "Layer 0 is zero, of which no order can be read: `order.txt` of the seed’s folder has to lie beside the arrays."
        export.facts = ["density": settings.density, "layers": Double(settings.layers)]
        export.problem = [
            "x = A c + w with A of independent Gaussian entries and columns of length 1 (p = \(settings.rows), "
                + "d = \(settings.columns)), entries of c that are N(0, 1) with probability \(settings.density) and else 0, and "
                + "white noise w at the signal-to-noise ratio of the folder’s name. More signals to learn from are drawn by this "
                + "rule. A network starts at y_0 = 0; its error is Σ‖y − c‖² / Σ‖c‖² in dB. A "
                + "method is measured at \(Self.decibels(settings.levels[0])) dB."
        ]
        export.python = [
            "x, A = load(name), np.load(export / f\"draw-{draw}/matrix.npy\")",
            "step, layers = 1 / np.linalg.norm(A, 2) ** 2, [np.zeros((len(x), A.shape[1]))]  # ISTA, in the place of your network",
            "for l in range(\(settings.layers)):",
            "    v = layers[-1] + step * (x - layers[-1] @ A.T) @ A",
            "    layers.append(np.sign(v) * np.maximum(np.abs(v) - 0.1 * step, 0))",
        ]
    }

    /// The folder of a signal-to-noise ratio.
    private static func place(_ level: Double) -> String { level >= 200 ? "no-noise" : "\(decibels(level))-db" }
}
