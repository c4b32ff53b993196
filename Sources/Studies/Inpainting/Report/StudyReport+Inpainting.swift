import Report

extension StudyReport {
    /// The paper's second case study: unrolled proximal descent on normalising flows, for inpainting.
    public static let inpainting = StudyReport(
        id: "inpainting", title: "Inpainting",
        lead:
            "Unrolled GLOW-Prox, a network of normalising flows: does it fill a hole gradually under the constraints, "
            + "and is it robust to noise on the input?",
        figures: [
            Figure7.self, Figure7b.self, Figure8.self, Figure8b.self, Figure9.self, Figure9b.self, FigureA.self,
            FigureD2.self, FigureF.self, FigureR2.self,
        ],
        claims: Claim.inpaintingDescent() + Claim.inpaintingRobustness(),
        sections: [
            .answers(
                study: "inpainting", layers: "Layers",
                columns: [
                    .init("hole", "Mean squared error in the hole"), .init("known", "Outside of the hole"),
                    .init("distance", "Distance to the clean image"),
                ], asShareOf: (method: "mean", heading: "Of the mean image’s")),
            .externals(study: "inpainting"),
            .factorial(
                study: "inpainting", InpaintingMethods.crossed, measure: "mse", quantity: "mean squared error"),
            ablations, .training(study: "inpainting", title: "Training for inpainting"), .rates(study: "inpainting"),
        ], repeatedClaims: { Claim.inpaintingDescent($0) + Claim.inpaintingRobustness($0) },
        externalClaims: Claim.inpaintingExternal)

    /// The network with one piece of its parametrisation changed.
    private static let ablations = PageSection(
        anchor: "ablation", title: "What each piece does",
        lead:
            "The inpainting network departs from GLOW as published in pieces. Each row changes one of them back, or all; "
            + "measured on test images. Figure A shows the other layers."
    ) { run in
        guard let study = try? run.study("inpainting"), let ablations = try? Ablation.all(study), ablations.count > 1
        else { return [] }
        let lost = ablations.filter { $0.measures == nil }.map { "\($0.name) (\($0.state.rawValue))" }
        return [
            AblationTable(ablations).detail(
                "The inpainting network with one piece changed, or all; one seed"
                    + (lost.isEmpty ? "" : ". Not measured: \(CaptionText.list(lost))"))
        ]
    }
}

/// Which of the study's methods claims and figures compare.
enum InpaintingMethods {
    /// Constraint × noise in training.
    static let crossed = TwoByTwo.Methods(
        neither: "standard", noise: "standard-noisy", constraint: "constrained-quiet", both: "constrained")
}
