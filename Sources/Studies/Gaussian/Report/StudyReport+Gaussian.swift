import Report

extension StudyReport {
    /// Sparse recovery from Gaussian measurements.
    public static let gaussian = StudyReport(
        id: "gaussian", title: "Gaussian measurements",
        lead:
            "The networks of the literature on the problem on which the field compares them, signals with few entries that are not zero "
            + "from half as many noisy measurements by a Gaussian matrix: what parameters of their own for each "
            + "layer are worth, what ties, analytic weights and support selection are, what a safeguard keeps, and whether descent "
            + "constraints change any of it.",
        figures: [FigureG17.self, FigureG18.self, FigureG19.self, FigureG20.self, FigureG21.self],
        claims: Claim.gaussian, sections: [GaussianTheorem.section, .externals(study: "gaussian")],
        externalClaims: Claim.gaussianExternal)
}
