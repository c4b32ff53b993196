import Report

extension StudyReport {
    /// The paper's Theorem 2, Lemma 1 and Corollaries, measured.
    public static let descentTheory = StudyReport(
        id: "theory", title: "Descent theory",
        lead:
            "What do the paper’s Theorem 2, its Lemma 1 and its Corollaries say of networks that are really trained? Every constant "
            + "in them is measured, and each bound is drawn on the axis of what it bounds. The networks: small LISTAs for the LASSO of "
            + "made-up codes, trained with (CI), with (CII), and without; those of the study on sparse coding are in its Figure 3c.",
        figures: [FigureG8.self, FigureG9.self, FigureG10.self, FigureG11.self, FigureG12.self],
        claims: Claim.descentTheory, sections: [TheoryTheorem.section, TheoryTheorem.map])
}
