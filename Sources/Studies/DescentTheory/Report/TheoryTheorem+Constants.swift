import Foundation
import Report

extension TheoryTheorem {
    /// Every constant, and how it was measured.
    static func constants(_ run: TheoryRun) throws -> DetailTable {
        let (network, misses) = (TheoryRun.gradient, try run.misses())
        func mean(_ number: (Int) throws -> Double) throws -> String { short(try run.mean(number)) }
        let (start, floor) = (
            try run.mean { try run.curve(network, $0, "test", "subgradient").mean[0] },
            run.mean { run.atOptima("subgradient", $0) }
        )
        // So many layers of descent by ε alone take the subgradient from its start to what it has at the optimum.
        let layers = log(floor / start) / log(1 - run.epsilon)
        return DetailTable(
            "The constants, network with (CI), and how each was measured",
            header: ["Constant", "Value", "How", "What it is not"],
            rows: [
                ["*ε*", NumberText.setting(run.epsilon), "set", "what layers do: see the slopes above"],
                [
                    "*δ*", "≤ \(short(misses.limit))",
                    "\(misses.count) of \(misses.trainings) networks with new training sets and seeds miss *ζ* at the layer with most "
                        + "misses; Clopper and Pearson, one-sided, 95 %",
                    "a spread over test signals",
                ],
                [
                    "*ζ*(*N*)", try mean { try run.zeta(network, $0) },
                    "largest difference of *s*_{ℓ} over layers between the training set and a set that nothing was chosen by",
                    "uniform over weights, as Assumption 4 wants it; the chance of two finite sets is in it, too (figure G11)",
                ],
                [
                    "*M*, Assumption 1", try mean { try run.bounds(network, $0, delta: 0).largest },
                    "largest ‖*G*(*y*_{ℓ}; *x*)‖ over test signals and layers",
                    "true of every *x*: for ‖*x*‖ and ‖*y*_{0}‖ up to those met, "
                        + (try mean { try run.slopes(network, $0).range.max() ?? .nan }) + " is",
                ],
                [
                    "*M*, Assumption 6", try mean { try run.dictionaryNorm($0) }, "‖*D*‖_{2}, exact to a thousandth",
                    "of use for Corollary 1, where *y*_{ℓ} moves with *x*",
                ],
                [
                    "*M*_{ℓ}, *ℓ* = *L*", try mean { try run.slopes(network, $0).bound.last ?? .nan },
                    "‖*D*‖ + (4/3)*Λ* Lip(*y*_{ℓ}), by norms of the weights; steepest that was met: "
                        + (try mean { try run.slopes(network, $0).largest.last ?? .nan }),
                    "a constant where thresholds are negative: there jumps of up to "
                        + (try mean { try run.slopes(network, $0).jump.last ?? .nan }) + " are beside it",
                ],
                [
                    "*E*‖∂*f*(*y*^{∗})‖", short(floor),
                    "subgradient with sign(0) = 0 at the certified optima; the mapping has "
                        + short(run.mean { run.atOptima("mapping", $0) }, 1) + " there",
                    "0: from its start, \(short(start)), descent by *ε* a layer gets there after \(short(layers, 2)) layers; outputs "
                        + "that go to *y*^{∗} satisfy (CI) by it no longer",
                ],
            ])
    }

    /// The bracket of W₁ at each shift.
    static func distances(_ run: TheoryRun) throws -> DetailTable {
        DetailTable(
            "The distance *W*_{1} of shifted signals, seed \(run.seeds[0]): from above *E*‖*n*‖ = *p*√2 Γ((*k* + 1)/2)/Γ(*k*/2), from below by a function of "
                + "slope 1 that was chosen on other signals; and the largest slack, of the bound (11)",
            header: [
                "*p*", "From below", "by", "From above", "on these signals", "Largest *s*_{ℓ}, (CI)", "standard",
                "(11)",
            ],
            rows: try run.distances[0].enumerated().map { place, distance in
                func slack(_ network: String) -> String {
                    short(
                        run.mean { seed in
                            let slacks = run.largestSlacks(network, seed)
                            return slacks.indices.contains(place) ? slacks[place] : .nan
                        })
                }
                return [
                    NumberText.setting(distance.level), short(distance.lower), distance.function, short(distance.upper),
                    short(distance.sampled), slack(TheoryRun.gradient), slack(TheoryRun.standard),
                    short(try run.mean { try run.corollary(TheoryRun.gradient, $0, .upper)[place] }),
                ]
            })
    }
}
