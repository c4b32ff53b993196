import Plotting
import Report
import Stages

/// The final distances of the toy's test points by method, with and without the perturbation.
struct ToyOutcome {
    /// One method's distances.
    struct Row {
        var method: String
        var start: (mean: Double, deviation: Double)
        var undisturbed: (mean: Double, deviation: Double)
        var perturbed: (mean: Double, deviation: Double)
    }

    private(set) var rows: [Row] = []
    private(set) var samples: Int?

    /// Reads distances.csv of all seeds. Throws `RunReaderError`, `TableError`.
    init(_ study: StudyReader, seeds: [Int]) throws {
        let tables = try seeds.map { try study.toyTable("distances.csv", seed: $0) }
        for method in study.toyOrder.map(\.id) {
            func moments(_ perturbed: Bool, _ column: String) throws -> (mean: Double, deviation: Double)? {
                let values = try tables.map { try study.toyRows($0, method, perturbed: perturbed).doubles(column) }
                    .filter { !$0.isEmpty }
                guard !values.isEmpty else { return nil }
                return (Moments.mean(values.map(Moments.mean)), Moments.mean(values.map(Moments.standardDeviation)))
            }
            guard let start = try moments(false, "distance_start"),
                let undisturbed = try moments(false, "distance_last"),
                let perturbed = try moments(true, "distance_last")
            else { continue }
            rows.append(Row(method: method, start: start, undisturbed: undisturbed, perturbed: perturbed))
            if samples == nil {
                samples = try tables.first.map { try study.toyRows($0, method, perturbed: false).rowCount }
            }
        }
    }

    /// The table under the figure.
    func table(step: Int, _ study: StudyReader) -> FigureTable {
        func text(_ value: (mean: Double, deviation: Double)) -> String {
            NumberText.plusMinus(value.mean, value.deviation)
        }
        return FigureTable(
            columns: [
                "$‖y − y^*‖_2$ over all test points", "Start", "End, undisturbed", "End, noise at step \(step)",
                "Ratio",
            ],
            rows: rows.map { row in
                [
                    study.style(of: row.method).name, text(row.start), text(row.undisturbed), text(row.perturbed),
                    NumberText.short(row.perturbed.mean / row.undisturbed.mean),
                ]
            })
    }
}
