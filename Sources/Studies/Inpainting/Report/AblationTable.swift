import Report
import Stages

/// The ablations as rows of texts, for the figure and for the page.
struct AblationTable {
    /// The columns after the name, in the markup of figures.
    static let columns = [
        "Steps", "Hole, $ℓ = L$", "Known, $ℓ = 1$", "Chequer, $ℓ = 1$", "Worst $‖z_ℓ‖/‖z_{ℓ−1}‖$", "(26) of $f_1$",
        "(26) of $z$",
    ]
    /// The same in `Markup`, at more length.
    static let headings = [
        "Training steps", "Error in the hole, last layer", "Error of known pixels, layer 1",
        "Chequer over the clean images’, layer 1",
        "Largest ratio of ‖*z*_{l}‖, layers 2…*L*", "(26) for *f*_{1}, mean", "(26) for ‖*z*‖, mean",
    ]

    /// A name and as many cells as there are columns.
    let rows: [[String]]

    /// The rows of `ablations`; `number` writes their numbers, for the page unless said otherwise.
    init(_ ablations: [Ablation], number: (Double) -> String = { NumberText.short($0) }) {
        rows = ablations.map { ablation in
            guard let measures = ablation.measures else {
                return [ablation.name, "–", ablation.state.rawValue] + Self.columns.dropFirst(2).map { _ in "–" }
            }
            return [
                ablation.name, measures.steps.map(String.init) ?? "–", number(measures.hole.last),
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
