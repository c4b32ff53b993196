import Stages

extension PageSection {
    /// How each network was trained with each seed, from summary.csv of its training. `title` heads the table:
    /// "Training for inpainting".
    public static func training(study id: String, title: String) -> PageSection {
        PageSection(anchor: "training", title: "Training", place: .detail) { run in
            guard let study = try? run.study(id) else { return [] }
            let rows = study.description.methods.flatMap { method in
                study.trainedSeeds(of: method.id).compactMap { trainingRow(method, seed: $0, study) }
            }
            if rows.isEmpty { return [] }
            return [
                DetailTable(
                    "\(title); kept are the weights with the smallest validation distance, under constraints among "
                        + "those that miss none by more than 1 % of its measure on validation data; a spike is a loss of "
                        + "ten times the median before it, or a dual of ten times the largest. Where a training diverges it is made again at a third of its learning rate, and then at a tenth",
                    header: [
                        "Network", "Seed", "Learning rate", "Steps", "Epoch kept", "Its validation distance",
                        "Constraint missed by", "Spike", "Time",
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
        let attempt = Int((try? summary.number("divergences")) ?? 0)
        let rate = cell("learning_rate", NumberText.rate) + (attempt > 0 ? ", attempt \(attempt + 1)" : "")
        return [
            method.label, "\(seed)", rate, cell("steps"), cell("best_epoch"),
            cell("best_validation_distance") { NumberText.short($0) },
            method.isConstrained ? cell("best_validation_violation", NumberText.percent) : "–",
            (try? summary.number("spiked")) == 1
                ? "step \(cell("spike_step")), × \(cell("spike_ratio") { NumberText.short($0) })" : "–",
            NumberText.duration(study.run.manifest.stage(named: stage)?.seconds ?? .nan),
        ]
    }

    /// The learning rates among which each network's was chosen, from candidates.csv of the stages that chose.
    public static func rates(study id: String) -> PageSection {
        PageSection(anchor: "rates", title: "Learning rates", place: .detail) { run in
            guard let study = try? run.study(id) else { return [] }
            var seen: Set<String> = []
            let rows = study.description.methods.flatMap { method -> [[String]] in
                guard let stage = method.rates, seen.insert(stage).inserted else { return [] }
                return (try? rateRows(of: stage, method.label, run)) ?? []
            }
            if rows.isEmpty { return [] }
            return [
                DetailTable(
                    "Learning rates: short trainings, means over their seeds on validation data. Chosen is the smallest "
                        + "that is no worse than the best by more than a standard error of the paired differences, among "
                        + "those that meet the constraints, and are not thrown off their way, with the most seeds. Where it is chosen several times, on "
                        + "different seeds, the seeds of the trainings take the choices in turn",
                    header: [
                        "Network", "Rate", "Steps", "Seeds", "Validation distance", "Constraint missed by", "Spiked",
                        "Chosen",
                    ],
                    rows: rows)
            ]
        }
    }

    /// A row for each rate and number of steps, ascending.
    private static func rateRows(of stage: String, _ label: String, _ run: RunReader) throws -> [[String]] {
        let (table, summary) = (
            try run.table("candidates.csv", of: stage), try run.table("summary.csv", of: stage)
        )
        let (rates, steps) = (try table.doubles("rate"), try table.ints("steps"))
        let (distances, violations) = (
            try table.optionalDoubles("validation_distance"), try table.optionalDoubles("violation")
        )
        let (spiked, chosen) = (try table.ints("spiked"), try table.ints("chosen"))
        let (choices, isAtEdge) = (try summary.number("choices"), try summary.number("at_edge") > 0)
        return Set(steps).sorted().flatMap { count in
            Set(rates).sorted().compactMap { rate -> [String]? in
                let places = rates.indices.filter { rates[$0] == rate && steps[$0] == count }
                guard let first = places.first else { return nil }
                func mean(_ values: [Double?], _ text: (Double) -> String) -> String {
                    let known = places.compactMap { values[$0] }
                    return known.count == places.count ? text(Moments.mean(known)) : "diverged"
                }
                return [
                    label, NumberText.setting(rate), "\(count)", "\(places.count)",
                    mean(distances) { NumberText.short($0) }, mean(violations, NumberText.percent),
                    places.contains { spiked[$0] == 1 } ? "yes" : "",
                    chosen[first] > 0
                        ? (choices > 1 ? "\(chosen[first]) of \(NumberText.setting(choices))" : "yes")
                            + (isAtEdge ? ", at the edge" : "") : "",
                ]
            }
        }
    }

    /// How good the labels are that `stage` solved for on each draw of the data, from its certificate.csv.
    public static func certificate(stage: String) -> PageSection {
        PageSection(anchor: "certificate", title: "Labels", place: .detail) { run in
            let prefix = "\(stage)/draw-"
            let rows = run.finishedSeeds(under: prefix).flatMap { draw -> [[String]] in
                guard let table = try? run.table("certificate.csv", of: "\(prefix)\(draw)"),
                    let splits = try? table.strings("split"), let samples = try? table.strings("samples"),
                    let checked = try? table.strings("checked"),
                    let worst = try? table.doubles("worst_relative_suboptimality")
                else { return [] }
                return splits.indices.map {
                    ["\(draw)", splits[$0], samples[$0], checked[$0], NumberText.short(worst[$0], digits: 2)]
                }
            }
            if rows.isEmpty { return [] }
            return [
                DetailTable(
                    "Labels *y*^{*} as written, in float32: their *f* less the value of a dual point, relative to *f*",
                    header: ["Draw", "Split", "Samples", "Checked", "Worst"], rows: rows)
            ]
        }
    }
}
