import Foundation
import Report

/// What the page opens with: the definition as it is printed, what is true, and what was measured.
enum ConvergentTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "Convergent unrolling, printed and true",
        lead:
            "A layer is *c*_{l} = *T*_{l}(*c*_{l−1}) = *D*(*c*_{l−1} + *γA*^{T}(*y* − *Ac*_{l−1})), with ‖*A*‖ = 1, 0 < *γ* < 2 and a "
            + "learned denoiser *D*.\n"
            + "Printed: a convergent unrolled network is guaranteed to converge to a fixed point as layers are added, regardless of the "
            + "learned parameters, if each layer is a contraction and the contraction rates multiply to 0; spectral normalisation or firmly "
            + "nonexpansive denoisers achieve it, and the output cannot diverge (*RF Imaging*, an online book of TU Berlin, section "
            + "18.3).\n"
            + "True, where layers differ: *q*_{l}-Lipschitz layers forget their start, ‖*c*_{T} − *c*′_{T}‖ ≤ ∏*q*_{l}‖*c*_{0} − *c*′_{0}‖, "
            + "and no more. *T*_{l}(*c*) = *c*/2 + (−1)^{l} contracts by a half and oscillates for ever. A limit needs one map for all "
            + "layers, or maps that approach one.\n"
            + "True, of one map that contracts by *q*: ‖*c*_{k} − *c*°‖ ≤ *q*^{k}/(1 − *q*)·‖*c*_{1} − *c*_{0}‖ (Banach). With fewer "
            + "measurements than pixels the gradient step leaves the null space of *A* as it is, so that the contraction is the "
            + "denoiser’s alone: *q* < 1 pulls every pixel towards the denoiser’s own fixed point.\n"
            + "True, of one map with a firmly nonexpansive denoiser, *D* = ½(*I* + *R*) with *R* 1-Lipschitz: the map is averaged, so "
            + "‖*c*_{k+1} − *c*_{k}‖ never grows, and falls to 0 where a fixed point exists (Krasnosel’skiĭ and Mann; Bauschke and "
            + "Combettes, 2017, theorem 5.15); if *R* is clipped to [−*B*, *B*], one exists, and ‖*c*_{k}‖ ≤ *γ*‖*A*^{T}*y*‖ + *B*√*N* from "
            + "*c*_{0} = 0. This holds for every value of the weights, and it is this, not contraction, that firmly nonexpansive "
            + "denoisers give.\n"
            + "And a clash: firmly nonexpansive maps have tr *J* ≥ ‖*J*‖_{F}^{2}, so that one without divergence, tr *J* = 0, is constant. "
            + "OAMP’s denoisers, which the book recommends beside, cannot be made convergent in this way.",
        place: .opening
    ) { run in
        guard let study = try? run.study("convergent"), let convergent = try? ConvergentRun(study) else { return [] }
        return [statements(convergent), networks(convergent)]
    }

    /// Whether (CII) changes any of this.
    static let descent = PageSection(
        anchor: "descent", title: "Does descent in training change what is guaranteed?",
        lead:
            "The same networks, trained once with (CII), which asks each layer to come nearer to the scene. It is a statement of averages "
            + "on the distribution of training and of the layers that are trained: it changes no constant above.",
        place: .middle
    ) { run in
        guard let study = try? run.study("convergent"), let convergent = try? ConvergentRun(study) else { return [] }
        return [descending(convergent)].compactMap { $0 }
    }

    /// Printed, true, measured.
    private static func statements(_ run: ConvergentRun) -> DetailTable {
        func list(_ quantity: ConvergentQuantity, named: Bool = true) -> String {
            guard let numbers = try? quantity.numbers(run) else { return "–" }
            return CaptionText.list(
                numbers.map { number in
                    NumberText.short(Moments.mean(number.values))
                        + (named && !number.place.isEmpty ? " (\(number.place))" : "")
                })
        }
        func most(_ quantity: ConvergentQuantity) -> String {
            NumberText.short((try? quantity.numbers(run))?.flatMap(\.values).max() ?? .nan)
        }
        return DetailTable(
            "Printed, true, and measured",
            header: ["Of what", "Printed", "True", "Measured"],
            rows: [
                [
                    "Contractions, untied", "a fixed point as *T* → ∞", "the start is forgotten; no limit",
                    "residual of the last pass over the first: \(list(.cycleResidual("contractive-untied")))",
                ],
                [
                    "Contractions, tied", "a fixed point", "a fixed point, at the rate *q*; two starts meet by *q*^{k}",
                    "largest distance over *q*^{k}: \(most(.distanceOverBound(["contractive"])))",
                ],
                [
                    "Firmly nonexpansive, tied", "named as one way to contract",
                    "averaged: residuals never grow, for every weight",
                    "largest residual over the one before, trained and random: \(most(.growth(["firm", "frame", "soft"])))",
                ],
                [
                    "The output", "cannot diverge", "bounded where *R* is clipped; nonexpansive alone may drift",
                    "largest size over its bound: \(most(.sizeOverBound(ConvergentRun.bounded)))",
                ],
                [
                    "Without constraints", "do not converge by default", "nothing is promised",
                    "residual at the last iteration over that after *T*: \(list(.lateResidual("free")))",
                ],
                [
                    "Spectral normalisation", "of weight matrices",
                    "of the convolution, over its frequencies; the reshaped kernel’s norm is up to 3 times too small",
                    "product of ratios, free network: \(list(.normRatio("free")))",
                ],
                [
                    "Firm and free of divergence", "recommended together", "constants alone",
                    "largest ‖*J*‖_{F}^{2}/tr *J*: \(list(.squareOverTrace(["firm", "frame", "soft"])))",
                ],
                [
                    "The price", "not said", "not known in general",
                    "NMSE over the free network’s after *T*, as a ratio (2 is 3 dB): \(list(.errorOver("free", ["firm", "frame", "soft"])))",
                ],
            ])
    }

    /// Each network, with what it promises and does.
    private static func networks(_ run: ConvergentRun) -> DetailTable {
        DetailTable(
            "Each network: NMSE in dB and the largest residual after *T* = \(run.depth) layers and after \(run.last) iterations, in which "
                + "untied ones repeat their last layer (figure G14 has all layers in a cycle), the "
                + "largest singular value of its denoiser’s Jacobian, and what it promises whatever its weights",
            header: [
                "Network", "NMSE, *T*", "NMSE, \(run.last)", "Residual, *T*", "Residual, \(run.last)", "‖*J*‖",
                "Promised",
            ],
            rows: ConvergentRun.methods.map { method in
                let (error, moved) = (run.mean(method, \.nmse), run.largest(method, \.worstResidual))
                let slope = run.of(method).flatMap(\.slopes).max()
                return [run.study.label(of: method)] + errors(error[run.depth], error[run.last])
                    + residuals(moved[run.depth], moved[run.last])
                    + [slope.map { NumberText.short($0) } ?? "–", promises[method] ?? "nothing"]
            })
    }

    private static let promises = [
        "lipschitz": "residuals never grow; bounded", "firm": "residuals fall to 0; bounded",
        "contractive": "a fixed point, *q*^{k}", "frame": "residuals never grow", "soft": "a minimiser of LASSO",
        "contractive-untied": "the start is forgotten", "free-tail": "what the soft threshold promises",
    ]

    private static func errors(_ values: Double...) -> [String] {
        values.map { $0 >= ConvergentRun.cap ? "runs away" : NumberText.short(ConvergentRun.decibels($0)) }
    }

    private static func residuals(_ values: Double...) -> [String] {
        values.map { $0 >= ConvergentRun.cap ? "runs away" : NumberText.short($0, digits: 2) }
    }

    /// Networks with and without (CII), with the same seeds; nil where none was trained.
    private static func descending(_ run: ConvergentRun) -> DetailTable? {
        let rows = ConvergentRun.methods.flatMap { method -> [[String]] in
            let constrained = run.descending(method)
            guard !constrained.isEmpty else { return [] }
            return [("", Array(run.of(method).prefix(constrained.count))), (", with (CII)", constrained)].map {
                words, all in
                func mean(_ value: (ConvergentRun.Evaluation) -> Double) -> Double { Moments.mean(all.map(value)) }
                func at(_ k: Int, _ column: KeyPath<ConvergentRun.Iterations, [Double]>) -> Double {
                    mean { $0.runs["trained"].map { $0[keyPath: column][min(k, $0.last)] } ?? .nan }
                }
                func shifted(_ column: String, _ place: Int) -> Double {
                    mean { one in
                        let values = (try? one.shifts.doubles(column)) ?? []
                        return values.indices.contains(place) ? values[place] : .nan
                    }
                }
                return [run.study.label(of: method) + words]
                    + errors(at(run.depth, \.nmse), at(run.depth, \.worstError))
                    + residuals(at(run.depth, \.worstResidual)) + errors(at(run.last, \.nmse))
                    + residuals(at(run.last, \.worstResidual))
                    + errors(shifted("nmse_trained_depth", 0), shifted("nmse_last", 0))
            }
        }
        guard !rows.isEmpty else { return nil }
        let noise = run.of("free").first.flatMap { try? $0.shifts.doubles("noise").first } ?? .nan
        return DetailTable(
            "With and without (CII), the same seed: NMSE in dB of all test scenes and of the worst, residuals of the worst scene, after *T* = "
                + "\(run.depth) layers and after \(run.last) iterations; and NMSE where the noise is at \(NumberText.setting(noise)) dB",
            header: [
                "Network", "NMSE, *T*", "Worst scene, *T*", "Residual, *T*", "NMSE, \(run.last)",
                "Residual, \(run.last)",
                "Shifted, *T*", "Shifted, \(run.last)",
            ], rows: rows)
    }
}
