import Foundation
import Report

/// What the page opens with: the theorem as it is printed, what is true, and what was measured.
enum GeneralisationTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "Generalisation, printed and true",
        lead:
            "*T* layers with *P* parameters learn from *n* signals; *R̂* is the mean loss on these, *R* that on all, *R* − *R̂* the gap. The loss is "
            + "min(‖*ĉ* − *c*‖²/‖*c*‖², 1), so that a bound of 1 or more says nothing.\n"
            + "Printed: if layer *l* is *L*_{l}-Lipschitz and the loss *C*-Lipschitz, the gap is of the order ∏*L*_{l}·*C*·√(*P*/*n*), by a covering "
            + "number of compositions of Lipschitz layers; tying weights reduces *P* to *P*/*T*, and so the gap by √*T* (*RF Imaging*, an online book of "
            + "TU Berlin, section 18.3; its constant, and its term in *δ*, are left open).\n"
            + "The flaw: what a covering number needs is how much the *parameters* change the output, and ∏*L*_{l} does not say that: nothing contracts "
            + "what the last layer learns. With *q*-contractive layers the printed bound vanishes as *q*^{T}, and the gap does not.\n"
            + "True, with probability 1 − *δ*, for weights in one of *k* balls of radius *R*_{w} around the start and an output that is "
            + "*Λ*-Lipschitz in them: *R* − *R̂* ≤ √((*P* ln(3*R*_{w}/*ε*) + ln(*k*/*δ*))/2*n*) + 2*C**Λε*, for each *ε*. Depth enters through ln *Λ* alone, so at "
            + "most linearly in *T* under the root (as in Behboodi, Rauhut and Schnoor, 2020; Schnoor, Behboodi and Rauhut, 2021; Shultzman et "
            + "al., 2023). Here *Λ* is what the chain rule allows at held-out signals and the trained weights, less than over the whole ball.\n"
            + "True, of weights rounded to *b* bits around the start, without any Lipschitz constant (Occam): *R* − *R̂* ≤ √((*Pb* ln 2 + "
            + "ln(*k*/*δ*))/2*n*), *k* the ways to choose *b* and the widths of the grids.\n"
            + "True, of weights drawn anew for each signal from *Q* = N(*w*, *s*), with a prior *Π* = N(*w*_{0}, *λ*) around the start (PAC-Bayes; "
            + "Maurer, 2004): kl(*R̂*_{Q}‖*R*_{Q}) ≤ (KL(*Q*‖*Π*) + ln(2*k*√*n*/*δ*))/*n*.\n"
            + "True, of any network, on *m* signals that it has not seen: *R* ≤ *R̂*_{m} + √(ln(1/*δ*)/2*m*).",
        place: .opening
    ) { run in
        guard let study = try? run.study("generalisation"), let own = try? GeneralisationRun(study) else { return [] }
        return [statements(own)]
    }

    /// Printed, true, measured.
    private static func statements(_ run: GeneralisationRun) -> DetailTable {
        func list(_ quantity: GeneralisationQuantity) -> String {
            CaptionText.list(
                quantity.numbers(run).map { number in
                    NumberText.short(Moments.mean(number.values))
                        + (number.place.isEmpty ? "" : " (\(number.place))")
                })
        }
        let (deepest, n) = (run.deepest, run.reference)
        let contracted = run.contractive.compactMap { method -> (product: Double, gap: Double, printed: Double)? in
            let cells = run.cells(of: method).compactMap(\.first)
            guard let first = cells.first else { return nil }
            return (first.normProduct, Moments.mean(cells.map(\.paired)), Moments.mean(cells.map(\.printed)))
        }.min { $0.product < $1.product }
        func parameters(_ kind: String) -> String {
            run.cells(kind, layers: deepest, samples: n).first.map { CaptionText.number($0.parameters) } ?? "–"
        }
        func share(_ layers: Int) -> String {
            NumberText.short(
                run.mean(GeneralisationRun.untied, layers: layers, samples: n) { $0.paired / $0.test }, digits: 2)
        }
        func occam(_ kind: String) -> String {
            NumberText.short(
                run.mean(kind, layers: deepest, samples: run.sizes.last ?? n, \.occam), digits: 2)
        }
        return DetailTable(
            "Printed, true, and measured",
            header: ["Of what", "Printed", "True", "Measured"],
            rows: [
                [
                    "More signals", "the gap falls as 1/√*n*",
                    "bounds do; a network that nearly fits all signals may be faster, as 1/*n*",
                    "slope of ln gap over ln *n*: untied \(list(.slopeOverSamples("lista-cp"))), tied "
                        + list(.slopeOverSamples("lista-cp-tied")),
                ],
                [
                    "More layers", "the gap grows, by ∏*L*_{l} and by √*P*",
                    "a bound grows at most with *T* under the root",
                    "slope of ln gap over ln *T*, untied: \(list(.slopeOverLayers("lista-cp"))); as a share of the loss on new signals the "
                        + "gap is \(share(run.depths[0])) at *T* = \(run.depths[0]) and \(share(deepest)) at *T* = \(deepest)",
                ],
                [
                    "Contractive layers", "the gap is in proportion to ∏*L*_{l}",
                    "what a layer learns is not contracted by it",
                    "slope of lg gap over lg ∏*L*: \(list(.slopeOverContraction))"
                        + (contracted.map {
                            "; at ∏*L* = \(NumberText.setting($0.product)) the gap is \(NumberText.short($0.gap)), the printed bound "
                                + NumberText.short($0.printed)
                        } ?? ""),
                ],
                [
                    "Tying", "divides the gap by √*T*", "divides *P* in bounds",
                    "share of ln √*T* that it gives: \(list(.tying)); *P* = \(parameters("lista-cp")) and \(parameters("lista-cp-tied"))",
                ],
                [
                    "The printed bound", "explains why networks generalise", "says nothing where it is 1 or more",
                    "least over all *T* and *n*: untied \(list(.leastPrinted("lista-cp"))), tied "
                        + "\(list(.leastPrinted("lista-cp-tied"))), ALISTA \(list(.leastPrinted("alista")))",
                ],
                [
                    "The text’s own network", "55 000 parameters, a few thousand scenes", "√(*P*/*n*) alone is above 1",
                    CaptionText.list(
                        [1_000, 5_000].map {
                            "\(NumberText.short((55_000 / Double($0)).squareRoot(), digits: 2)) at *n* = \($0)"
                        }) + ", times ∏*L*_{l}·*C*",
                ],
                [
                    "Bounds that say something", "–",
                    "for few numbers: Occam, PAC-Bayes; for any network: held-out signals",
                    "Occam at *T* = \(deepest), *n* = \(CaptionText.number(run.sizes.last ?? n)): ALISTA \(occam("alista")), tied "
                        + "\(occam("lista-cp-tied")), untied \(occam("lista-cp")); held-out signals: "
                        + NumberText.short(run.mean("alista", layers: deepest, samples: n, \.heldOut), digits: 2),
                ],
            ])
    }
}
