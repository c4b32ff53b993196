import Report

extension StudyReport {
    /// The paper's first case study: unrolled ISTA for sparse coding.
    public static let sparseCoding = StudyReport(
        id: "sparse", title: "Sparse coding",
        lead: "LISTA, trained with and without descent constraints: do its layers approach the LASSO’s optimum step by "
            + "step, and does that make it robust to shifted inputs and to noise?",
        figures: [
            Figure3.self, Figure3b.self, Figure3c.self, Figure4.self, Figure5.self, Figure5b.self, Figure6.self,
            FigureD.self,
            FigureR.self,
        ],
        claims: Claim.sparseDescent() + Claim.sparseRobustness(),
        sections: [
            .answers(
                study: "sparse", layers: "Layers or iterations",
                columns: [
                    .init("distance", "Distance to the optimum"), .init("objective", "Objective", digits: 4),
                ], asShareOf: (method: "zero", heading: "Of the zero vector’s")),
            .externals(study: "sparse"),
            .factorial(study: "sparse", SparseMethods.crossed, measure: "distance", quantity: "mean distance"),
            .training(study: "sparse", title: "Training for sparse coding"), .rates(study: "sparse"),
            .certificate(stage: "sparse/labels"),
        ], repeatedClaims: { Claim.sparseDescent($0) + Claim.sparseRobustness($0) },
        externalClaims: Claim.sparseExternal)
}

/// Which of the study's methods claims and figures compare.
enum SparseMethods {
    /// Constraint × noise in training.
    static let crossed = TwoByTwo.Methods(
        neither: "standard", noise: "standard-noisy", constraint: "constrained-quiet", both: "constrained")
}
