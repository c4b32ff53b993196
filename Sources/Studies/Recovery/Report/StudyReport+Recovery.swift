import Report

extension StudyReport {
    /// Sparse recovery where every constant is known.
    public static let recovery = StudyReport(
        id: "recovery", title: "Sparse recovery",
        lead:
            "When does an unrolled network recover a sparse signal for certain? A printed theorem asks for a constant that "
            + "nobody can compute, and that the usual problem does not have; where all constants are known, true theorems "
            + "promise something, and it can be held against the worst of many signals.",
        figures: [FigureG5.self, FigureG6.self, FigureG7.self], claims: Claim.recovery,
        sections: [RecoveryTheorem.section])
}
