import Report
import Stages

/// Where this run's sparse-coding study departs from the paper, from its settings and summaries: for all figures of its
/// networks.
enum SparseDepartures {
    /// Sentences in `Markup`, of the methods that a figure shows; what a run does not say is left out.
    static func sentences(_ study: StudyReader, _ methods: [String]) -> [String] {
        let settings = study.run.manifest.settings
        return [
            images(study, settings), problem(settings), training(study, methods, settings),
            coordinates(settings), bound(settings), noise(settings),
            "*y*_{0} ~ N(0, *I*) as in the paper, and constraints are taken at outputs without noise; the authors' code starts at "
                + "N(0, 10⁻⁴*I*), and has the constraints at outputs with noise.",
        ].compactMap { $0 }
    }

    private static func images(_ study: StudyReader, _ settings: StageSettings) -> String? {
        guard let stage = study.description.dataStage, let summary = try? study.run.table("summary.csv", of: stage),
            let source = try? summary.value("source"), let side = try? summary.value("height"),
            let inputs = try? summary.value("dimension"), let atoms = settings["sparse.problem.atoms"]
        else { return nil }
        let counts = ["train", "validation", "test"].compactMap { name in
            (try? summary.number(name)).flatMap { Int(exactly: $0) }.map { "\(CaptionText.number($0)) \(name)" }
        }
        return
            "The images are \(source.contains("×\(side)") ? source : "\(source), at \(side)×\(side)"), so that *p* = \(inputs), with "
            + "*d* = \(atoms) atoms"
            + (counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))")
            + "; the paper's are grey CIFAR-10 at 32×32 (*p* = 1024, *d* = 1228; 32 000, 8000 and 10 000 images)."
    }

    private static func problem(_ settings: StageSettings) -> String? {
        guard settings["sparse.problem.solver"]?.description == "certified" else { return nil }
        return "*y*^{∗} is a certified optimum; the paper takes 10 000 iterations of ISTA for it."
    }

    /// Steps and rates, as each training says: they can be a method's own, and a seed's.
    private static func training(_ study: StudyReader, _ methods: [String], _ settings: StageSettings) -> String? {
        let own = methods.filter(study.isTrained).compactMap { id -> (id: String, steps: [String], rates: [Double])? in
            let summaries = study.trainedSeeds(of: id).compactMap { try? study.trainingSummary(id, seed: $0) }
            let steps = Set(summaries.compactMap { try? $0.value("steps") })
            let rates = Set(summaries.compactMap { try? $0.number("learning_rate") })
            return rates.isEmpty ? nil : (id, steps.sorted(), rates.sorted())
        }
        guard !own.isEmpty, let batch = settings["sparse.training.batch"] else { return nil }
        let steps = Set(own.flatMap(\.steps)).sorted()
        let rates = Dictionary(grouping: own, by: \.rates).sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let words = rates.map { rates, entries in
            CaptionText.list(rates.map(NumberText.setting))
                + (own.count > entries.count ? " (\(CaptionText.list(entries.map { study.label(of: $0.id) })))" : "")
        }
        return
            "Trained for \(CaptionText.list(steps)) steps of \(batch) images"
            + (epochs(study, steps, batch).map { " (\($0) epochs)" } ?? "")
            + " by Adam with warm-up, decoupled weight decay and clipping, at learning rates chosen on validation (two where choices on different "
            + "seeds differ): \(words.joined(separator: "; ")). The paper trains for 30 epochs at 10⁻⁵."
    }

    /// How often each image is seen; nil where networks differ in it.
    private static func epochs(_ study: StudyReader, _ steps: [String], _ batch: SettingValue) -> String? {
        guard steps.count == 1, let steps = Double(steps[0]), let batch = Double(batch.description),
            let stage = study.description.dataStage, let summary = try? study.run.table("summary.csv", of: stage),
            let train = try? summary.number("train"), train > 0
        else { return nil }
        return NumberText.short(steps * batch / train)
    }

    private static func coordinates(_ settings: StageSettings) -> String? {
        guard let share = settings["sparse.training.whitening"].flatMap({ Double($0.description) }) else { return nil }
        let duals = [("dual-rate", "epsilon"), ("strong-dual-rate", "strong-epsilon")].compactMap { rate, epsilon in
            settings["sparse.constraint.\(rate)"].map { rate in
                "\(rate)" + (settings["sparse.constraint.\(epsilon)"].map { " at ε = \($0)" } ?? "")
            }
        }
        let loss =
            "The loss is divided by *dτ*^{2} (τ: the optima's root mean square), and distances in the constraints are not, so "
            + "that μ_{λ} (\(CaptionText.list(duals))) is not the paper's 10⁻³"
        return share > 0
            ? "Networks are trained on whitened images (δ = \(CaptionText.plain(share))), and saved as eq. (16) has them. \(loss)."
            : "\(loss)."
    }

    private static func bound(_ settings: StageSettings) -> String? {
        guard let bound = settings["sparse.constraint.dual-bound"].flatMap({ Double($0.description) }), bound > 0,
            bound.isFinite
        else { return nil }
        return "*λ* is at most \(CaptionText.plain(bound)); the paper does not bound it."
    }

    private static func noise(_ settings: StageSettings) -> String? {
        switch settings["sparse.noise.form"]?.description {
        case "relative":
            "Training noise has the standard deviation *σ̂*‖∇*f*‖/(λ_{max}√*d*), a gradient step's length spread over the "
                + "elements; the paper's *σ̂*‖∇*f*‖ gives numbers that are not finite."
        case "log": "Training noise has the standard deviation *σ̂* ln‖∇*f*‖; the paper says *σ̂*‖∇*f*‖."
        default: nil
        }
    }
}
