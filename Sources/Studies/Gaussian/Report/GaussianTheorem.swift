import Foundation
import Report

/// What the page opens with: the networks in one line each, what is said of them, and what was measured.
enum GaussianTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "The networks, and what is said of them",
        lead:
            "Signals *c* of *d* entries, few of which are not zero, are to be found from *x* = *Ac* + *w* with fewer measurements. All "
            + "networks begin at *y*_{0} = 0. LISTA: *y*_{ℓ} = *S*_{θ}(*W*_{1}*x* + *W*_{2}*y*_{ℓ−1}), eq. (16). The others know *A*: "
            + "*y*_{ℓ} = *S*_{θ}(*y*_{ℓ−1} + *γ*_{ℓ}*W*^{T}(*x* − *Ay*_{ℓ−1})), with *W* = *A* (ISTA and its learned steps and thresholds), "
            + "*W* = argmin ‖*W*^{T}*A*‖ with *W*_{i}^{T}*A*_{i} = 1 (ALISTA), one learned *W* (TiLISTA, tied LISTA-CP) or one for each layer "
            + "(LISTA-CP, and LISTA-CPSS, which leaves the largest entries unshrunk). TISTA has the mean of the prior in place of "
            + "*S*_{θ}, and learns *γ*_{ℓ} alone.\n"
            + "Said, of layer-wise parameters (*RF Imaging*, an online book of TU Berlin, section 18.3): they make the product of "
            + "contraction factors smaller, which is false (page on learned steps). True, on sparse signals: thresholds have to fall "
            + "with the error, and a step may be as long as the support’s own curvature allows (Ablin et al., 2019).\n"
            + "Said, of LISTA (Chen et al., 2018): a network whose error vanishes with depth has *W*_{2} → *I* − *W*_{1}*A* and *θ* → 0. Said, "
            + "of a safeguard (Heaton et al., 2020): the network inherits the limit of the algorithm that it falls back on.",
        place: .opening
    ) { run in
        guard let study = try? run.study("gaussian"), let gaussian = try? GaussianRun(study) else { return [] }
        return [statements(gaussian), networks(gaussian), constraints(gaussian)]
    }

    /// Said, true, measured.
    private static func statements(_ run: GaussianRun) -> DetailTable {
        func mean(_ quantity: GaussianQuantity) -> String {
            let values = quantity.numbers(run).map { Moments.mean($0.values) }
            return values.isEmpty ? "–" : CaptionText.list(values.map { NumberText.short($0) })
        }
        func largest(_ quantity: GaussianQuantity) -> String {
            quantity.numbers(run).flatMap(\.values).max().map { NumberText.short($0) } ?? "–"
        }
        return DetailTable(
            "Said, true, and measured \(run.place(""))",
            header: ["Of what", "Said", "True", "Measured"],
            rows: [
                [
                    "Parameters for each layer", "a smaller product of contraction factors",
                    "thresholds that fall with the error, and longer steps",
                    "error less that of one learned pair, in dB: steps "
                        + mean(.difference("learned-steps", minus: "fixed-pair")) + ", thresholds "
                        + mean(.difference("learned-thresholds", minus: "fixed-pair")) + ", both "
                        + mean(.difference("learned-both", minus: "fixed-pair")),
                ],
                [
                    "Their order", "aggressive first, conservative last", "of thresholds alone",
                    "rank correlation with the layer: steps "
                        + mean(.order(.step, of: GaussianRun.stepsByLayer)) + ", thresholds "
                        + mean(.order(.threshold, of: GaussianRun.thresholdsByLayer))
                        + " (that alone, both, ALISTA)",
                ],
                [
                    "Coupling", "*W*_{2} → *I* − *W*_{1}*A*",
                    "necessary for an error that vanishes with depth; a trained network of "
                        + "\(run.layers) layers need not",
                    "rank correlation of the distance with the layer: " + mean(.order(.coupling, of: ["lista"])),
                ],
                [
                    "A safeguard", "convergence of any network",
                    "in the limit; after finitely many iterations only with the algorithm "
                        + "beside it",
                    "most signals that end worse than with the algorithm: rule on residuals "
                        + largest(.worse(rule: "residual")) + ", algorithm beside it "
                        + largest(.worse(rule: "companion")),
                ],
            ])
    }

    /// Every method with its errors.
    private static func networks(_ run: GaussianRun) -> DetailTable {
        func cell(
            _ method: String, _ signals: String = GaussianRun.seen, layer: Int? = nil,
            column: KeyPath<GaussianRun.Curve, [Double]> = \.error
        ) -> String {
            GaussianFigures.decibels(run, method, signals: signals, layer: layer, column)
        }
        func depth(_ method: String) -> String {
            let own = run.depth(of: method)
            return own == run.layers ? "" : ", after layer \(own)"
        }
        let published = Dictionary(Published.values(run, "").map { ($0.method, $0.error) }) { first, _ in first }
        return DetailTable(
            "All methods \(run.place("")), errors in dB after layer \(run.layers), means over seeds. N2: of all signals together; N1: "
                + "mean of each signal’s; published values are others’, by their own recipes",
            header: [
                "Method", "Seeds", "N2", "N1", "Worst signal", "N2, layer \(3 * run.layers)",
                "N2, twice as many non-zeros",
                "N2, entries × 3", "Published",
            ],
            rows: (GaussianRun.classical + GaussianRun.networks + run.externals).filter(run.has).map { method in
                [
                    run.study.label(of: method) + depth(method), "\(run.seeds([method]).count)", cell(method),
                    cell(method, column: \.meanError), cell(method, column: \.worst),
                    cell(method, layer: 3 * run.layers),
                    cell(method, "dense"), cell(method, "large"),
                    published[method].map { GaussianFigures.text($0) } ?? "–",
                ]
            })
    }

    /// What (CII) changes.
    private static func constraints(_ run: GaussianRun) -> DetailTable {
        func change(_ method: String, _ signals: String, pastDepth: Bool = false) -> String {
            let seeds = run.seeds([method + "-constrained", method])
            guard !seeds.isEmpty else { return "–" }
            let ends = [method, method + "-constrained"].map { id in
                run.errors(id, seeds, signals: signals, layer: pastDepth ? 3 * run.layers : run.layers)
            }
            // Of networks that run away there is no difference to tell.
            let isAway = ends.map { $0.contains { $0 > GaussianRun.largestError || $0.isNaN } }
            switch (isAway[0], isAway[1]) {
            case (true, true): return "both run away"
            case (true, false): return "> 100 → " + GaussianFigures.text(Moments.mean(ends[1]))
            case (false, true): return GaussianFigures.text(Moments.mean(ends[0])) + " → > 100"
            default: return GaussianFigures.text(Moments.mean(zip(ends[1], ends[0]).map { $0 - $1 }))
            }
        }
        func worst(_ method: String) -> String {
            let (one, other) = (method + "-constrained", method)
            let seeds = run.seeds([one, other])
            let pairs = zip(
                run.errors(one, seeds, \.worst), run.errors(other, seeds, \.worst))
            return seeds.isEmpty ? "–" : GaussianFigures.text(Moments.mean(pairs.map { $0 - $1 }))
        }
        return DetailTable(
            "What descent constraints (CII) change: the error with them less that without, in dB, means over seeds, or the two where one is above 100 dB; and the largest dual "
                + "λ, 0 where they never bound",
            header: [
                "Network", "After layer \(run.layers)", "Worst signal", "After layer \(3 * run.layers)",
                "Twice as many non-zeros", "Entries × 3", "Largest dual",
            ],
            rows: GaussianRun.networks.filter { run.has($0) && run.has($0 + "-constrained") }.map { method in
                [
                    run.study.label(of: method), change(method, "seen"), worst(method),
                    change(method, "seen", pastDepth: true), change(method, "dense"), change(method, "large"),
                    largestDual(run, method + "-constrained"),
                ]
            })
    }

    private static func largestDual(_ run: GaussianRun, _ method: String) -> String {
        let duals = run.study.trainedSeeds(of: method).compactMap { seed -> Double? in
            guard let stage = try? run.study.training(method, seed: seed),
                let values = try? run.study.run.table("history.csv", of: stage).doubles("largest_dual")
            else { return nil }
            return values.filter(\.isFinite).max()
        }
        return duals.max().map { NumberText.short($0, digits: 2) } ?? "–"
    }
}
