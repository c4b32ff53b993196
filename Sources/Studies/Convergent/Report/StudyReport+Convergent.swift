import Report

extension StudyReport {
    /// Unrolling that is guaranteed to converge.
    public static let convergent = StudyReport(
        id: "convergent", title: "Convergent unrolling",
        lead:
            "Does an unrolled network converge when it is run past its layers? Not by default. With denoisers whose Lipschitz "
            + "constant is known exactly it does something provable for every value of the weights, which is less than a "
            + "definition in print promises; here is what it is, and what it costs. The problem: small made-up scenes, of points, lines and "
            + "outlines, behind a random matrix with fewer rows than pixels; the networks: proximal descent with a small convolutional "
            + "denoiser in each layer.",
        figures: [FigureG13.self, FigureG14.self, FigureG15.self, FigureG16.self], claims: Claim.convergent,
        sections: [ConvergentTheorem.section, ConvergentTheorem.descent])
}
