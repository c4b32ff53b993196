import Report
import Stages

extension Claim {
    /// What is asked of a method that a run gives to inpainting from outside: the questions that the paper's own networks are
    /// asked, with the same margins.
    @Sendable static func inpaintingExternal(_ method: StudyDescription.Method, _ study: String) -> [Claim] {
        func claim(
            _ question: String, _ section: String, _ statement: String, figures: [String], rule: String,
            _ kind: some ClaimKind
        ) -> Claim {
            .external(
                method, question, study: study, of: "inpainting", section: section, statement: statement,
                figures: figures, rule: rule, kind)
        }
        let name = method.label
        return [
            claim(
                "descends", "as V-D, Performance; Fig. 7",
                "\(name) fills the hole gradually: every layer brings it nearer.", figures: ["figure-7"],
                rule:
                    "At every layer the ratio of the mean squared error in the hole to that before the layer is below 1.",
                .falls(method.id, by: "hole", quantity: "squared error in the hole")),
            claim(
                "equally-near", "as V-D, Performance; Fig. 7",
                "At the last layer \(name) is as near the clean images as the constrained network.",
                figures: ["figure-7"],
                rule:
                    "The difference of the mean final distances, either way, is below 10 % of what the constrained network is "
                    + "nearer than ridge regression, so that ridge regression could not pass for equal.",
                .equallyNear(
                    .init(method.id, against: "constrained"), by: "distance", margin: .lead(0.1, over: "ridge"))),
            claim(
                "shift-robustness", "as V-D, Robustness; Fig. 9",
                "On inputs with added noise \(name) stays nearer to the clean images than the constrained network, and than "
                    + "ridge regression.", figures: ["figure-9", "figure-9b"],
                rule: "A part for each of the two: at every *p* > 0 the ratio of the mean squared errors is below 1.",
                .smallerUnderShift(
                    ["constrained", "ridge"].map { MethodPair(method.id, against: $0) }, [("mse", "squared error")],
                    tables: [("mse", "Squared error of all pixels"), ("hole", "In the hole alone")])),
        ]
    }
}
