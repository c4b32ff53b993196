import Report
import Stages

/// Where figures of this study depart from the text that they are of, from the run's settings.
enum StepsDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        return [
            "Not in the paper: of a second text, *RF Imaging*, section 18.3, whose theorem on layer-wise parameters has neither "
                + "figure nor example.",
            training(settings),
        ].compactMap { $0 }
    }

    private static func training(_ settings: StageSettings) -> String? {
        guard let updates = settings["steps.updates"], let rate = settings["steps.rate"],
            let spread = settings["steps.start-spread"]
        else { return nil }
        return
            "Of training that text says nothing; here Adam makes \(updates) updates of ln *η*_{k} on the exact loss, at a rate that "
            + "falls from \(rate) to 0, from *η*_{∗} with a spread of \(spread)."
    }
}
