import Report

/// Where figures of this study depart from the text that they are of, from the run's settings.
enum GeneralisationDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        func text(_ name: String) -> String? { settings["generalisation.\(name)"].map { "\($0)" } }
        var sentences = [
            "Not in the paper: of a second text, *RF Imaging*, section 18.3, whose example plots the bound beside unrolled OAMP. Here the "
                + "networks are LISTA-CP, ALISTA and TISTA on sparse signals, for which gaps over all *T* and *n* are cheap."
        ]
        if let rows = text("rows"), let columns = text("columns"), let density = text("density"),
            let noise = text("noise")
        {
            sentences.append(
                "\(columns) entries, of which a share of \(density) is not zero, from \(rows) Gaussian measurements at \(noise) dB."
            )
        }
        if let steps = text("training.steps"), let batch = text("training.batch"), let test = text("test") {
            sentences.append(
                "\(steps) updates with \(batch) signals a batch and one learning rate, whatever *n* and *T* are; the weights are those after the "
                    + "last update; \(test) held-out signals.")
        }
        return sentences
    }
}
