import Report
import Stages

extension StudyReport {
    /// The toy of the introduction: unrolled descent on a quadratic of two unknowns.
    public static let toy = StudyReport(
        id: "toy", title: "Toy problem",
        lead:
            "Least squares in the plane: does a network that was trained to descend take descent steps, and find back "
            + "when it is pushed off its way?",
        figures: [Figure1.self, Figure2.self], claims: Claim.toy,
        sections: [.training(study: "toy", title: "Training for the toy"), .rates(study: "toy")])
}

extension Claim {
    fileprivate static let toy = [
        Claim(
            "toy-descends", question: .paper, section: "I; Fig. 1",
            statement: "In the toy problem the network trained with (CI) takes a descent step at every layer.",
            figures: ["figure-1"],
            rule: "At every layer the ratio of the mean gradient norm to that before the layer is below 1.",
            study: "toy", kind: MeansFall("constrained", "gradient_mean")),
        Claim(
            "perturbation-recovery", question: .paper, section: "I; Fig. 2",
            statement:
                "Perturbed at its third step, the constrained network still reaches the optimum, as gradient descent does; the "
                + "standard network fails. (Confounded: the constrained one is trained with noise.)",
            figures: ["figure-2"],
            rule:
                "A test point recovers where, perturbed, it ends within 10 % of its distance at the start. Four parts: more than "
                + "half of the points recover with the constrained network; more than half with gradient descent, in as many "
                + "steps as it takes to arrive when nothing perturbs it; fewer than half with the standard network; and the ratio of the mean final distances, constrained to standard, is below 1.",
            study: "toy",
            kind: Recovers(
                proposed: "constrained", reference: "gradient-descent", baseline: "standard", within: 0.1)),
        Claim(
            "recovery-at-equal-noise", question: .own, section: "I, at equal noise",
            statement:
                "With noise held equal, both with and both without, the constrained network ends nearer to the optimum when it "
                + "is perturbed.",
            figures: ["figure-2"],
            rule:
                "A part for each pair: the ratio of the mean final distances, with the constraint to without, is below 1.",
            clause: "perturbed, the one with it ends nearer", study: "toy",
            kind: EndsNearer([
                .init("constrained", against: "standard-noisy"), .init("constrained-quiet", against: "standard"),
            ])),
    ]
}

/// The methods that figures draw, and one whose evaluation is that of all: the toy evaluates them together, with each seed.
enum ToyMethods {
    static let any = "constrained"
    static let drawn = [
        (id: "gradient-descent", title: "Gradient descent"), (id: "standard", title: "Standard unrolling"),
        (id: "constrained", title: "Constrained unrolling"),
    ]
}

extension StudyReader {
    /// The seeds with which the toy is evaluated. Throws `RunReaderError` where there is none.
    func toySeeds() throws -> [Int] { try seeds(ofAll: [ToyMethods.any]) }

    /// A table of the toy's evaluation. Throws `RunReaderError`, `TableError`.
    func toyTable(_ file: String, seed: Int) throws -> Table { try table(file, of: ToyMethods.any, seed: seed) }

    /// The rows of a method, with the perturbation or without. Throws `TableError`.
    func toyRows(_ table: Table, _ method: String, perturbed: Bool) throws -> Table {
        try table.rows(where: "method", is: method).rows(where: "perturbed", is: perturbed ? "1" : "0")
    }

    /// The classical methods and then the networks: the order of the toy's tables.
    var toyOrder: [StudyDescription.Method] {
        description.methods.filter { !$0.isTrained } + description.methods.filter(\.isTrained)
    }
}
