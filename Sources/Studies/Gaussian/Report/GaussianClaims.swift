import Report

extension Claim {
    private static let place = "RF Imaging 18.3, layer-wise parameters"

    /// What the book says of layer-wise parameters, what others say of their networks, and what was asked besides.
    static let gaussian = [
        Claim(
            "layer-wise-beats-the-best-pair", question: .book, section: place,
            statement:
                "Parameters of their own for each layer recover sparse signals better than the best fixed ones.",
            figures: ["figure-g17"],
            rule:
                "Three parts, for learned steps, learned thresholds, and both: the error after the last layer is more than 1 dB "
                + "below that of the same network with one learned step and one learned threshold for all layers.",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "a step for each layer", "error less that of one learned pair",
                    .difference("learned-steps", minus: "fixed-pair"), .below(-1)),
                .init(
                    "a threshold for each layer", "error less that of one learned pair",
                    .difference("learned-thresholds", minus: "fixed-pair"), .below(-1)),
                .init(
                    "both for each layer", "error less that of one learned pair",
                    .difference("learned-both", minus: "fixed-pair"), .below(-1)),
            ])),
        Claim(
            "large-parameters-first", question: .book, section: place,
            statement: "Learned parameters are aggressive in early layers and conservative in late ones.",
            figures: ["figure-g17"],
            rule:
                "Two parts, steps and thresholds: Spearman's rank correlation of the learned number with its layer is below −0.5, "
                + "of every network that learns one for each layer and no matrix: it alone, both, and both with the analytic W (ALISTA).",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "steps", "rank correlation of step and layer", unit: "",
                    .order(.step, of: GaussianRun.stepsByLayer), .below(-0.5)),
                .init(
                    "thresholds", "rank correlation of threshold and layer", unit: "",
                    .order(.threshold, of: GaussianRun.thresholdsByLayer), .below(-0.5)),
            ])),
        Claim(
            "fewer-parameters-recover-better", question: .ownOfBook, section: "the networks of the paper’s references",
            statement: "ALISTA recovers better than LISTA-CP, LISTA-CP better than LISTA, and LISTA better than ISTA.",
            figures: ["figure-g18"],
            rule: "Three parts: the error after the last layer, the first less the second, is below 0 dB.",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "ALISTA and LISTA-CP", "difference of errors", .difference("alista", minus: "lista-cp"), .below(0)),
                .init("LISTA-CP and LISTA", "difference of errors", .difference("lista-cp", minus: "lista"), .below(0)),
                .init("LISTA and ISTA", "difference of errors", .difference("lista", minus: "ista"), .below(0)),
            ])),
        Claim(
            "noise-levels-the-networks", question: .ownOfBook, section: "the networks of the paper’s references",
            statement: "At 20 dB networks that differ much without noise differ by at most 2 dB.",
            figures: ["figure-g18"],
            rule:
                "Of every network that is trained at 20 dB beside ALISTA, a part: the error after the last layer less that of "
                + "ALISTA is between −2 and 2 dB.",
            study: "gaussian",
            kind: GaussianNumbers(
                ["learned-both", "lista", "lista-cp", "tista"].map {
                    .init(
                        $0, "error less that of ALISTA", .differenceAt("-at-20-db", $0, minus: "alista"),
                        .within(-2...2))
                }, absence: "the run has no networks at 20 dB")),
        Claim(
            "coupling-grows-with-depth", question: .ownOfBook, section: "Chen et al., 2018, theorem 1",
            statement:
                "Training couples the matrices of LISTA: *W*_{2} comes the nearer to *I* − *W*_{1}*A*, the deeper the layer.",
            figures: ["figure-g21"],
            rule:
                "Spearman's rank correlation of ‖W2 − (I − W1·A)‖/‖W2‖ with the layer is below −0.5 for LISTA with matrices of its "
                + "own in each layer.",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "", "rank correlation of distance from coupling and layer", unit: "",
                    .order(.coupling, of: ["lista"]), .below(-0.5))
            ])),
        Claim(
            "conventions-differ", question: .ownOfBook, section: "the measure of published comparisons",
            statement:
                "Published errors of the same network differ by their definition alone: the mean of decibels is below the decibels "
                + "of the mean.",
            figures: ["figure-g18"],
            rule:
                "The mean over signals of 10 log10(‖y − c‖²/‖c‖²) less 10 log10(Σ‖y − c‖²/Σ‖c‖²), after the last layer, is below 0 "
                + "dB for every network.",
            study: "gaussian",
            kind: GaussianNumbers([.init("", "difference of the two definitions", .conventions, .below(0))])),
        Claim(
            "safeguard-never-worse", question: .ownOfBook, section: "Heaton et al., 2020, safeguarding",
            statement:
                "A network with a safeguard never ends farther from the minimum than the algorithm that it falls back on.",
            figures: ["figure-g20"],
            rule:
                "Two parts: over signals as trained for, denser and larger ones, the number on which the objective is farther from "
                + "its minimum after the last iteration than with the algorithm is below one half for every network, with the "
                + "published rule on residuals, and with the algorithm running beside the network, which is a check of the program.",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "rule on residuals", "number of signals that end worse", unit: "", .worse(rule: "residual"),
                    .below(0.5)),
                .init(
                    "with the algorithm beside it", "number of signals that end worse", unit: "",
                    .worse(rule: "companion"), .below(0.5)),
            ])),
        Claim(
            "unguarded-networks-stall", question: .ownOfBook, section: "Heaton et al., 2020, safeguarding",
            statement:
                "Without a safeguard, networks whose last layer is repeated stay far from the minimum of the LASSO on signals that "
                + "they were not trained for.",
            figures: ["figure-g20"],
            rule:
                "Entries three times as large: the median gap to the minimum after the last iteration over that of the algorithm is "
                + "above 10 for every network. A ratio above 10¹², or none as the network runs away, counts as 10¹².",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "", "median gap over the algorithm’s", unit: "", scale: .logarithmic, .gap(signals: "large"),
                    .above(10))
            ])),
        Claim(
            "constraints-change-nothing", question: .ownOfBook, section: "(CII), asked of every network",
            statement:
                "Descent constraints change neither the error that networks end with, nor that beyond the trained depth, nor that on "
                + "other signals.",
            figures: ["figure-g19"],
            rule:
                "Four parts, each of every network: the error with constraints less that without is between −0.5 and 0.5 dB, on "
                + "signals as trained for after the last layer, and after three times as many with the last one repeated; on "
                + "signals with twice as many entries that are not zero; and on those with entries three times as large. An error above 100 dB counts as "
                + "100 dB.",
            study: "gaussian",
            kind: GaussianNumbers([
                .init(
                    "at the trained depth", "error with constraints less that without",
                    .constraint(signals: "seen", pastDepth: false), .within(-0.5...0.5)),
                .init(
                    "beyond it", "error with constraints less that without",
                    .constraint(signals: "seen", pastDepth: true), .within(-0.5...0.5)),
                .init(
                    "twice as many non-zeros", "error with constraints less that without",
                    .constraint(signals: "dense", pastDepth: false), .within(-0.5...0.5)),
                .init(
                    "entries three times as large", "error with constraints less that without",
                    .constraint(signals: "large", pastDepth: false), .within(-0.5...0.5)),
            ])),
    ]
}
