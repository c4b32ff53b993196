import Stages

extension StudyCatalogue {
    /// A row for each network and seed, from summary.csv of its training.
    static func training(_ study: StudyReader, _ title: String) -> DetailTable? {
        let columns = [
            ("learning_rate", "Learning rate"), ("steps", "Steps"), ("best_epoch", "Epoch kept"),
            ("best_validation_distance", "Its validation distance"),
            ("best_validation_violation", "Constraint missed by"),
        ]
        var rows: [[String]] = []
        for variant in study.names.variants {
            for seed in study.trainedSeeds(of: variant) {
                guard let summary = try? study.trainingSummary(variant, seed: seed) else { continue }
                let cells = columns.map { name, _ -> String in
                    guard let value = try? summary.number(name) else { return "–" }
                    switch name {
                    case "best_validation_distance": return NumberText.short(value)
                    case "best_validation_violation":
                        return study.names.isConstrained(variant) ? NumberText.percent(value) : "–"
                    default: return NumberText.setting(value)
                    }
                }
                let record = study.run.manifest.stages.first { $0.name == study.names.training(variant, seed: seed) }
                rows.append(
                    [MethodNames.name(variant), "\(seed)"] + cells + [NumberText.duration(record?.seconds ?? .nan)])
            }
        }
        if rows.isEmpty { return nil }
        return DetailTable(
            "\(title); kept are the weights with the smallest validation distance, under constraints among those that miss "
                + "none by more than 1 % of its measure on validation data",
            header: ["Network", "Seed"] + columns.map(\.1) + ["Time"], rows: rows)
    }

    /// The candidates of `sparse/learning-rate`.
    static func learningRates(_ run: RunReader) -> DetailTable? {
        guard let table = try? run.table("candidates.csv", of: "sparse/learning-rate"),
            let rates = try? table.doubles("rate"), let distances = try? table.doubles("validation_distance"),
            let chosen = try? table.strings("chosen")
        else { return nil }
        return DetailTable(
            "Learning rate, chosen on validation data for all networks",
            header: ["Rate", "Validation distance", "Chosen"],
            rows: rates.indices.map {
                [NumberText.setting(rates[$0]), NumberText.short(distances[$0]), chosen[$0] == "1" ? "yes" : ""]
            })
    }

    /// The certificates of `sparse/labels`.
    static func certificate(_ run: RunReader) -> DetailTable? {
        guard let table = try? run.table("certificate.csv", of: "sparse/labels"),
            let splits = try? table.strings("split"), let samples = try? table.strings("samples"),
            let checked = try? table.strings("checked"), let worst = try? table.doubles("worst_relative_suboptimality")
        else { return nil }
        return DetailTable(
            "Labels *y*^{*}: relative suboptimality certified by the duality gap",
            header: ["Split", "Samples", "Checked", "Worst"],
            rows: splits.indices.map { [splits[$0], samples[$0], checked[$0], NumberText.short(worst[$0], digits: 2)] })
    }
}
