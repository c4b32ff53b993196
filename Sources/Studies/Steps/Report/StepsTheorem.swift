import Foundation
import Report

/// What the page opens with: the theorem as it is printed, what is true, and what was measured.
enum StepsTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "The theorem, printed and true",
        lead:
            "Gradient descent on ½*x*^{T}*Hx* multiplies the error by *I* − *η*_{k}*H* in step *k*. The eigenvalues of *H* lie "
            + "between *μ* and *Λ*, *κ* = *Λ*/*μ*. A step’s factor is *ρ*(*η*) = max(|1 − *ημ*|, |1 − *ηΛ*|); the best constant "
            + "step is *η*_{∗} = 2/(*μ* + *Λ*), and its factor is *ρ*_{∗} = (*κ* − 1)/(*κ* + 1).\n"
            + "Printed: with steps of their own for each of *T* layers, ∏_{k} *ρ*(*η*_{k}) can be made strictly smaller than "
            + "*ρ*_{∗}^{T} (*RF Imaging*, an online book of TU Berlin, section 18.3). It cannot: *η*_{∗} minimises each factor by "
            + "itself, so that ∏_{k} *ρ*(*η*_{k}) ≥ *ρ*_{∗}^{T} for every choice, with equality for *η*_{k} = *η*_{∗} alone.\n"
            + "True: the norm of the product falls, ‖∏_{k} (*I* − *η*_{k}*H*)‖, which no product of norms shows: on all of "
            + "[*μ*, *Λ*] to 1/cosh(*T* arccosh((*κ* + 1)/(*κ* − 1))), with Chebyshev’s steps. Training minimises another "
            + "number, the mean squared error from *x*_{0} ~ N(0, *I*), which is Σ_{i} ∏_{k} (1 − *η*_{k}*λ*_{i})^{2} exactly. "
            + "Over all steps it is at least 1/*K*_{T}(0, 0), with *K*_{T} the kernel polynomial of the spectrum; the best "
            + "steps are the reciprocals of its zeros, and any steps that all differ and at which the gradient is zero are these.",
        place: .opening
    ) { run in
        guard let study = try? run.study("steps"), let steps = try? StepsRun(study), let shown = try? steps.shown()
        else { return [] }
        return [statements(steps, shown.problem, shown.layers), depths(steps, shown.problem), constants(steps)]
    }

    /// Printed, true, measured.
    private static func statements(_ run: StepsRun, _ problem: StepsRun.Problem, _ layers: Int) -> DetailTable {
        func number(_ column: String, _ method: String, digits: Int = 3) -> String {
            NumberText.short(run.mean(column, method, problem, layers), digits: digits)
        }
        func product(_ method: String) -> String {
            NumberText.short(pow(run.mean("rate", method, problem, layers), Double(layers)))
        }
        let all = run.problems.flatMap { problem in
            run.depths.flatMap { run.values("rank_correlation", StepsRun.learned, problem, $0) }
        }.filter(\.isFinite)
        return DetailTable(
            "Printed, true, and measured at \(problem.words), *T* = \(layers)",
            header: ["Of what", "Printed", "True", "Measured"],
            rows: [
                [
                    "∏_{k} *ρ*(*η*_{k}), the product of norms", "can be made < *ρ*_{∗}^{T}",
                    "≥ *ρ*_{∗}^{T} for every choice",
                    "learned \(product("learned")), Chebyshev \(product("chebyshev")), *ρ*_{∗}^{T} = \(product("constant"))",
                ],
                [
                    "‖∏_{k} (*I* − *η*_{k}*H*)‖, the norm of the product", "the same number",
                    "≥ 1/cosh(*T* arccosh((*κ* + 1)/(*κ* − 1))) on all of [*μ*, *Λ*], which Chebyshev’s steps reach; on *n* eigenvalues alone less is possible",
                    "learned \(number("norm", "learned")), learned for the worst case "
                        + "\(number("norm", "learned-worst-case")), Chebyshev \(number("norm", "chebyshev")), constant "
                        + "\(number("norm", "constant")); the bound \(number("chebyshev_norm", "chebyshev"))",
                ],
                [
                    "Mean squared error, which training minimises", "–",
                    "≥ 1/*K*_{T}(0, 0), which the kernel’s zeros reach",
                    "learned \(number("loss", "learned", digits: 4)), the smallest possible "
                        + "\(number("loss", "optimal", digits: 4)), Chebyshev \(number("loss", "chebyshev")), constant "
                        + number("loss", "constant"),
                ],
                [
                    "Order of the steps", "aggressive first, conservative last",
                    "of no matter: the factors *I* − *η*_{k}*H* commute",
                    "rank correlation of step and layer in the mean over all \(all.count) networks: "
                        + NumberText.short(Moments.mean(all), digits: 2),
                ],
            ])
    }

    /// The shown problem at each T.
    private static func depths(_ run: StepsRun, _ problem: StepsRun.Problem) -> DetailTable {
        DetailTable(
            "At each depth, \(problem.words): factors of the error’s norm, and mean squared errors",
            header: [
                "*T*", "*ρ*_{∗}^{T}", "Norm of the product, learned", "for the worst case", "Chebyshev’s bound",
                "Product of norms, learned", "Error, constant *η*_{∗}", "best constant", "Chebyshev",
                "conjugate gradients", "smallest possible",
                "learned over smallest",
            ],
            rows: run.depths.map { layers in
                func number(_ column: String, _ method: String) -> Double { run.mean(column, method, problem, layers) }
                let losses = [
                    number("loss", "constant"), number("loss", "best-constant"), number("loss", "chebyshev"),
                    number("sampled", "conjugate-gradients"), number("loss", "optimal"),
                ]
                return [
                    "\(layers)", NumberText.short(pow(problem.constantRate, Double(layers))),
                    NumberText.short(number("norm", "learned")), NumberText.short(number("norm", "learned-worst-case")),
                    NumberText.short(number("chebyshev_norm", "chebyshev")),
                    NumberText.short(pow(number("rate", "learned"), Double(layers))),
                ] + losses.map { NumberText.short($0) } + [
                    NumberText.short(number("loss", "learned") / number("loss", "optimal"), digits: 6)
                ]
            })
    }

    /// Every constant of the theorem, of each problem.
    private static func constants(_ run: StepsRun) -> DetailTable {
        DetailTable(
            "The constants: set, of evenly spaced spectra; of the random *H* = *X*^{T}*X*/*m* the computed eigenvalues, with "
                + "seed \(run.seeds[0])",
            header: ["Problem", "Eigenvalues", "*μ*", "*Λ*", "*κ*", "*η*_{∗}", "*ρ*_{∗}"],
            rows: run.problems.map { problem in
                [
                    problem.words, "\(problem.eigenvalues)", NumberText.short(problem.smallest),
                    NumberText.short(problem.largest), NumberText.short(problem.condition),
                    NumberText.short(problem.constantStep), NumberText.short(problem.constantRate, digits: 5),
                ]
            })
    }
}
