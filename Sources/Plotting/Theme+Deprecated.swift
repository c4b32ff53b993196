/// What the report looks up by a method's id until each figure carries the table of its study (`Figure.styles`).
extension Theme {
    private static let methods: [String: (role: String, variant: Int, name: String)] = [
        "constrained": ("proposed", 0, "Constrained"),
        "constrained-quiet": ("proposed", 1, "Constrained, no noise"),
        "constrained-from-2": ("proposed", 2, "Constrained, first layer free"),
        "constrained-strong": ("proposed", 3, "Constrained, larger $ε$"),
        "standard": ("baseline", 0, "Standard"),
        "standard-noisy": ("baseline", 1, "Standard, trained with noise"),
        "standard-slow": ("baseline", 2, "Standard, rate/10"),
        "standard-ista": ("baseline", 3, "Standard, started at ISTA"),
        "incremental": ("alternative", 0, "Incremental"),
        "layerwise": ("alternative", 1, "Layer by layer"),
        "ista": ("classical", 0, "ISTA"),
        "ista-long": ("classical", 1, "ISTA, $10L$"),
        "fista": ("classical", 2, "FISTA"),
        "fista-long": ("classical", 3, "FISTA, $10L$"),
        "gradient-descent": ("classical", 4, "Gradient descent"),
        "flow-prox": ("classical", 5, "Proximal descent, one flow"),
        "flow-prox-long": ("classical", 6, "Proximal descent, $10L$"),
        "ridge": ("trivial", 0, "Ridge"),
        "mean": ("trivial", 2, "Mean image"),
        "harmonic": ("trivial", 3, "Harmonic"),
        "biharmonic": ("trivial", 4, "Biharmonic"),
    ]

    /// The style of the method with this id; one that is not in the table is drawn in dark grey under its own name.
    @available(*, deprecated, message: "Look the method up in its study's table of styles.")
    public static func style(of method: String) -> MethodStyle {
        if let known = methods[method] { return style(role: known.role, variant: known.variant, name: known.name) }
        return commonSeries[method] ?? MethodStyle(name: method, colour: Colour(0x444444))
    }
}
