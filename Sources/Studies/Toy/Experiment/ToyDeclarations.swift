import Bench

/// The settings of the toy.
public struct ToyDeclarations: SettingsGroup {
    let inputs = Setting.whole("toy.inputs", 4, 2...1000, "p, the size of x; y is in R²")
    let layers = Setting.whole("toy.layers", 10, 4...100, "L; noise comes after the third")
    let descentSteps = Setting.whole(
        "toy.descent-steps", 100, 4...10_000,
        "iterations of gradient descent: enough to arrive, as in the paper's figure")
    let hidden = Setting.count("toy.hidden", 32, unit: "units", "hidden units of each layer's MLP")
    let samples = Setting.count("toy.samples", 8_192, unit: "samples", "training samples")
    let test = Setting.whole("toy.test", 1_000, 2...largestCount, unit: "samples", "test samples")
    let steps = Setting.count("toy.steps", 3_000, unit: "updates", "updates of each network")
    let batch = Setting.count("toy.batch", 256, unit: "samples", "samples a batch")
    let rates = RateDeclarations("toy", rate: 3e-3, tuningSteps: 1_200)
    let epsilon = Setting.real("toy.epsilon", 0.1, 1e-6...0.999, "ε of (CI)")
    let dualRate = Setting.real("toy.dual-rate", 0.1, 0...1e6, "μ_λ, each batch")
    let noise = Setting.real("toy.noise", 1, 0...1e6, "σ̂ during training, relative form")
    let start = Setting.real("toy.start", 3, 0...1e6, "standard deviation of y_0")
    let perturbation = Setting.real(
        "toy.perturbation", 3, 0...1e6, "standard deviation of the noise at the third step")
}

extension ToyStudy {
    public static var declarations: ToyDeclarations { ToyDeclarations() }

    public static func bounds(_ settings: Settings<ToyDeclarations>) -> [SizeBound] {
        [settings.bound(\.batch, atMost: \.samples)]
    }

    public static func memory(_ settings: Settings<ToyDeclarations>) -> [MemoryNeed] {
        let (p, hidden) = (Double(settings.inputs), Double(settings.hidden))
        let (layers, batch) = (Double(settings.layers), Double(settings.batch))
        return [
            MemoryNeed(
                "the samples, toy.samples and toy.test", numbers: Double(settings.samples + settings.test) * (p + 2)),
            MemoryNeed("the weights with what Adam keeps of them, toy.hidden", numbers: 5 * layers * hidden * (p + 5)),
            MemoryNeed("a batch's trajectory, toy.batch × toy.hidden", numbers: layers * batch * (2 * hidden + p + 6)),
        ]
    }
}
