import Foundation
import Report

/// What the page opens with: the theorems as they are printed, what can be proved, and what was measured.
enum TheoryTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "The theorems, printed and provable",
        lead:
            "A network’s layer *ℓ* has *m*_{ℓ} = *E*‖∇*f*(*y*_{ℓ})‖, and its constraint (CI) is *s*_{ℓ} = *m*_{ℓ} − (1 − *ε*)*m*_{ℓ−1} ≤ 0; with (CII) "
            + "*m*_{ℓ} is the distance to *y*^{∗}. Theorem 1 says *s*_{ℓ} ≤ *ζ*(*N*) with probability 1 − *δ* over training sets of *N* samples.\n"
            + "Printed, Theorem 2: lim *E* min_{k≤ℓ} ‖∇*f*(*y*_{k})‖ ≤ (1/*ε*)(*ζ* + *δM*/(1 − *δ*)), *M* the largest gradient. Lemma 1: "
            + "*m*_{L} ≤ (1 − *δ*)^{L}(1 − *ε*)^{L}*m*_{0} + (1/*ε*)(*ζ* + *δM*/(1 − *δ*)), (10). Corollary 1: under a shift *s*_{ℓ} ≤ *ζ* + 2*Md*, "
            + "(11), with a distance *d* of distributions and the *M* of Assumption 6.\n"
            + "Provable. ★ (28) takes *P*(*A*)*E*[*X* | *A*] for (1 − *δ*)*E*[*X*]; of *X* ≥ 0 no more is known than that it is at most *E*[*X*], so that "
            + "the factor (1 − *δ*)^{L} is not earned. What is: *m*_{L} ≤ (1 − *ε*)^{L}*m*_{0} + ((1 − *δ*)*ζ* + *δM*)(1 − (1 − *ε*)^{L})/*ε*, (10′), with "
            + "means over training sets, too. Its floor is below the printed one, and lim sup *m*_{ℓ} itself is below it, without any "
            + "supermartingale.\n"
            + "★ The floor says something only if it is below the start, *ζ*/*M* + *δ*/(1 − *δ*) < *εm*_{0}/*M*: with *ε* = 0.05 never for *δ* > 0.048, "
            + "and to show *δ* ≤ 0.048 takes 61 trainings none of which misses.\n"
            + "★ Assumption 6 holds with *M* = ‖*D*‖_{2} at a fixed *y*. In Corollary 1 the outputs *y*_{ℓ} move with *x*, and what is needed is "
            + "a constant of *x* ↦ ‖∇*f*(*y*_{ℓ}(*x*); *x*)‖, up to ‖*D*‖ + (4/3)*Λ* Lip(*y*_{ℓ}); where a threshold is negative, (15) jumps, and there is none.\n"
            + "Certified, without *δ*: *m*_{L} = (1 − *ε*)^{L}*m*_{0} + Σ_{ℓ}(1 − *ε*)^{L−ℓ}*s*_{ℓ} is an identity, so that upper limits of *m*_{0} and all "
            + "*s*_{ℓ}, of signals that no network has seen, make one of *m*_{L}. With max(*s*_{ℓ}, 0) it says what the constraints alone give, "
            + "(1 − *ε*)^{L}*m*_{0} and a little more; with their signs it follows a network that does better.\n"
            + "*f* of sparse coding has kinks. A subgradient with sign(0) = 0 is not zero at *y*^{∗}, so that (CI) by its norm cannot hold for ever; the "
            + "proximal-gradient mapping *G*(*y*) = *Λ*(*y* − *S*_{α/Λ}(*y* − ∇*f*_{0}(*y*)/*Λ*)) is zero there and nowhere else, and stands for ∇*f* here.",
        place: .opening
    ) { run in
        guard let study = try? run.study("theory"), let theory = try? TheoryRun(study),
            let statements = try? statements(theory)
        else { return [] }
        return [statements] + [try? networks(theory), try? constants(theory), try? distances(theory)].compactMap { $0 }
    }

    static func short(_ value: Double, _ digits: Int = 3) -> String { NumberText.short(value, digits: digits) }

    /// Printed, provable, measured.
    private static func statements(_ run: TheoryRun) throws -> DetailTable {
        let (network, misses) = (TheoryRun.gradient, try run.misses())
        func mean(_ number: (DescentBounds) -> Double) throws -> String {
            short(try run.mean { number(try run.bounds(network, $0, delta: misses.limit)) })
        }
        func last(_ keepsSigns: Bool) throws -> String {
            short(try run.mean { try run.certificate(network, $0, keepsSigns: keepsSigns).last ?? .nan })
        }
        let end = try run.mean { try run.curve(network, $0, "test").mean.last ?? .nan }
        let layers = try run.curve(network, run.seeds[0], "test").layers
        func share(_ quantity: TheoryQuantity) throws -> String {
            short(Moments.mean(try quantity.numbers(run).flatMap(\.values)))
        }
        return DetailTable(
            "Printed, provable, and measured, network with (CI)" + (run.seeds.count > 1 ? ", means over seeds" : ""),
            header: ["Of what", "Printed", "Provable", "Measured"],
            rows: [
                [
                    "The floor", "(1/*ε*)(*ζ* + *δM*/(1 − *δ*)) = \(try mean(\.printedFloor))",
                    "((1 − *δ*)*ζ* + *δM*)/*ε* = \(try mean(\.provableFloor))",
                    "last layer *m*_{L} = \(short(end)), start *m*_{0} = \(try mean(\.start))",
                ],
                [
                    "Lemma 1, *L* = \(layers)", "(10): \(try mean { $0.printed(layers) })",
                    "(10′): \(try mean { $0.provable(layers) })",
                    "certificate \(try last(true)); by constraints alone \(try last(false))",
                ],
                [
                    "Theorem 1, (8)", "*s*_{ℓ} ≤ *ζ*", "–",
                    "largest upper limit of *s*_{ℓ} less *ζ*, over *m*_{0}: "
                        + (try share(.largestSlack(network))),
                ],
                [
                    "Corollary 1, (11)", "*s*_{ℓ} ≤ *ζ* + 2‖*D*‖*d*",
                    "rise of *s*_{ℓ} ≤ (*M*_{ℓ} + (1 − *ε*)*M*_{ℓ−1})*d* + jumps",
                    "of the printed bound \(try share(.overCorollary(network, .upper))) is used, with *d* from below "
                        + "\(try share(.overCorollary(network, .lower))); of the provable \(try share(.overProof(network)))",
                ],
            ])
    }

    /// Every network.
    private static func networks(_ run: TheoryRun) throws -> DetailTable {
        DetailTable(
            "The networks, each by its own measure on test signals: a slope below ln(1 − *ε*) = \(short(log(1 - run.epsilon))) is descent by more than "
                + "*ε* a layer in the mean over layers, and a largest *s*_{ℓ} above 0 a layer that falls by less",
            header: [
                "Network", "Measure", "*m*_{0}", "*m*_{L}", "At *y*^{∗}", "Slope of ln *m*_{ℓ}", "Largest *s*_{ℓ}",
                "*ζ*",
                "Negative thresholds from layer", "*M*_{L} proved", "Slope met",
            ],
            rows: try run.networks.map { network in
                func mean(_ number: (TheoryRun.Curve) -> Double) throws -> String {
                    short(try run.mean { number(try run.curve(network, $0, "test")) })
                }
                let measure = TheoryRun.measure(of: network)
                let slopes = try run.seeds.map { try run.slopes(network, $0) }
                let firsts = slopes.compactMap { $0.jump.firstIndex { $0 > 0 } }
                let rate = try TheoryQuantity.rate(network).numbers(run).flatMap(\.values)
                return [
                    run.study.label(of: network), (try? run.study.measure(measure).label) ?? measure,
                    try mean { $0.mean[0] }, try mean { $0.mean.last ?? .nan },
                    short(run.mean { run.atOptima(measure, $0) }, 2), short(Moments.mean(rate) + log(1 - run.epsilon)),
                    try mean { $0.slack.dropFirst().max() ?? .nan }, short(try run.mean { try run.zeta(network, $0) }),
                    firsts.min().map { "\($0)" } ?? "none", short(Moments.mean(slopes.map { $0.bound.last ?? .nan })),
                    short(Moments.mean(slopes.map { $0.largest.last ?? .nan })),
                ]
            })
    }
}
