import Report

extension StudyReport {
    /// How much worse networks are on signals that they have not learned from.
    public static let generalisation = StudyReport(
        id: "generalisation", title: "Generalisation",
        lead:
            "How many signals does an unrolled network have to learn from before it does as well on new ones? A bound in print makes the gap grow with the "
            + "layers’ Lipschitz constants and with the parameters; here the gap is measured over layers, training signals and ties, beside that "
            + "bound and others that are proved, all in units of the loss. The problem: sparse signals from Gaussian measurements; the networks: LISTA-CP with "
            + "and without ties, ALISTA, TISTA, and one whose layers contract.",
        figures: [FigureG29.self, FigureG30.self, FigureG31.self], claims: Claim.generalisation,
        sections: [
            GeneralisationTheorem.section, GapExplorer.section, QuickCheck.section, CertificateTable.section,
        ])
}
