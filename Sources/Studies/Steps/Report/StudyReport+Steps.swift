import Report

extension StudyReport {
    /// Learned steps against the best constant one.
    public static let steps = StudyReport(
        id: "steps", title: "Learned steps",
        lead:
            "Is gradient descent with a step learned for each layer faster than with the best constant step? A printed "
            + "theorem says so of the wrong number; of the right one it is true, and the best steps are known.",
        figures: [FigureG1.self, FigureG2.self, FigureG3.self, FigureG4.self], claims: Claim.steps,
        sections: [StepsTheorem.section])
}
