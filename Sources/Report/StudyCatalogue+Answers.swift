extension StudyCatalogue {
    /// The networks and the answers that need none, by their distance to the optimum.
    static func sparseAnswers(_ run: RunReader) -> [DetailTable] {
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
        return tables(networks, references, header: header, cells: cells)
    }

    /// The networks and the answers that need none, by their error in the hole.
    static func inpaintingAnswers(_ run: RunReader) -> [DetailTable] {
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
        return tables(networks, references, header: header, cells: cells)
    }

    private static func main(_ answer: TrivialAnswers.Row) -> String {
        answer.interval.map(\.cell) ?? NumberText.short(answer.means[0])
    }

    /// A table of the networks and one of the references; none where nothing is finished.
    private static func tables(
        _ networks: [TrivialAnswers.Row], _ references: [TrivialAnswers.Row], header: [String],
        cells: (TrivialAnswers.Row) -> [String]
    ) -> [DetailTable] {
        let groups = [("Trained networks", networks), ("Answers that need no network", references)]
        return groups.filter { !$0.1.isEmpty }.map { caption, answers in
            DetailTable(
                caption, header: ["Method"] + header,
                rows: answers.map { answer in
                    let layers = withoutLayers.contains(answer.id) ? "–" : "\(answer.layers)"
                    return [MethodNames.name(answer.id), layers] + cells(answer)
                })
        }
    }

    private static let withoutLayers = ["zero", "ridge", "mean", "harmonic", "biharmonic"]
}
