import Bench
import Foundation
import Stages
import Support

/// The tables of an evaluation: a network trained on few signals and on many.
struct LandscapeTables {
    /// The tables' columns. `loss` is over that of answering 0; `ratio` is ρ_t, `smallest` and `largest` are eigenvalues of K,
    /// `deficiency` how many are 0, `dead` the outputs that depend on no weight; `over_prediction` the largest loss over the
    /// predicted one; `short` and `rising` shares of steps; `moved` is ‖w_T − w_0‖, `start` ‖w_0‖, `residual_first`
    /// ‖F(w_0) − c‖.
    static let descriptions: [StudyDescription.TableDescription] = [
        .init(stage: "evaluate", file: "path.csv", columns: ["samples", "step", "loss", "ratio"]),
        .init(
            stage: "evaluate", file: "spectra.csv",
            columns: ["samples", "step", "smallest", "largest", "deficiency", "dead", "ratio"]),
        .init(
            stage: "evaluate", file: "ends.csv",
            columns: [
                "samples", "parameters", "outputs", "rate", "steps", "loss_first", "loss_last", "ratio_least",
                "over_prediction", "short", "rising", "test_first", "test_last", "moved", "start", "residual_first",
            ]),
        .summary(of: "evaluate"),
    ]
    /// Of the losses along a path every so many are kept.
    private static let spacing = 10
    private var tables = descriptions.map { Table(columns: $0.columns) }

    /// What is known of a descent but for its spectra.
    ///
    /// - Parameters:
    ///   - zero: the loss of answering 0.
    ///   - tests: Σ‖F − c‖²/Σ‖c‖² of test signals, before and after.
    mutating func add(
        _ descent: FullDescent, samples: Int, parameters: Int, outputs: Int, zero: Double, tests: (Double, Double)
    ) {
        let last = descent.losses.count - 1
        for step in descent.losses.indices where step.isMultiple(of: Self.spacing) || step == last {
            tables[0].append([
                samples, step, descent.losses[step] / zero,
                step < descent.ratios.count ? descent.ratios[step] : nil,
            ])
        }
        tables[2].append([
            samples, parameters, samples * outputs, descent.rate, descent.ratios.count, descent.losses[0] / zero,
            descent.losses[last] / zero, descent.leastRatio, descent.lossOverPrediction, descent.shareShort,
            descent.shareRising, tests.0, tests.1 < FullDescent.cap ? tests.1 : FullDescent.cap,
            descent.distance, descent.startLength, (2 * descent.losses[0]).squareRoot(),
        ])
    }

    /// A spectrum, and ρ_t at the same weights.
    mutating func add(_ kernel: TangentKernel, samples: Int, step: Int, ratio: Double?) {
        tables[1].append([
            samples, step, kernel.eigenvalues.first, kernel.eigenvalues.last, kernel.deficiency, kernel.deadOutputs,
            ratio,
        ])
    }

    mutating func add(_ rows: [(String, any TableValue)]) {
        for (name, value) in rows { tables[3].append([name, value]) }
    }

    /// Throws `FileError`.
    func write(to folder: Folder) throws {
        for (table, description) in zip(tables, Self.descriptions) { try folder.write(table, description.file) }
    }
}
