import Foundation
import Report

/// The text's quick check, "which modification most effectively reduces the generalisation gap?", answered by measurements.
enum QuickCheck {
    static let section = PageSection(
        anchor: "quick-check", title: "Quick check: what reduces the gap most?",
        lead:
            "The text’s question, and its answer: weight tying, since *P* falls to *P*/*T*. Here each of the changes that it offers is made to the same "
            + "network, untied LISTA-CP. A gap is not an error: what makes it smaller may make the network worse on new signals, so the loss on these stands "
            + "beside it."
    ) { run in
        guard let study = try? run.study("generalisation"), let own = try? GeneralisationRun(study),
            own.depths.count > 1
        else { return [] }
        return [changes(own)]
    }

    /// A network at T and n.
    private struct Place {
        var kind: String
        var layers, samples: Int

        func mean(_ run: GeneralisationRun, _ value: (GeneralisationRun.Cell) -> Double) -> Double {
            run.mean(kind, layers: layers, samples: samples, value)
        }
    }

    private static func changes(_ run: GeneralisationRun) -> DetailTable {
        let (n, layers) = (run.reference, run.depths[run.depths.count - 2])
        let start = Place(kind: GeneralisationRun.untied, layers: layers, samples: n)
        let root = Double(layers).squareRoot()
        let deeper = (Double(run.deepest) / Double(layers)).squareRoot()
        func factor(_ value: Double) -> String { NumberText.short(value, digits: 2) }
        var rows: [(String, Place, Place, String)] = [
            (
                "More layers, *T* = \(run.deepest)", start,
                Place(kind: start.kind, layers: run.deepest, samples: n), "\(factor(deeper)) and more, by ∏*L*"
            ),
            (
                "Tied weights", start, Place(kind: GeneralisationRun.tied, layers: layers, samples: n), factor(1 / root)
            ),
        ]
        for times in [4, 16] where run.sizes.contains(times * n) {
            rows.append(
                (
                    "\(times) times as many signals", start,
                    Place(kind: start.kind, layers: layers, samples: times * n),
                    factor(1 / Double(times).squareRoot())
                ))
        }
        let scalars = Place(kind: GeneralisationRun.scalars, layers: layers, samples: n)
        let (few, all) = (scalars.mean(run) { Double($0.parameters) }, start.mean(run) { Double($0.parameters) })
        rows.append(
            ("More expressive layers, from ALISTA", scalars, start, factor((all / few).squareRoot())))
        return DetailTable(
            "From untied LISTA-CP, *T* = \(layers), *n* = \(n): the gap after a change over that before, what the printed bound gives for the "
                + "same, and the loss on held-out signals. The last row starts from ALISTA, whose layers learn two numbers each",
            header: ["Change", "Gap before", "Gap after", "Ratio", "Printed ratio", "Loss before", "Loss after"],
            rows: rows.map { words, before, after, printed in
                let gaps = (before.mean(run, \.paired), after.mean(run, \.paired))
                return [words] + [gaps.0, gaps.1, gaps.0 > 0 ? gaps.1 / gaps.0 : .nan].map(factor) + [printed]
                    + [before.mean(run, \.test), after.mean(run, \.test)].map { NumberText.short($0) }
            })
    }
}
