import Report
import Stages

/// Where this run's inpainting study departs from the paper, from its settings: for all figures of its networks.
enum InpaintingDepartures {
    /// Sentences in `Markup`; what a run does not say is left out.
    static func sentences(_ study: StudyReader) -> [String] {
        let settings = study.run.manifest.settings
        return [
            images(study), size(settings), flow(settings), iteration(settings), training(study, settings),
            loss(settings), noise(settings),
        ].compactMap { $0 } + constraint(settings)
    }

    private static func images(_ study: StudyReader) -> String? {
        guard let stage = study.description.dataStage, let summary = try? study.run.table("summary.csv", of: stage),
            let source = try? summary.value("source"), let side = try? summary.value("height"),
            let channels = try? summary.value("channels"), let hole = try? summary.value("hole_side")
        else { return nil }
        let size = "×\(side)"
        let counts = ["train", "validation", "test"].compactMap { name in
            (try? summary.number(name)).flatMap { Int(exactly: $0) }.map { "\(CaptionText.number($0)) \(name)" }
        }
        return
            "The images are \(source)\(source.contains(size) ? "" : ", at \(side)\(size)"), "
            + (channels == "1" ? "grey" : "of \(channels) channels")
            + ", without their middle \(hole)×\(hole)"
            + (counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))")
            + "; the paper's are CelebA-HQ at 64×64×3 without the middle 24×24 (17 536, 976 and 976 images)."
    }

    /// Steps and rates, as the trainings say, and how many were made again at a smaller rate.
    private static func training(_ study: StudyReader, _ settings: StageSettings) -> String? {
        let methods = study.description.methods.filter { $0.isTrained && !$0.isAblation }.map(\.id)
        let lower = methods.map { study.retrained($0) }
        let summaries = zip(methods, lower).flatMap { method, lower in
            study.trainedSeeds(of: method).compactMap { seed in
                (try? study.trainingSummary(method, seed: seed)).map {
                    (summary: $0, isAgain: lower.contains { $0.seed == seed })
                }
            }
        }
        let steps = Set(summaries.compactMap { try? $0.summary.value("steps") }).sorted()
        let again = summaries.filter(\.isAgain).count
        let rates = Set(summaries.filter { !$0.isAgain }.compactMap { try? $0.summary.number("learning_rate") })
            .sorted().map(NumberText.rate)
        guard !steps.isEmpty, !rates.isEmpty, let batch = settings["inpainting.training.batch"] else { return nil }
        return
            "Trained for \(CaptionText.list(steps)) steps of \(batch) images by Adam with warm-up and clipping, at "
            + (rates.count == 1 ? "the learning rate" : "learning rates of")
            + " \(CaptionText.list(rates))"
            + (again > 0
                ? " (\(again) of \(summaries.count) trainings diverged there, and were made again at a third or a tenth)"
                : "")
            + "; the paper trains for 30 epochs of batches of 8 at 10⁻⁵."
    }

    private static func loss(_ settings: StageSettings) -> String? {
        guard let rate = settings["inpainting.constraint.dual-rate"] else { return nil }
        let isDifference = settings["inpainting.constraint.form"]?.description == "difference"
        return
            "The loss is a mean over pixels in units of the images' variance and the constraints are "
            + (isDifference ? "not" : "ratios") + ", so that μ_{λ} = \(rate) is not the paper's 10⁻³."
    }

    private static func noise(_ settings: StageSettings) -> String? {
        settings["inpainting.noise.strength"].map {
            "Training noise is N(0, σ^{2}/*l*) with σ = \($0) of the grey levels 0…1, of which the paper gives the form alone. "
                + "Constraints are taken at outputs without noise; the authors' code has them with it."
        }
    }

    private static func size(_ settings: StageSettings) -> String? {
        guard let levels = settings["inpainting.flow.levels"], let steps = settings["inpainting.flow.steps"] else {
            return nil
        }
        func count(_ value: SettingValue, _ what: String) -> String {
            "\(value) \(what)\(value.description == "1" ? "" : "s")"
        }
        return "Each layer's flow has \(count(levels, "level")) of \(count(steps, "step")); the paper's has 4 of 18."
    }

    private static func flow(_ settings: StageSettings) -> String? {
        func has(_ name: String, _ value: SettingValue) -> Bool { settings["inpainting.flow.\(name)"] == value }
        var pieces: [String] = []
        if has("squeeze", "haar") { pieces.append("a Haar transform squeezes, not a pixel shuffle") }
        if has("deeper", "quarter") { pieces.append("a quarter of the channels goes deeper, not half") }
        if has("mixing", "halfSwap") { pieces.append("1×1 convolutions start as swaps, not as rotations") }
        if let scale = settings["inpainting.flow.minimum-scale"].flatMap({ Double($0.description) }), scale > 0 {
            pieces.append("couplings scale by \(CaptionText.plain(scale)) at least")
        }
        if has("gated", true) { pieces.append("couplings act inside the hole alone") }
        if has("sees-place", true) { pieces.append("couplings see the hole and each pixel's place") }
        if let decline = settings["inpainting.flow.decline"].flatMap({ Double($0.description) }), decline != 1 {
            pieces.append("latents start with a deviation of \(CaptionText.plain(decline)) to the power of *l* − 1")
        }
        if settings["inpainting.network.coarse-to-fine"] == true {
            pieces.append("layer *l*'s couplings act on the deepest *l* levels alone, so that coarse comes before fine")
        }
        if settings["inpainting.network.shared-flow"] == true { pieces.append("all layers use one flow") }
        if has("frozen-shifts", true) { pieces.append("shifts are set from images, not learnt") }
        guard !pieces.isEmpty else { return nil }
        return "The flows differ from GLOW as published: \(CaptionText.list(pieces)) (Figure A)."
    }

    private static func iteration(_ settings: StageSettings) -> String? {
        guard let semantics = settings["inpainting.network.semantics"] else { return nil }
        if semantics != "paper" {
            return
                "Layers compute what the authors' code does, which is not eqs. (22)–(25): the data step has no mask and "
                + "leads away from *x*, the reverse flow is no inverse, the last level's latents alone are shrunk, and "
                + "images are clamped to [0, 1] after each layer. From that code this differs in images with all their "
                + "grey levels (there 32), actnorm's factors learnt as logarithms, and a choice by all validation images "
                + "(there by one batch)."
        }
        return
            "Eq. (22) has the sign that descends; as printed it ascends. The constraints (26) are on *l* = 2…*L*: there "
            + "is no *z*_{0}, and ∇*f*_{1}(*y*_{0}) = 0 cannot fall."
    }

    /// How the constraints (26) are written where that is not as differences, for all figures whose numbers hang on it.
    static func constraint(_ settings: StageSettings) -> [String] {
        let ratios =
            "The constraints (26) are taken as ratios, ‖∇*f*_{1}(*y*_{l})‖/‖∇*f*_{1}(*y*_{l−1})‖ ≤ 1 − ε and "
            + "‖*z*_{l}‖/‖*z*_{l−1}‖ ≤ 1 − ε; the paper prints differences"
        return switch settings["inpainting.constraint.form"]?.description {
        case "anchored":
            [
                "\(ratios). No gradient goes through the layer before: in Algorithm 1 the dual of a layer also pays the layer before "
                    + "it for a larger ‖∇*f*_{1}‖ or ‖*z*‖, and nothing bounds these."
            ]
        case "ratio", "meanRatio": [ratios + "."]
        case "normalised": [ratios + ", and no gradient goes through the denominators."]
        default: []
        }
    }
}
