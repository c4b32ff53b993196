import Report
import Stages

extension Claim {
    /// What is asked of a method that a run gives to the study of Gaussian measurements from outside, beside the study's LISTA: the
    /// questions that sparse coding asks, as far as this study measures them.
    @Sendable static func gaussianExternal(_ method: StudyDescription.Method, _ study: String) -> [Claim] {
        func claim(
            _ question: String, _ statement: String, figure: String, rule: String,
            _ comparisons: [GaussianNumbers.Comparison]
        ) -> Claim {
            .external(
                method, question, study: study, of: "gaussian", section: "as the networks of the paper’s references",
                statement: statement, figures: [figure], rule: rule,
                GaussianNumbers(
                    comparisons,
                    absence: "the run has not measured it (the record says so where it failed), or not LISTA beside it")
            )
        }
        let name = method.label
        return [
            claim(
                "descends", "Every layer of \(name) takes the estimate nearer to the signal.", figure: "figure-g18",
                rule: "Of every layer the error after it less that before it is below 0 dB.",
                [.init("", "change of the error in a layer", .changes(of: method.id), .below(0))]),
            claim(
                "equally-near", "At the last layer \(name) is as near the signal as LISTA.", figure: "figure-g18",
                rule: "The error after the last layer less that of LISTA is between −0.5 and 0.5 dB.",
                [
                    .init(
                        "", "error less that of LISTA", .difference(method.id, minus: "lista"), .within(-0.5...0.5))
                ]),
            claim(
                "shift-robustness",
                "On signals that it was not trained for \(name) stays nearer to the signal than LISTA.",
                figure: "figure-g19",
                rule:
                    "Two parts, signals with twice as many entries that are not zero, and with entries three times as large: the "
                    + "error after the last layer less that of LISTA is below 0 dB.",
                [("twice as many non-zeros", "dense"), ("entries three times as large", "large")].map {
                    .init(
                        $0.0, "error less that of LISTA", .differenceOn($0.1, method.id, minus: "lista"), .below(0))
                }),
        ]
    }
}
