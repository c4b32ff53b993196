import Report
import Stages

/// Where figures of this study depart from the text that they are of, from the run's settings.
enum ConvergentDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        func text(_ name: String) -> String? { settings["convergent.\(name)"].map { "\($0)" } }
        var sentences = [
            "Not in the paper: of a second text, *RF Imaging*, section 18.3, whose definition of convergent unrolling has neither figure "
                + "nor example. Scenes are real, not complex, and denoisers are not told how large the noise is."
        ]
        if let side = text("side"), let share = text("share"), let noise = text("noise") {
            sentences.append(
                "Made-up scenes of \(side) × \(side) pixels, seen by a normal matrix with \(share) as many rows as pixels and the norm "
                    + "1; noise at \(noise) dB of each measurement.")
        }
        if let steps = text("training.steps"), let channels = text("channels"), let signals = text("evaluation.signals")
        {
            sentences.append(
                "Denoisers of three 3×3 convolutions with \(channels) channels between them, on images that close to a torus; "
                    + "\(steps) updates; \(signals) test scenes.")
        }
        return sentences
    }
}
