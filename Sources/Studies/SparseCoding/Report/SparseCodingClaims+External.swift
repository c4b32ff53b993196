import Report
import Stages

extension Claim {
    /// What is asked of a method that a run gives to sparse coding from outside: the questions that the paper's own networks
    /// are asked, with the same margins.
    @Sendable static func sparseExternal(_ method: StudyDescription.Method, _ study: String) -> [Claim] {
        func claim(
            _ question: String, _ section: String, _ statement: String, figures: [String], rule: String,
            _ kind: some ClaimKind
        ) -> Claim {
            .external(
                method, question, study: study, of: "sparse", section: section, statement: statement, figures: figures,
                rule: rule, kind)
        }
        let name = method.label
        return [
            claim(
                "descends", "as IV-D, Performance; Fig. 3",
                "Every layer of \(name) takes the estimate nearer to the optimum.", figures: ["figure-3"],
                rule: "At every layer the ratio of the mean distance to that before the layer is below 1.",
                .falls(method.id, by: "distance", quantity: "distance")),
            claim(
                "equally-near", "as IV-D, Performance; Fig. 3",
                "At the last layer \(name) is as near the optimum as the constrained network.", figures: ["figure-3"],
                rule: "The ratio of the mean final distances is between 1/1.1 and 1.1.",
                .equallyNear(.init(method.id, against: "constrained"), by: "distance", margin: .factor(1.1))),
            claim(
                "shift-robustness", "as IV-D, Robustness; Fig. 5",
                "On inputs with added noise \(name) stays nearer to the new optimum than the constrained network, and than "
                    + "ridge regression.", figures: ["figure-5"],
                rule: "A part for each of the two: at every *p* > 0 the ratio of the mean distances is below 1.",
                .smallerUnderShift(
                    ["constrained", "ridge"].map { MethodPair(method.id, against: $0) },
                    [("distance", "distance to the new optimum")],
                    tables: [("distance", "Distance to the new optimum")])),
        ]
    }
}
