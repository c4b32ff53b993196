import Stages

extension PageSection {
    /// How each network was trained with each seed, from summary.csv of its training. `title` heads the table:
    /// "Training for inpainting".
    public static func training(study id: String, title: String) -> PageSection {
        PageSection(anchor: "training", title: "Training", isDetail: true) { run in
            guard let study = try? run.study(id) else { return [] }
            let rows = study.description.methods.flatMap { method in
                study.trainedSeeds(of: method.id).compactMap { trainingRow(method, seed: $0, study) }
            }
            if rows.isEmpty { return [] }
            return [
                DetailTable(
                    "\(title); kept are the weights with the smallest validation distance, under constraints among "
                        + "those that miss none by more than 1 % of its measure on validation data",
                    header: [
                        "Network", "Seed", "Learning rate", "Steps", "Epoch kept", "Its validation distance",
                        "Constraint missed by", "Time",
                    ], rows: rows)
            ]
        }
    }

    private static func trainingRow(
        _ method: StudyDescription.Method, seed: Int, _ study: StudyReader
    ) -> [String]? {
        guard let stage = try? study.training(method.id, seed: seed),
            let summary = try? study.trainingSummary(method.id, seed: seed)
        else { return nil }
        func cell(_ name: String, _ text: (Double) -> String = NumberText.setting) -> String {
            (try? summary.number(name)).map(text) ?? "–"
        }
        return [
            method.label, "\(seed)", cell("learning_rate"), cell("steps"), cell("best_epoch"),
            cell("best_validation_distance") { NumberText.short($0) },
            method.isConstrained ? cell("best_validation_violation", NumberText.percent) : "–",
            NumberText.duration(study.run.manifest.stage(named: stage)?.seconds ?? .nan),
        ]
    }

    /// The learning rates among which the stage `stage` chose, from its candidates.csv.
    public static func rates(stage: String) -> PageSection {
        PageSection(anchor: "rates", title: "Learning rate", isDetail: true) { run in
            guard let table = try? run.table("candidates.csv", of: stage),
                let rates = try? table.doubles("rate"), let distances = try? table.doubles("validation_distance"),
                let chosen = try? table.strings("chosen")
            else { return [] }
            return [
                DetailTable(
                    "Learning rate, chosen on validation data for all networks",
                    header: ["Rate", "Validation distance", "Chosen"],
                    rows: rates.indices.map {
                        [
                            NumberText.setting(rates[$0]), NumberText.short(distances[$0]),
                            chosen[$0] == "1" ? "yes" : "",
                        ]
                    })
            ]
        }
    }

    /// How good the labels are that the stage `stage` solved for, from its certificate.csv.
    public static func certificate(stage: String) -> PageSection {
        PageSection(anchor: "certificate", title: "Labels", isDetail: true) { run in
            guard let table = try? run.table("certificate.csv", of: stage),
                let splits = try? table.strings("split"), let samples = try? table.strings("samples"),
                let checked = try? table.strings("checked"),
                let worst = try? table.doubles("worst_relative_suboptimality")
            else { return [] }
            return [
                DetailTable(
                    "Labels *y*^{*} as written, in float32: their *f* less the value of a dual point, relative to *f*",
                    header: ["Split", "Samples", "Checked", "Worst"],
                    rows: splits.indices.map {
                        [splits[$0], samples[$0], checked[$0], NumberText.short(worst[$0], digits: 2)]
                    })
            ]
        }
    }
}
