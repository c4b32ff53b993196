import Report

extension StudyReport {
    /// The loss landscape of small unrolled networks.
    public static let landscape = StudyReport(
        id: "landscape", title: "Loss landscapes",
        lead:
            "Why does gradient descent train unrolled networks at all? A condition on the loss landscape, PL∗, is said to explain it, and "
            + "also why they predict well from few samples. Here networks are so small that their Jacobians are known exactly: where the "
            + "condition holds, what follows from it, and what does not. The problem: sparse signals behind a random matrix with half as "
            + "many rows; the networks: LISTA with the soft threshold and with a smooth one, and fully connected ones with as many "
            + "parameters, all trained by gradient descent on all samples at once.",
        figures: [FigureG32.self, FigureG33.self], claims: Claim.landscape, sections: [LandscapeTheorem.section])
}
