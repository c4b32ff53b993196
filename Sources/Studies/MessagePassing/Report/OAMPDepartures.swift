import Report
import Stages

/// Where figures of this study depart from the text that they are of, from the run's settings.
enum OAMPDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        func text(_ name: String) -> String { settings["oamp.\(name)"].map { "\($0)" } ?? "–" }
        return [
            "Not in the paper: of a second text, *RF Imaging*, section 18.3, whose examples have neither data nor code.",
            "Made-up complex scenes of \(text("side")) × \(text("side")) pixels, \(text("share")) as many measurements as pixels at "
                + "\(text("noise")) dB; all networks have \(text("training.steps")) updates in batches of \(text("training.batch")), for "
                + "any number of scenes, and the weights that are best on \(text("training.validation-samples")) validation scenes; "
                + "layers learn one after the other over three fifths of the updates, then together.",
        ]
    }
}
