/// All studies, in the order in which the report shows them.
public enum StudyCatalogue {
    /// All studies.
    public static let all: [StudyReport] = [
        study(
            "toy", "Toy problem",
            lead: "Least squares in the plane: does a network that was trained to descend take descent steps, and find "
                + "back when it is pushed off its way?",
            sections: []),
        study(
            "sparse", "Sparse coding",
            lead:
                "LISTA, trained with and without descent constraints: do its layers approach the LASSO’s optimum step "
                + "by step, and does that make it robust to shifted inputs and to noise?",
            sections: [
                PageSection(
                    anchor: "trivial", title: "Beside the trivial answers",
                    lead: "A distance to the optimum says little alone. " + answersLead, tables: sparseAnswers),
                factorial(of: "noise-alone"),
                PageSection(
                    anchor: "training", title: "Labels and training", isDetail: true,
                    tables: {
                        [training($0.sparseCoding, "Training for sparse coding"), learningRates($0), certificate($0)]
                            .compactMap { $0 }
                    }),
            ]),
        study(
            "inpainting", "Inpainting",
            lead: "Unrolled GLOW-Prox, a network of normalising flows: does it fill a hole gradually under the "
                + "constraints, and is it robust to noise on the input?",
            sections: [
                PageSection(
                    anchor: "trivial", title: "Beside the trivial answers",
                    lead: "A distance to the clean image says little alone. " + answersLead, tables: inpaintingAnswers),
                factorial(of: "inpainting-noise-alone"),
                PageSection(
                    anchor: "ablation", title: "What each piece does",
                    lead: "The inpainting network departs from GLOW as published in pieces. Each row changes one of "
                        + "them back, or all; measured on test images. Figure A shows the other layers.",
                    tables: { run in
                        let ablations = (try? Ablation.all(run.inpainting)) ?? []
                        let caption = "The inpainting network with one piece changed, or all"
                        return ablations.count > 1 ? [AblationTable(ablations).detail(caption)] : []
                    }),
                PageSection(
                    anchor: "training", title: "Training", isDetail: true,
                    tables: { [training($0.inpainting, "Training for inpainting")].compactMap { $0 } }),
            ]),
    ]

    private static let answersLead =
        "These are means over the test examples, with 95 % intervals, at the last layer or iteration."

    /// A study with the figures that need its stages and the claims that these figures show.
    private static func study(_ id: String, _ title: String, lead: String, sections: [PageSection]) -> StudyReport {
        let figures = FigureCatalogue.all.filter { figure in
            figure.needs.contains { $0.hasPrefix("\(id)/") }
        }
        let shown = Set(figures.map { $0.id })
        return StudyReport(
            id: id, title: title, lead: lead, figures: figures,
            claims: ClaimCatalogue.all.filter { $0.figures.contains(where: shown.contains) }, sections: sections)
    }

    /// The tables of constraint × noise that a claim is judged by.
    private static func factorial(of claim: String) -> PageSection {
        PageSection(
            anchor: "factorial", title: "Constraint × noise",
            lead:
                "The paper’s networks have both a constraint and noise during training. Taken apart, on shifted inputs:",
            tables: { run in
                ClaimCatalogue.all.first { $0.id == claim }?.judgement(of: run).judgement.tables ?? []
            })
    }
}
