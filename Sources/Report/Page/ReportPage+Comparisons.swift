extension ReportPage {
    /// The claims whose tables of constraint × noise stand in a section of their own.
    static let factorialClaims = [
        (id: "noise-alone", study: "Sparse coding"), (id: "inpainting-noise-alone", study: "Inpainting"),
    ]

    /// The trivial answers beside the networks, the tables of constraint × noise, and the ablations.
    var comparisonContext: [String: Any] {
        var context: [String: Any] = [:]
        let trivial = [sparseAnswers, inpaintingAnswers].filter { !$0.tables.isEmpty }
        if !trivial.isEmpty {
            context["trivialAny"] = true
            context["trivial"] = trivial.map(groupContext)
        }
        let factorial = Self.factorialClaims.map { entry in
            (title: entry.study, tables: claims.first { $0.id == entry.id }?.judgement.tables ?? [])
        }.filter { !$0.tables.isEmpty }
        if !factorial.isEmpty {
            context["factorialAny"] = true
            context["factorial"] = factorial.map(groupContext)
        }
        let ablations = (try? Ablation.all(run.inpainting)) ?? []
        if ablations.count > 1 {
            context["ablationAny"] = true
            context["ablation"] = [
                tableContext(AblationTable(ablations).detail("The inpainting network with one piece changed, or all"))
            ]
        }
        return context
    }

    private func groupContext(_ group: (title: String, tables: [DetailTable])) -> [String: Any] {
        ["title": group.title, "tables": group.tables.map(tableContext)]
    }

    private var sparseAnswers: (title: String, tables: [DetailTable]) {
        let study = run.sparseCoding
        let columns = ["distance", "objective"]
        let references = TrivialAnswers.references(study, columns: columns)
        let zero = references.first { $0.id == "zero" }?.means[0]
        let header = ["Layers or iterations", "Distance to the optimum", "Of the zero vector’s", "Objective"]
        func cells(_ answer: TrivialAnswers.Row) -> [String] {
            [
                main(answer), zero.map { NumberText.percent(answer.means[0] / $0) } ?? "–",
                NumberText.short(answer.means[1], digits: 4),
            ]
        }
        let networks = TrivialAnswers.networks(study, study.names.variants, columns: columns)
        return ("Sparse coding", tables(networks, references, header: header, cells: cells))
    }

    private var inpaintingAnswers: (title: String, tables: [DetailTable]) {
        let study = run.inpainting
        let columns = ["hole", "known", "distance"]
        let references = TrivialAnswers.references(study, columns: columns)
        let mean = references.first { $0.id == "mean" }?.means[0]
        let header = [
            "Layers", "Mean squared error in the hole", "Of the mean image’s", "Outside of the hole",
            "Distance to the clean image",
        ]
        func cells(_ answer: TrivialAnswers.Row) -> [String] {
            [
                main(answer), mean.map { NumberText.percent(answer.means[0] / $0) } ?? "–",
                NumberText.short(answer.means[1]), NumberText.short(answer.means[2]),
            ]
        }
        let networks = TrivialAnswers.networks(study, StudyNames.inpaintingNetworks, columns: columns)
        return ("Inpainting", tables(networks, references, header: header, cells: cells))
    }

    private func main(_ answer: TrivialAnswers.Row) -> String {
        answer.interval.map(\.cell) ?? NumberText.short(answer.means[0])
    }

    /// A table of the networks and one of the references; none where nothing is finished.
    private func tables(
        _ networks: [TrivialAnswers.Row], _ references: [TrivialAnswers.Row], header: [String],
        cells: (TrivialAnswers.Row) -> [String]
    ) -> [DetailTable] {
        let groups = [("Trained networks", networks), ("Answers that need no network", references)]
        return groups.filter { !$0.1.isEmpty }.map { caption, answers in
            DetailTable(
                caption, header: ["Method"] + header,
                rows: answers.map { answer in
                    let layers = Self.withoutLayers.contains(answer.id) ? "–" : "\(answer.layers)"
                    return [MethodNames.name(answer.id), layers] + cells(answer)
                })
        }
    }

    private static let withoutLayers = ["zero", "ridge", "mean", "harmonic", "biharmonic"]
}
