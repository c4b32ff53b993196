import Foundation
import Report

/// What the page opens with: the statements as they are printed, what is true, and what was measured.
enum OAMPTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "Unrolled message passing, printed and true",
        lead:
            "*y* = *Ac* + *w* with a complex scene *c*. A layer of orthogonal approximate message passing (Ma and Ping, 2017) is *r*_{ℓ} = "
            + "*s*_{ℓ−1} + *γW*(*y* − *As*_{ℓ−1}) with the linear estimator *W* ∝ *v*^{2}*A*^{H}(*v*^{2}*AA*^{H} + *σ*^{2})^{−1}, tr(*I* − *WA*) = 0, then *ĉ*_{ℓ} = "
            + "*D*(*r*_{ℓ}), the mean of a Bernoulli–Gauss prior, whose two numbers scenes apart from those of training tell, and *s*_{ℓ} = (*ĉ*_{ℓ} − *δr*_{ℓ})/(1 − *δ*), *δ* the divergence of *D*. Unrolled, *D* has a "
            + "small convolutional network beside, whose last layer begins as zero: before training the network is the algorithm, bit for bit.\n"
            + "Printed (*RF Imaging*, an online book of TU Berlin, section 18.3): *n* ≳ *P*/*ε*^{2} scenes suffice; the network is almost correct at "
            + "initialisation, and needs 20 to 100 times fewer scenes than a U-Net; the output changes by at most *T*‖Δ*A*‖/*σ*^{2}; state "
            + "evolution has to fall, or a penalty is put on movement; checkpoints at every third layer save memory.\n"
            + "True: *n* ≳ *P*/*ε*^{2} says 5.5 million scenes for *P* = 55 000 parameters and an error of *ε* = 0.1, which says nothing here. The change of the linear estimator has a "
            + "bound by the spectrum, to first order ‖Δ*Ŵ*‖ ≤ ‖Δ*A*‖·(*v*^{2}/(*v*^{2}*d*^{2} + *σ*^{2}) + ‖*Ŵ*‖^{2}) with *d* the smallest singular value of *A*; a sum over layers is linear in *T* only if later layers do not "
            + "stretch. State evolution is exact for large operators whose singular vectors are uniformly random, and only where both "
            + "halves of a layer are free of divergence; it says nothing of operators *A*_{1} ⊗ *A*_{2}. Checkpoints every *k* layers keep ⌈*T*/*k*⌉*b* + *ka* bytes, *b* of a boundary and *a* of a layer, "
            + "and cost one pass forward for every *k* ≥ 1.",
        place: .opening
    ) { run in
        guard let study = try? run.study("oamp"), let oamp = try? OAMPRun(study) else { return [] }
        return [statements(oamp), networks(oamp)]
    }

    private static func mean(_ quantity: OAMPQuantity, _ run: OAMPRun) -> String {
        let values = quantity.numbers(run).map { Moments.mean($0.values) }
        return values.isEmpty ? "–" : CaptionText.list(values.map { NumberText.short($0) })
    }

    /// Printed, true, measured.
    private static func statements(_ run: OAMPRun) -> DetailTable {
        return DetailTable(
            "Printed, true, and measured",
            header: ["Of what", "Printed", "True", "Measured"],
            rows: [
                [
                    "Scenes", "20 to 100 times fewer than a U-Net", "depends on the target and the data",
                    "median ratio over targets, at least: " + mean(.sampleRatio, run),
                ],
                [
                    "Before training", "almost correct", "the algorithm itself",
                    "error less that after training, in dB: "
                        + mean(.difference(.named(OAMPRun.algorithm), minus: .largest("untied")), run),
                ],
                [
                    "State evolution", "falls from layer to layer", "a prediction, exact in the limit",
                    "largest median error in dB, Gaussian, without correction, Kronecker: "
                        + mean(
                            .evolutionError([
                                .named(OAMPRun.algorithm), .named("uncorrected"),
                                .named("\(OAMPRun.algorithm)-kronecker"),
                            ]), run),
                ],
                [
                    "Errors of the operator", "a change of at most *T*‖Δ*A*‖/*σ*^{2}",
                    "a spectral bound of each layer; no general law over layers",
                    "exponent of the layer, algorithm and unrolled: "
                        + mean(.depthExponent(OAMPQuantity.Method.passing), run)
                        + "; bound without the spectrum over the change, least: " + mean(.printedOver, run),
                ],
                [
                    "Training for errors of the operator", "–", "cannot tell what the errors are of one scene",
                    "share of what they cost that it wins back, unrolled, same error and others: "
                        + CaptionText.list(OAMPRun.adaptations.map { mean(.wonBack("untied", adaptation: $0), run) }),
                ],
                [
                    "A penalty on movement", "guarantees convergence", "guarantees nothing off the training scenes",
                    "growth past the layers in dB, with and without: "
                        + mean(.pastDepth([.mostPenalised, .largest("tied")]), run),
                ],
                [
                    "Checkpoints", "every third layer: a third of the memory",
                    "every layer keeps less, and computes as much again",
                    "bytes without over those with *k* = 3 and *k* = 1, ten layers: "
                        + mean(.checkpoints(.bytes, of: nil, over: 3, withTen: true), run) + ", "
                        + mean(.checkpoints(.bytes, of: nil, over: 1, withTen: true), run),
                ],
            ])
    }

    /// Each method with its parameters and errors by two conventions.
    private static func networks(_ run: OAMPRun) -> DetailTable {
        let references = [OAMPRun.algorithm, "uncorrected", "soft", "schedule", "lmmse", "adjoint", "oracle"]
        let trained = (OAMPRun.networks + OAMPRun.denoisers).flatMap { network in
            run.sizes(of: network).map { "\(network)-\($0)" }
        }
        let others =
            ["\(OAMPRun.algorithm)-independent"] + run.penalised.map(\.method) + [run.descending]
            + ["untied", "unet"].flatMap { network in OAMPRun.adaptations.map { run.adapted(network, $0) } }
        return DetailTable(
            "Each method after its layers, for the Gaussian operator (learned denoisers: independent pixels): errors in dB of all scenes together, and the mean of each scene’s",
            header: ["Method", "Parameters", "Error", "Mean of scenes’", "Seeds"],
            rows: (references + trained + others).filter(run.has).map { method in
                let parameters =
                    run.study.isTrained(method)
                    ? (try? run.tables("summary.csv", method).first?.number("parameters")).flatMap { $0 }
                        .map { CaptionText.number(Int($0)) } ?? "–" : "–"
                return [
                    run.study.label(of: method), parameters, NumberText.short(run.error(method)),
                    NumberText.short(Moments.mean(run.errors(method, "mean_error"))), "\(run.seeds.count)",
                ]
            })
    }
}
