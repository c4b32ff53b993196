/// The one table of how each method looks, in every figure.
extension Theme {
    private static let blue = Colour(0x4477AA)
    private static let red = Colour(0xEE6677)
    private static let green = Colour(0x228833)
    private static let grey = Colour(0x777777)
    private static let black = Colour(0x000000)

    private static let methods: [(id: String, style: MethodStyle)] = [
        ("constrained", MethodStyle(name: "Constrained", colour: blue, dash: .solid, marker: .circle)),
        (
            "constrained-quiet",
            MethodStyle(name: "Constrained, no noise", colour: Colour(0x33A5CC), dash: .dashDotted, marker: .openCircle)
        ),
        (
            "constrained-from-2",
            MethodStyle(
                name: "Constrained, first layer free", colour: Colour(0xAA3377), dash: .longDashed, marker: .diamond)
        ),
        (
            "constrained-strong",
            MethodStyle(
                name: "Constrained, larger $ε$", colour: Colour(0x99770F), dash: .dashDotDotted, marker: .triangle)
        ),
        ("standard", MethodStyle(name: "Standard", colour: red, dash: .dashed, marker: .square)),
        (
            "standard-noisy",
            MethodStyle(name: "Standard, trained with noise", colour: grey, dash: .solid, marker: .triangleDown)
        ),
        ("standard-slow", MethodStyle(name: "Standard, rate/10", colour: red, dash: .dotted, marker: .openSquare)),
        (
            "standard-ista",
            MethodStyle(
                name: "Standard, started at ISTA", colour: Colour(0x882255), dash: .dashDotted, marker: .openDiamond)
        ),
        ("incremental", MethodStyle(name: "Incremental", colour: black, dash: .dashed, marker: .cross)),
        ("layerwise", MethodStyle(name: "Layer by layer", colour: black, dash: .dotted, marker: .plus)),
        ("ista", MethodStyle(name: "ISTA", colour: green, dash: .solid, marker: .openTriangle)),
        ("ista-long", MethodStyle(name: "ISTA, $10L$", colour: green, dash: .dashed, marker: .triangle)),
        ("fista", MethodStyle(name: "FISTA", colour: green, dash: .dashDotted, marker: .openTriangleDown)),
        ("fista-long", MethodStyle(name: "FISTA, $10L$", colour: green, dash: .dotted, marker: .triangleDown)),
        (
            "gradient-descent",
            MethodStyle(name: "Gradient descent", colour: green, dash: .dashDotted, marker: .openTriangle)
        ),
        ("ridge", MethodStyle(name: "Ridge", colour: Colour(0x555555), dash: .dashDotted, weight: .thin)),
        ("zero", MethodStyle(name: "Zero", colour: Colour(0x555555), dash: .dotted, weight: .thin)),
        ("mean", MethodStyle(name: "Mean image", colour: Colour(0x555555), dash: .longDashed, weight: .thin)),
        ("harmonic", MethodStyle(name: "Harmonic", colour: Colour(0x555555), dash: .dashed, weight: .thin)),
        ("biharmonic", MethodStyle(name: "Biharmonic", colour: Colour(0x555555), dash: .dashDotDotted, weight: .thin)),
        (
            "flow-prox",
            MethodStyle(
                name: "Proximal descent, one flow", colour: green, dash: .longDashed, marker: .openTriangle,
                weight: .thin)
        ),
        (
            "flow-prox-long",
            MethodStyle(
                name: "Proximal descent, $10L$", colour: green, dash: .dashed, marker: .openDiamond, weight: .thin)
        ),
        ("perturbation", MethodStyle(name: "After the noise", colour: black, marker: .openDiamond)),
        ("truth", MethodStyle(name: "Optimum $y^*$", colour: black, dash: .solid, marker: .star, weight: .thin)),
    ]

    /// The ids of the methods that the table knows, in its order.
    public static var methodNames: [String] { methods.map(\.id) }

    /// The style of the method with this id (`constrained`, `ista`, …). An id that is not in the table is drawn in
    /// a neutral dark grey under its own name.
    public static func style(of method: String) -> MethodStyle {
        methods.first { $0.id == method }?.style
            ?? MethodStyle(name: method.replacingDollarSigns, colour: Colour(0x444444), dash: .solid, marker: .none)
    }

    /// The style of the `index`th (from 0) of `count` ordered series, such as the layers of a network: colours in
    /// order of lightness, with markers and dashes that tell neighbours apart in grey.
    public static func ordered(_ index: Int, of count: Int, name: String) -> MethodStyle {
        let dashes = MethodStyle.Dash.allCases
        let markers: [MethodStyle.Marker] = [
            .circle, .openSquare, .triangle, .openDiamond, .cross, .square, .openCircle, .triangleDown, .plus, .diamond,
        ]
        return MethodStyle(
            name: name, colour: ColourMap.ordered.colour(at: count < 2 ? 0 : Double(index) / Double(count - 1)),
            dash: dashes[index % dashes.count], marker: markers[index % markers.count])
    }
}

extension String {
    /// The text with dollar signs escaped, so that it is never read as markup.
    fileprivate var replacingDollarSigns: String {
        split(separator: "$", omittingEmptySubsequences: false).joined(separator: "\\$")
    }
}
