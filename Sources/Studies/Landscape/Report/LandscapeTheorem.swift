import Foundation
import Report

/// What the page opens with: the statement as it is printed, what is true, and what was measured.
enum LandscapeTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "PL∗, printed and true",
        lead:
            "A network *F*(*w*) on *n* samples has *nN* outputs; *L*(*w*) = ½‖*F*(*w*) − *c*‖^{2}, *J* = ∂*F*/∂*w*, *K* = *JJ*^{T}.\n"
            + "Printed: classical theory expects networks with many more parameters than training samples to predict poorly, but unrolled "
            + "networks can interpolate the training data while still generalising, provided that the loss satisfies the "
            + "Polyak–Łojasiewicz condition PL∗, and that they start close to a good solution; then gradient descent reaches a global "
            + "minimum at a linear rate, and the structure of the algorithm selects solutions that generalise (*RF Imaging*, an online "
            + "book of TU Berlin, section 18.3). Neither a constant nor a set on which it holds is given.\n"
            + "True (Liu, Zhu and Belkin, 2022): ½‖∇*L*‖^{2} ≥ λ_{min}(*K*)·*L* at every *w*, whatever the network. If λ_{min}(*K*) ≥ *μ* "
            + "on the ball around *w*_{0} with radius *R* = 2·*Λ*_{F}‖*F*(*w*_{0}) − *c*‖/*μ*, with *F* *Λ*_{F}-Lipschitz and "
            + "*β*_{F}-smooth there, and *η* ≤ 1/(*Λ*_{F}^{2} + *β*_{F}‖*F*(*w*_{0}) − *c*‖), then *L*(*w*_{t}) ≤ (1 − *ημ*)^{t}*L*(*w*_{0}). "
            + "It says nothing of other samples. If *nN* > *P*, the number of parameters, *K* has no inverse and PL∗ is impossible.\n"
            + "True of unrolled networks: an output that the soft threshold of the last layer sets to 0 depends on no weight. It is a row "
            + "of zeros in *J*, and λ_{min}(*K*) = 0: with sparse outputs PL∗ fails at every such *w*. A smooth threshold, whose slope is "
            + "positive everywhere, has no such outputs (Shah and others, 2024). What can always be measured is the PL ratio *ρ*_{t} = "
            + "½‖∇*L*(*w*_{t})‖^{2}/*L*(*w*_{t}): PL∗ holds on the way of a descent where it stays above 0. A sample that is 0 makes *N* "
            + "rows of zeros for any threshold, if there are no biases; there is none here.\n"
            + "Here *η* = 1/λ_{max}(*K*_{0}), which would do if *K* stayed as it is. It does not: its largest eigenvalue grows until "
            + "steps are about as long as they may be, where losses rise and fall (Cohen and others, ICLR 2021).",
        place: .opening
    ) { run in
        guard let study = try? run.study("landscape"), let landscape = try? LandscapeRun(study) else { return [] }
        return [statements(landscape), networks(landscape), samples(landscape)]
    }

    /// Printed, true, measured.
    private static func statements(_ run: LandscapeRun) -> DetailTable {
        func list(_ quantity: LandscapeQuantity) -> String {
            CaptionText.list(
                quantity.numbers(run).map { number in
                    NumberText.short(LandscapeRun.geometricMean(number.values))
                        + (number.place.isEmpty ? "" : " (\(number.place))")
                })
        }
        func largest(_ quantity: LandscapeQuantity) -> String {
            NumberText.short(quantity.numbers(run).flatMap(\.values).max() ?? .nan)
        }
        let n = "*n* = \(run.shown)"
        let more = LandscapeQuantity.interpolatedOver(
            "smooth", ["dense", "dense-shallow"], to: LandscapeRun.interpolation)
        return DetailTable(
            "Printed, true, and measured: geometric means over seeds where there are several",
            header: ["Of what", "Printed", "True", "Measured"],
            rows: [
                [
                    "PL∗, smooth threshold", "holds", "can hold, on a set",
                    "smallest λ_{min}(*K*_{t})/λ_{max}(*K*_{0}), \(n): \(list(.smallestOverLargest("smooth")))",
                ],
                [
                    "PL∗, soft threshold", "holds", "false wherever an output is dead",
                    "largest λ_{min}(*K*_{t}) of all spectra: \(NumberText.short(run.of("soft").flatMap(\.spectra).map(\.smallest).max() ?? .nan)); "
                        + "eigenvalues that are 0 less dead outputs, at the most: \(largest(.deficiencyBesidesDead("soft")))",
                ],
                [
                    "The gradient", "not said", "½‖∇*L*‖^{2} ≥ λ_{min}(*K*)·*L*",
                    "largest λ_{min}(*K*_{t})/*ρ*_{t}: \(largest(.smallestOverRatio(LandscapeRun.methods)))",
                ],
                [
                    "Convergence", "to a global minimum",
                    "if PL∗ holds on the ball; else descent may come to rest where *L* > 0",
                    "last loss over that of answering 0, \(n): \(list(.lastLoss("smooth"))) smooth, \(list(.lastLoss("soft"))) soft; "
                        + "min *ρ*/*ρ*_{0}: \(list(.leastRatioOverFirst("smooth"))) and \(list(.leastRatioOverFirst("soft")))",
                ],
                [
                    "The rate", "linear", "(1 − *ημ*)^{t} if *η* is short enough for all of the ball",
                    "trainings whose loss is above what min *ρ* predicts, of \(run.samples.count): "
                        + CaptionText.list(
                            LandscapeQuantity.brokenPredictions(LandscapeRun.methods).numbers(run).map {
                                "\(NumberText.short(Moments.mean($0.values))) (\($0.place))"
                            }),
                ],
                [
                    "The constant", "some *μ*", "λ_{min}(*K*) on a ball",
                    "share of the loss that may be left after all steps, \(n): \(list(.promise("smooth")))",
                ],
                [
                    "The ball", "not said", "radius 2·*Λ*_{F}‖*F*(*w*_{0}) − *c*‖/*μ*, \(n)",
                    "with *Λ*_{F}^{2} = λ_{max}(*K*_{0}), at least \(radius(run)); the descent moved by \(moved(run))",
                ],
                [
                    "Other samples", "generalises", "nothing follows",
                    "test over training error: \(list(.testOverTraining("smooth"))); test error over that of the start: "
                        + list(.testOverStart("smooth")),
                ],
                [
                    "Unrolled or not", "not said", "in Shah and others, more samples than fully connected networks",
                    "ratio of the samples that are interpolated: \(list(more))",
                ],
            ])
    }

    private static func radius(_ run: LandscapeRun) -> String {
        let values = zip(run.spectra("smooth"), run.trainings("smooth", run.shown)).map { spectra, training in
            let most = (spectra.first?.largest ?? .nan).squareRoot()
            return 2 * most * training.residual / (spectra.map(\.smallest).min() ?? .nan)
        }
        return values.allSatisfy(\.isFinite) ? NumberText.short(LandscapeRun.geometricMean(values)) : "any number"
    }

    private static func moved(_ run: LandscapeRun) -> String {
        let all = run.trainings("smooth", run.shown)
        return
            "\(NumberText.short(Moments.mean(all.map(\.moved)))), ‖*w*_{0}‖ = \(NumberText.short(Moments.mean(all.map(\.start))))"
    }

    /// Each network on the samples that are looked at.
    private static func networks(_ run: LandscapeRun) -> DetailTable {
        DetailTable(
            "Each network on *n* = \(run.shown) samples: parameters, eigenvalues of *K* at the start and at the end, the smallest PL "
                + "ratio, the last training loss over that of answering 0, and the share of steps that raised it",
            header: [
                "Network", "*P*", "λ_{max}, start", "λ_{max}, end", "λ_{min}, start", "λ_{min}, end", "min *ρ*",
                "Last loss",
                "Share of steps up",
            ],
            rows: LandscapeRun.methods.map { method in
                let (all, spectra) = (run.trainings(method, run.shown), run.spectra(method))
                func mean(_ values: [Double]) -> String {
                    let value = LandscapeRun.geometricMean(values)
                    return value < 1e-20 ? "0" : NumberText.short(value)
                }
                return [
                    run.study.label(of: method), all.first.map { CaptionText.number($0.parameters) } ?? "–",
                    mean(spectra.compactMap(\.first?.largest)), mean(spectra.compactMap(\.last?.largest)),
                    mean(spectra.compactMap(\.first?.smallest)), mean(spectra.compactMap(\.last?.smallest)),
                    mean(all.map(\.leastRatio)), mean(all.map(\.last)),
                    NumberText.short(Moments.mean(all.map(\.rising)), digits: 2),
                ]
            })
    }

    /// Training and test errors over n.
    private static func samples(_ run: LandscapeRun) -> DetailTable {
        DetailTable(
            "Training errors and, after a semicolon, test errors over those of answering 0, by the number of samples",
            header: ["Network", "Test, start"] + run.samples.map { "*n* = \($0)" },
            rows: LandscapeRun.methods.map { method in
                let start = run.trainings(method, run.shown).map(\.testFirst)
                return [run.study.label(of: method), NumberText.short(LandscapeRun.geometricMean(start))]
                    + run.samples.map { n in
                        let all = run.trainings(method, n)
                        return NumberText.short(LandscapeRun.geometricMean(all.map(\.last)), digits: 2) + "; "
                            + NumberText.short(LandscapeRun.geometricMean(all.map(\.testLast)), digits: 2)
                    }
            })
    }
}
