import Foundation
import Report

/// A number of each seed that claims of this study are about. Gaps are paired (`GeneralisationRun.Cell.paired`).
package enum GeneralisationQuantity: Sendable {
    /// The slope of ln gap over ln n at the largest T, n ≥ 64.
    case slopeOverSamples(String)
    /// The slope of ln gap over ln T at n = 1024.
    case slopeOverLayers(String)
    /// The slope of lg gap over lg ∏L of the networks whose layers contract.
    case slopeOverContraction
    /// ln(gap untied/gap tied)/ln √T at the largest T and n = 1024: 1 where ties divide the gap by √T.
    case tying
    /// The untied network's gap with 4n signals over the tied one's with n, at the largest T, for each n.
    case dataOverTying
    /// The least printed bound over all T and n, with the Lipschitz constants of layers.
    case leastPrinted(String)
    /// Occam's bound on the gap of networks of few numbers, at their largest n.
    case occam
    /// The certificate r less the held-out fraction, for t of −20 and −30 dB.
    case certificateMargin

    /// The numbers, one a seed, with where they were measured.
    func numbers(_ run: GeneralisationRun) -> [SeedNumber] {
        let (deepest, n) = (run.deepest, run.reference)
        switch self {
        case .slopeOverSamples(let kind):
            let sizes = run.sizes.filter { $0 >= 64 }
            let gaps = sizes.map { run.gaps(kind, layers: deepest, samples: $0) }
            return [.init("*T* = \(deepest)", slopes(run, sizes.map(Double.init), gaps))]
        case .slopeOverLayers(let kind):
            let gaps = run.depths.map { run.gaps(kind, layers: $0, samples: n) }
            return [.init("*n* = \(n)", slopes(run, run.depths.map(Double.init), gaps))]
        case .slopeOverContraction:
            let cells = run.contractive.map { run.cells(of: $0).compactMap(\.first) }
            return [
                .init(
                    "",
                    run.seeds.indices.map { seed in
                        let own = cells.compactMap { $0.indices.contains(seed) ? $0[seed] : nil }
                        return Self.slope(own.map(\.normProduct), own.map(\.paired))
                    })
            ]
        case .tying:
            let (untied, tied) = (
                run.gaps(GeneralisationRun.untied, layers: deepest, samples: n),
                run.gaps(GeneralisationRun.tied, layers: deepest, samples: n)
            )
            let share = log(Double(deepest).squareRoot())
            return [
                .init(
                    "*T* = \(deepest), *n* = \(n)",
                    zip(untied, tied).map { share > 0 ? Self.logarithm($0 / $1) / share : .nan })
            ]
        case .dataOverTying:
            return run.sizes.filter { run.sizes.contains(4 * $0) }.map { n in
                .init(
                    "*n* = \(n)",
                    zip(
                        run.gaps(GeneralisationRun.untied, layers: deepest, samples: 4 * n),
                        run.gaps(GeneralisationRun.tied, layers: deepest, samples: n)
                    ).map { $0 / $1 })
            }
        case .leastPrinted(let kind):
            return [
                .init(
                    "",
                    run.seeds.indices.map { seed in
                        let all = run.depths.flatMap { layers in
                            run.sizes.compactMap { size -> Double? in
                                let cells = run.cells(kind, layers: layers, samples: size)
                                return cells.indices.contains(seed) ? cells[seed].printedByNorms : nil
                            }
                        }
                        return all.contains(where: \.isNaN) ? .nan : all.min() ?? .nan
                    })
            ]
        case .occam:
            return run.certified.map { method in
                let last = run.cells(of: method).compactMap(\.last)
                return .init(
                    "\(run.study.label(of: method)), *n* = \(last.first?.samples ?? 0)", last.map(\.occam))
            }
        case .certificateMargin:
            return run.certified.flatMap { method in
                run.places(method).filter { [-20, -30].contains($0.error) }.map { place in
                    .init(
                        "\(run.study.label(of: method)), *n* = \(place.samples), \(NumberText.setting(place.error)) dB",
                        run.certificates(method, samples: place.samples, error: place.error).map {
                            $0.bound - $0.heldOut
                        })
                }
            }
        }
    }

    private func slopes(_ run: GeneralisationRun, _ x: [Double], _ gaps: [[Double]]) -> [Double] {
        run.seeds.indices.map { seed in
            Self.slope(x, gaps.map { $0.indices.contains(seed) ? $0[seed] : .nan })
        }
    }

    private static func logarithm(_ value: Double) -> Double { value > 0 ? log(value) : .nan }

    /// The slope of ln y over ln x by least squares; NaN where there are fewer than two different x, or any number is not
    /// positive.
    package static func slope(_ x: [Double], _ y: [Double]) -> Double {
        Moments.slope(x.map(logarithm), y.map(logarithm))
    }
}
