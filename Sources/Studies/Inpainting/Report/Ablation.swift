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
    /// The columns of `shortRows` after the name, in the markup of figures.
    static let columns = [
        "Rate", "Hole, $ℓ = L$", "Known, $ℓ = 1$", "Chequer, $ℓ = 1$", "Worst $‖z_ℓ‖/‖z_{ℓ−1}‖$",
        "(26) of $f_1$",
        "(26) of $z$",
    ]
    /// Those of `rows` in `Markup`, at more length.
    static let headings = [
        "Learning rate", "Step whose weights are kept", "Error in the hole, last layer",
        "Error of known pixels, layer 1",
        "Chequer over the clean images’, layer 1",
        "Largest ratio of ‖*z*_{l}‖, layers 2…*L*", "(26) for *f*_{1}, mean", "(26) for ‖*z*‖, mean",
    ]

    /// A name and as many cells as there are headings.
    let rows: [[String]]
    /// The same without the step whose weights are kept, for which a figure has no room.
    var shortRows: [[String]] { rows.map { Array($0.prefix(2) + $0.dropFirst(3)) } }

    /// The rows of those of `ablations` that were measured; `number` writes their numbers, for the page unless said otherwise.
    init(_ ablations: [Ablation], number: (Double) -> String = { NumberText.short($0) }) {
        rows = ablations.compactMap { ablation in
            guard let measures = ablation.measures else { return nil }
            return [
                ablation.name, measures.learningRate.map(NumberText.rate) ?? "–",
                measures.keptStep.map(String.init) ?? "–",
                number(measures.hole.last),
                number(measures.known.mean(at: 1)),
                number(measures.chequer.mean(at: 1)), number(measures.worstLatentRatio),
                Self.outcome(measures.missed.gradient), Self.outcome(measures.missed.latent),
            ]
        }
    }

    /// The table of the page.
    func detail(_ caption: String) -> DetailTable {
        DetailTable(caption, header: ["Network"] + Self.headings, rows: rows)
    }

    /// "holds", "no: 2, 4–5": the layers that miss it.
    private static func outcome(_ missed: [Int]) -> String {
        missed.isEmpty ? "holds" : "no: " + NumberText.ranges(missed)
    }
}
