import Report
import Stages

/// Where figures of this study depart from the text that they are of, from the run's settings.
enum TheoryDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        return [
            "Not in the paper, whose theorems have neither figure nor example.",
            "Signals are made up: *x* = *Dc* of sparse codes *c*, so that nothing has to be loaded.",
            "∇*f* of (CI) is the proximal-gradient mapping *G*(*y*) = *Λ*(*y* − *S*_{α/Λ}(*y* − ∇*f*_{0}(*y*)/*Λ*)), *f*_{0} the smooth "
                + "part, which is zero at *y*^{∗} alone; a subgradient is not.",
            "Networks are trained without noise between their layers, as Remark III.1 allows, and constraints are the differences of (CI) "
                + "and (CII).",
            settings["theory.samples.retrainings"].map {
                "*δ* is counted of \($0) networks, each with a training set and a seed of its own, for one dictionary."
            },
        ].compactMap { $0 }
    }
}
