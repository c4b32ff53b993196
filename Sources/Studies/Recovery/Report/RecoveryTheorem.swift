import Foundation
import Report

/// What the page opens with: the theorem as it is printed, what is true, and what was measured.
enum RecoveryTheorem {
    static let section = PageSection(
        anchor: "theorem", title: "The theorem, printed and true",
        lead:
            "A network of *T* layers *x*_{k+1} = *T*_{k}(*x*_{k} + *W*^{T}(*y* − *Ax*_{k})) with the same *W* in each is to find an "
            + "*s*-sparse *c* from *y* = *Ac* + *w*. A matrix has the restricted isometry constant *δ*_{t} if ‖*Ax*‖^{2} is within "
            + "(1 ± *δ*_{t})‖*x*‖^{2} for all *x* of at most *t* entries; its coherence *μ* is the largest inner product of two columns.\n"
            + "Printed: if *δ*_{2s} < √2 − 1, the error is at most *C*_{1}*ρ*^{T}‖*c*‖ + *C*_{2}‖*c* − *c*_{s}‖_{1}/√*s* + *C*_{3}‖*w*‖ "
            + "(*RF Imaging*, an online book of TU Berlin, section 18.3). That condition is of another method, basis pursuit; thresholds "
            + "that have to fall to 0 are not asked for; and no constant is given, nor can *δ*_{2s} be computed but for special matrices.\n"
            + "True, of soft thresholds: with *W* = *A*, |*c*_{i}| ≤ *B*, *s* < (1 + 1/*μ*)/2 and *θ*_{k} = *μsB*((2*s* − 1)*μ*)^{k} no "
            + "iterate has an entry where *c* has none, and ‖*x*_{k} − *c*‖ ≤ *sB*((2*s* − 1)*μ*)^{k} (Chen et al., 2018, theorem 2; Liu "
            + "et al., 2019, theorem 1). Of hard thresholds, which keep the *s* largest: if *δ*_{3s} < 1/√3, the error falls by "
            + "√3*δ*_{3s} a layer (Foucart and Rauhut, 2013, theorem 6.18).\n"
            + "Both are held against a matrix all of whose constants are known: *A* = [*I*, *H*/√*m*] with a Hadamard matrix *H* of "
            + "*m* rows has *μ* = 1/√*m* and *δ*_{t} = √(⌊*t*/2⌋⌈*t*/2⌉)/√*m* for *t* ≤ 2√*m*. Of other matrices there is a bracket: "
            + "supports that were found show that *δ*_{t} is at least so large, inner products that it is at most so large.",
        place: .opening
    ) { run in
        guard let study = try? run.study("recovery"), let recovery = try? RecoveryRun(study) else { return [] }
        return [statements(recovery), sparsities(recovery), matrices(recovery)]
    }

    /// Printed, true, measured.
    private static func statements(_ run: RecoveryRun) -> DetailTable {
        func list(_ quantity: RecoveryQuantity, digits: Int = 3) -> String {
            let numbers = quantity.numbers(run)
            return numbers.isEmpty
                ? "nothing: the theorem speaks of none"
                : CaptionText.list(
                    numbers.map { number in
                        NumberText.short(Moments.mean(number.values), digits: digits)
                            + (number.place.isEmpty ? "" : " (\(number.place))")
                    })
        }
        return DetailTable(
            "Printed, true, and measured",
            header: ["Of what", "Printed", "True", "Measured"],
            rows: [
                [
                    "The condition", "*δ*_{2s} < √2 − 1 = 0.414",
                    "soft: *s* < (1 + 1/*μ*)/2; hard: *δ*_{3s} < 1/√3 = 0.577", condition(run),
                ],
                [
                    "The error by layer", "*C*_{1}*ρ*^{T}‖*c*‖, without *C*_{1} and *ρ*",
                    "soft: *sB*((2*s* − 1)*μ*)^{k}; hard: (√3*δ*_{3s})^{k}‖*c*‖",
                    "largest error over bound: soft \(list(.overBound("theorem"))); hard \(list(.overBound("hard")))",
                ],
                [
                    "The thresholds", "learned; nothing is asked of them", "they have to fall to 0 as the error does",
                    "error over a threshold that stops: slope \(list(.slope("threshold", of: "stopped"), digits: 4))",
                ],
                [
                    "Noise", "*C*_{3}‖*w*‖, without *C*_{3}",
                    "soft: 2*sν*/(1 − (2*s* − 1)*μ*), *ν* = max_{i} |*A*_{i}^{T}*w*|",
                    "slope: soft \(list(.slope("noise", of: "theorem"), digits: 4)), hard "
                        + list(.slope("noise", of: "hard"), digits: 4),
                ],
            ])
    }

    /// What is known of the field's matrix.
    private static func condition(_ run: RecoveryRun) -> String {
        guard let field = run.brackets[0].first(where: { $0.id == RecoveryRun.field }), let place = field.askedPlace
        else { return "–" }
        func short(_ value: Double) -> String { NumberText.short(value) }
        return "Gaussian \(field.rows) × \(field.columns), *s* = \(field.asked / 2): *δ*_{2s} ≥ "
            + "\(short(field.lower[place])), and ≥ \(short(field.rescaled[place])) for its best multiple; soft: *s* ≤ \(field.largestSparsity)"
    }

    /// What each theorem says of each sparsity, and what came of it.
    private static func sparsities(_ run: RecoveryRun) -> DetailTable {
        func factor(_ value: Double) -> String {
            value < 1 ? NumberText.short(value, digits: 4) : value.isFinite ? "silent" : "–"
        }
        func share(_ quantity: RecoveryQuantity, _ sparsity: Int) -> String {
            quantity.numbers(run).first { $0.place == "*s* = \(sparsity)" }
                .map { NumberText.short(Moments.mean($0.values)) } ?? "–"
        }
        return DetailTable(
            "Dirac–Hadamard, each sparsity: the constants, exactly; the factors that the theorems promise for each layer, “silent” "
                + "where they promise nothing; the largest error over its bound",
            header: [
                "*s*", "*δ*_{2s}", "*δ*_{2s} < √2 − 1", "*δ*_{3s}", "Soft, (2*s* − 1)*μ*", "Hard, √3*δ*_{3s}",
                "Error over bound, soft", "hard", "Signals with an entry outside, soft",
            ],
            rows: run.constants.map { one in
                let outside = run.curves(RecoveryRun.theorem, one.sparsity).flatMap { $0 }.flatMap { curve in
                    RecoveryRun.counted(curve.bound).map { curve.outside[$0] }
                }.max()
                return [
                    "\(one.sparsity)", NumberText.short(one.delta2s),
                    one.delta2s.isFinite ? one.delta2s < RecoveryRun.printedBound ? "yes" : "no" : "–",
                    one.delta3s.isFinite ? NumberText.short(one.delta3s) : "–", factor(one.coherenceFactor),
                    factor(one.isometryFactor), share(.overBound(RecoveryRun.theorem), one.sparsity),
                    share(.overBound(RecoveryRun.hard), one.sparsity), outside.map { NumberText.setting($0) } ?? "–",
                ]
            })
    }

    /// Every matrix with the bracket at the order that the printed theorem asks for.
    private static func matrices(_ run: RecoveryRun) -> DetailTable {
        DetailTable(
            "The matrices, seed \(run.seeds[0]): the bracket of *δ*_{t} at the order that the printed theorem asks for, or the "
                + "largest that was looked at",
            header: [
                "Matrix", "*μ*", "Largest *s* of the soft theorem", "*t*", "*δ*_{t} by random supports", "at least",
                "at least, best multiple", "exactly", "at most",
            ],
            rows: run.brackets[0].map { matrix in
                let place = matrix.askedPlace ?? matrix.orders.count - 1
                func cell(_ values: [Double]) -> String {
                    values.indices.contains(place) && values[place].isFinite ? NumberText.short(values[place]) : "–"
                }
                return [
                    matrix.title, NumberText.short(matrix.coherence), "\(matrix.largestSparsity)",
                    matrix.orders.indices.contains(place) ? NumberText.setting(matrix.orders[place]) : "–",
                    cell(matrix.random), cell(matrix.lower), cell(matrix.rescaled), cell(matrix.exact),
                    cell(matrix.upper),
                ]
            })
    }
}
