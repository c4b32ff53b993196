import Bench
import Tensors

/// The signals of the study for methods that are made elsewhere: to be read, as the study's figures take no methods in.
extension GaussianStudy {
    public static var takesMethods: Bool { false }
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
                        kind == .seen ? "test" : "test-\(kind.rawValue)", words[kind] ?? kind.rawValue, settings.test,
                        kind: kind, "test/\(kind.rawValue)")
                }
            }
        }
        export.facts = ["density": settings.density, "layers": Double(settings.layers)]
        export.problem = [
            "x = A c + w with A of independent Gaussian entries and columns of length 1 (p = \(settings.rows), "
                + "d = \(settings.columns)), entries of c that are N(0, 1) with probability \(settings.density) and else 0, and "
                + "white noise w at the signal-to-noise ratio of the folder’s name. More signals to learn from are drawn by this "
                + "rule. A network starts at y_0 = 0; its error is Σ‖y − c‖² / Σ‖c‖² in dB. No run takes methods into "
                + "this study."
        ]
        export.python = [
            "import numpy as np",
            "A = np.load(\"draw-1/matrix.npy\")",
            "x, c = (np.load(f\"draw-1/\(Self.place(settings.levels[0]))/test{end}.npy\") for end in (\"\", \"-optima\"))",
            "y = x @ np.linalg.pinv(A).T  # in the place of your network",
            "print(10 * np.log10(((y - c) ** 2).sum() / (c**2).sum()), \"dB\")",
        ]
    }

    /// The folder of a signal-to-noise ratio.
    private static func place(_ level: Double) -> String { level >= 200 ? "no-noise" : "\(decibels(level))-db" }
}
