import Report
import Stages

/// Where figures of this study depart from what others do, from the run's settings.
enum GaussianDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        func value(_ name: String) -> String { settings["gaussian.\(name)"].map { "\($0)" } ?? "–" }
        return [
            "Not in the paper, which names these networks as [27]–[34]; the text *RF Imaging*, section 18.3, has layer-wise parameters.",
            "\(value("rows")) measurements of \(value("columns")) entries, of which a share of \(value("density")) is not zero; A is drawn for each "
                + "seed. Networks that learn numbers have \(value("scalar-steps")) updates, those that learn matrices "
                + "\(value("matrix-steps")), in batches of \(value("batch")) new signals; published ones have many more.",
        ]
    }
}
