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
            coordinates(settings), noise(settings),
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

    /// Steps and rates, as each training says: they can be a method's own.
    private static func training(_ study: StudyReader, _ methods: [String], _ settings: StageSettings) -> String? {
        let own = methods.filter(study.isTrained).compactMap { id -> (id: String, steps: String, rate: Double)? in
            guard let seed = study.trainedSeeds(of: id).first,
                let summary = try? study.trainingSummary(id, seed: seed),
                let steps = try? summary.value("steps"), let rate = try? summary.number("learning_rate")
            else { return nil }
            return (id, steps, rate)
        }
        guard !own.isEmpty, let batch = settings["sparse.training.batch"] else { return nil }
        let steps = Set(own.map(\.steps)).sorted()
        let rates = Dictionary(grouping: own, by: \.rate).sorted { $0.key > $1.key }
        let words = rates.map { rate, entries in
            "\(NumberText.setting(rate))"
                + (rates.count > 1 ? " (\(CaptionText.list(entries.map { study.label(of: $0.id) })))" : "")
        }
        return
            "Trained for \(CaptionText.list(steps)) steps of \(batch) images by Adam with warm-up, decoupled weight decay and "
            + "clipping, at learning rates chosen on validation: \(words.joined(separator: "; ")). The paper trains for 30 "
            + "epochs at 10⁻⁵."
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
