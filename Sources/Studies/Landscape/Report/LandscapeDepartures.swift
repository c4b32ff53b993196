import Report
import Stages

/// Where figures of this study depart from the texts that they are of, from the run's settings.
enum LandscapeDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        func text(_ name: String) -> String? { settings["landscape.\(name)"].map { "\($0)" } }
        var sentences = [
            "Not in the paper: of a second text, *RF Imaging*, section 18.3, which has neither figure nor number on this; and of Shah and "
                + "others (2024), who train by gradient descent on other data, and compare final losses."
        ]
        if let n = text("dimension"), let m = text("measurements"), let density = text("density") {
            sentences.append(
                "Signals of \(n) elements, each N(0, 1) with probability \(density) and else 0, seen by a normal matrix with \(m) rows "
                    + "and columns of length 1, without noise.")
        }
        if let sharpness = text("sharpness"), let alpha = text("alpha"), let steps = text("steps"),
            let test = text("test")
        {
            sentences.append(
                "A sharpness of \(sharpness); LISTA starts as ISTA of a LASSO with *α* = \(alpha); \(steps) steps of gradient descent "
                    + "on all samples at once, in double precision; \(test) test signals.")
        }
        return sentences
    }
}
