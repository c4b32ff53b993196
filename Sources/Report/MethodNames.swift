/// The methods' names on the page.
public enum MethodNames {
    /// The name of a variant, reference or toy method by its id; an unknown id is its own name.
    public static func name(_ id: String) -> String { names.first { $0.id == id }?.name ?? id }

    private static let names: [(id: String, name: String)] = [
        ("standard", "standard"), ("standard-noisy", "standard + noise"), ("constrained", "constrained"),
        ("constrained-quiet", "constrained, no noise"), ("constrained-from-2", "first layer free"),
        ("constrained-strong", "constrained, strong"), ("incremental", "incremental"), ("layerwise", "layer by layer"),
        ("standard-slow", "standard, rate/10"), ("standard-ista", "standard, started as ISTA"), ("ista", "ISTA"),
        ("ista-long", "ISTA, 10 times longer"), ("fista", "FISTA"), ("fista-long", "FISTA, 10 times longer"),
        ("ridge", "ridge regression"), ("zero", "zero vector"), ("gradient-descent", "gradient descent"),
        ("mean", "mean image"), ("harmonic", "harmonic interpolation"), ("biharmonic", "biharmonic interpolation"),
        ("flow-prox", "proximal descent with one flow"),
        ("flow-prox-long", "proximal descent with one flow, 10 times longer"),
        ("ablation-difference", "differences of (26)"), ("ablation-normalised", "normalised differences"),
        ("ablation-decline", "equal latents at the start"),
        ("ablation-fine", "all levels from the start"), ("ablation-shared", "one flow for all layers"),
        ("ablation-pixel", "pixel squeeze"),
        ("ablation-half", "half the channels deeper"), ("ablation-rotation", "1×1 start as rotations"),
        ("ablation-ungated", "no gate on the hole"), ("ablation-unbounded", "unbounded scales"),
        ("ablation-additive", "additive couplings"), ("ablation-shift", "shifts learnt"),
        ("ablation-blind", "couplings see no hole"), ("ablation-glow", "GLOW as published"),
        ("ablation-authors", "authors’ semantics"), ("ablation-authors-standard", "authors’ semantics, standard"),
    ]
}
