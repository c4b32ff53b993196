import Stages

extension PageSection {
    /// What the methods are that the run gives a study from outside.
    public static func externals(study id: String) -> PageSection {
        PageSection(
            anchor: "external", title: "Methods from outside",
            lead:
                "Made elsewhere, and measured here on the same inputs, from the same starts, as the study’s own. What was "
                + "measured is named by its hash."
        ) { run in
            guard let study = try? run.study(id) else { return [] }
            let rows = study.description.methods.flatMap { method -> [[String]] in
                guard let origin = method.origin else { return [] }
                return zip(origin.files, origin.sha256).enumerated().map { index, file in
                    let seed = method.seeds.indices.contains(index) ? method.seeds[index] : index + 1
                    let isDone = study.seeds(of: method.id).contains(seed)
                    return [
                        method.label, origin.word, "\(seed)", file.0, isDone ? "yes" : "no",
                        // In two lines: it is wider than what is left.
                        "\(file.1.prefix(32)) \(file.1.dropFirst(32))",
                    ]
                }
            }
            guard !rows.isEmpty else { return [] }
            return [
                DetailTable(
                    "What was given", header: ["Method", "Form", "Seed", "File or folder", "Measured", "SHA-256"],
                    rows: rows)
            ]
        }
    }
}

extension StudyDescription.Method.Origin {
    /// One of it: "a folder of arrays".
    var word: String {
        switch kind {
        case "weights": "a file of weights"
        case "arrays": "a folder of arrays"
        case "command": "a command"
        default: kind
        }
    }

    /// "a folder of arrays", or how many.
    var words: String { sha256.count == 1 ? word : "\(word) for each of \(sha256.count) seeds" }
}
