import Report
import Stages

/// Where figures of this study depart from the text that they are of, from the run's settings.
enum RecoveryDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        let counts = [settings["recovery.signals"], settings["recovery.sweep.signals"]].compactMap { $0 }
        return [
            "Not in the paper: of a second text, *RF Imaging*, section 18.3, whose theorem under the restricted isometry property "
                + "has neither figure nor example.",
            "Thresholds are the theorem’s, of *s*, *B* and *μ*, but for networks that are named as trained"
                + (settings["recovery.training.steps"].map { ", which have \($0) updates" } ?? "") + ".",
        ]
            + (counts.count == 2
                ? [
                    "\(counts[0]) signals of each kind and sparsity, and \(counts[1]) at each noise, tail and threshold."
                ] : [])
    }
}
