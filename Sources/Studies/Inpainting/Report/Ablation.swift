import Plotting
import Report
import Stages

/// What became of the inpainting network with one piece of its parametrisation changed, on test images.
struct Ablation {
    /// What was measured of it.
    struct Measures {
        /// Mean squared error in the hole, by layer from 1.
        var hole: SeedCurve
        /// The same of the known pixels.
        var known: SeedCurve
        /// The diagonal details' root mean square over that of the clean images, by layer from 1.
        var chequer: SeedCurve
        /// The largest ratio of mean ‖z_l‖ to that of the layer before, over l = 2…L.
        var worstLatentRatio: Double
        /// The layers whose mean misses eq. (26) for ‖∇f_1‖, and for ‖z‖.
        var missed: (gradient: [Int], latent: [Int])
        /// The seed: the same for all, as ablations have one.
        var seed: Int
        /// The lowest and the highest error in the hole at the last layer over all seeds; nil where there is one.
        var spread: (seeds: Int, low: Double, high: Double)?
        /// Updates of its training; nil where that does not say.
        var steps: Int?
        /// The update whose weights were kept.
        var keptStep: Int?
        /// The learning rate at which it trained.
        var learningRate: Double?
    }

    /// Its id: "constrained", "ablation-pixel".
    let id: String
    /// Its name, as it heads rows.
    let name: String
    /// Where its stages stand: finished, or diverged or failed.
    let state: StageState
    /// Nil where it is not finished.
    let measures: Measures?

    /// `constrained` and every ablation that the run has finished or lost, in the order of reports. Throws `TableError`.
    static func all(_ study: StudyReader) throws -> [Ablation] {
        try ids(study).compactMap { id in
            let (seeds, name) = (study.seeds(of: id), study.label(of: id).capitalizedFirst)
            if !seeds.isEmpty {
                return Ablation(id: id, name: name, state: .done, measures: try measures(of: id, study, seeds))
            }
            return study.loss(of: id).map { Ablation(id: id, name: name, state: $0.state, measures: nil) }
        }
    }

    /// `constrained`, the network on gated flows, and those that the study describes as ablations.
    static func ids(_ study: StudyReader) -> [String] {
        let families = study.description.methods.map(\.id).filter { $0 == "gated" }
        return ["constrained"] + families + study.description.methods.filter(\.isAblation).map(\.id)
    }

    private static func measures(of id: String, _ study: StudyReader, _ all: [Int]) throws -> Measures {
        let seeds = Array(all.prefix(1))
        let ends = try SeedCurve(all.map { try study.layers(id, seed: $0) }, key: "layer", column: "hole")
        let tables = try seeds.map { try study.layers(id, seed: $0) }
        func curve(_ column: String) throws -> SeedCurve {
            try SeedCurve(tables, key: "layer", column: column).dropping(key: 0)
        }
        let clean = Moments.mean(try seeds.map { Moments.mean(try study.truth(id, seed: $0).doubles("chequer")) })
        var chequer = try curve("chequer")
        chequer.mean = chequer.mean.map { $0 / clean }
        let (gradient, latent) = (try curve("gradient"), try curve("latent"))
        let epsilon = try study.epsilon(of: id)
        func missed(_ curve: SeedCurve) -> [Int] {
            curve.changes.filter { !($0.after <= (1 - epsilon) * $0.before) }.compactMap { Int(exactly: $0.key) }
        }
        let ratios = latent.changes.map { $0.after / $0.before }
        let summary = try? study.trainingSummary(id, seed: seeds[0])
        func number(_ name: String) -> Double? { summary.flatMap { try? $0.number(name) } }
        return Measures(
            hole: try curve("hole"), known: try curve("known"), chequer: chequer,
            worstLatentRatio: ratios.contains(where: \.isNaN) ? .nan : ratios.max() ?? .nan,
            missed: (missed(gradient), missed(latent)), seed: seeds[0],
            spread: all.count > 1 ? (all.count, ends.lowest.last ?? .nan, ends.highest.last ?? .nan) : nil,
            steps: number("steps").flatMap { Int(exactly: $0) },
            keptStep: number("best_step").flatMap { Int(exactly: $0) }, learningRate: number("learning_rate"))
    }
}

/// The ablations as rows of texts, for the figure and for the page.
struct AblationTable {
    private typealias Column = (
        figure: String?, page: String, cell: @Sendable (Ablation.Measures, (Double) -> String) -> String
    )

    /// What follows a name: how it is headed in the markup of figures (nil where a figure has no room for it) and in `Markup`.
    private static let columns: [Column] = [
        ("Rate", "Learning rate", { measures, _ in measures.learningRate.map(NumberText.rate) ?? "–" }),
        (nil, "Step whose weights are kept", { measures, _ in measures.keptStep.map(String.init) ?? "–" }),
        ("Hole, $ℓ = L$", "Error in the hole, last layer", { $1($0.hole.last) }),
        ("Known, $ℓ = 1$", "Error of known pixels, layer 1", { $1($0.known.mean(at: 1)) }),
        ("Chequer, $ℓ = 1$", "Chequer over the clean images’, layer 1", { $1($0.chequer.mean(at: 1)) }),
        ("Worst $‖z_ℓ‖/‖z_{ℓ−1}‖$", "Largest ratio of ‖*z*_{l}‖, layers 2…*L*", { $1($0.worstLatentRatio) }),
        ("(26) of $f_1$", "(26) for *f*_{1}, mean", { measures, _ in outcome(measures.missed.gradient) }),
        ("(26) of $z$", "(26) for ‖*z*‖, mean", { measures, _ in outcome(measures.missed.latent) }),
    ]

    /// The networks that were measured.
    private let measured: [(name: String, measures: Ablation.Measures)]

    /// A row for each of `ablations` that was measured.
    init(_ ablations: [Ablation]) {
        measured = ablations.compactMap { one in one.measures.map { (one.name, $0) } }
    }

    /// The table of the figure.
    var figure: FigureTable {
        let shown = Self.columns.filter { $0.figure != nil }
        return FigureTable(
            columns: ["Network"] + shown.compactMap(\.figure),
            rows: rows(shown) { NumberText.inFigure($0) }.map { [FigureText.settable($0[0])] + $0.dropFirst() })
    }

    /// The table of the page.
    func detail(_ caption: String) -> DetailTable {
        DetailTable(
            caption, header: ["Network"] + Self.columns.map(\.page), rows: rows(Self.columns) { NumberText.short($0) })
    }

    private func rows(_ columns: [Column], _ number: (Double) -> String) -> [[String]] {
        measured.map { one in [one.name] + columns.map { $0.cell(one.measures, number) } }
    }

    /// "holds", "no: 2, 4–5": the layers that miss it.
    private static func outcome(_ missed: [Int]) -> String {
        missed.isEmpty ? "holds" : "no: " + NumberText.ranges(missed)
    }
}
